using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Writes declarations as C# has them: types of parameters, defaults, constraints; variables of cells as
/// variables.
/// </summary>
internal static class SignatureText
{
    private static readonly SymbolDisplayFormat s_member = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters |
            SymbolDisplayGenericsOptions.IncludeTypeConstraints |
            SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType |
            SymbolDisplayMemberOptions.IncludeRef |
            SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeConstantValue,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.InstanceMethod,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName |
            SymbolDisplayParameterOptions.IncludeDefaultValue |
            SymbolDisplayParameterOptions.IncludeParamsRefOut |
            SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue |
            SymbolDisplayLocalOptions.IncludeRef,
        SymbolDisplayKindOptions.IncludeNamespaceKeyword | SymbolDisplayKindOptions.IncludeTypeKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes |
            SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers |
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier |
            SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    private static readonly SymbolDisplayFormat s_type = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters |
            SymbolDisplayGenericsOptions.IncludeTypeConstraints |
            SymbolDisplayGenericsOptions.IncludeVariance,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: s_member.ParameterOptions,
        kindOptions: s_member.KindOptions,
        miscellaneousOptions: s_member.MiscellaneousOptions);

    private static readonly SymbolDisplayFormat s_special =
        s_type.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat s_short = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: s_member.MiscellaneousOptions);

    /// <summary>One line such as <c>string string.Join(char separator, params string?[] value)</c>.</summary>
    public static string Of(ISymbol symbol) => symbol switch
    {
        IAliasSymbol alias => Of(alias.Target),
        INamedTypeSymbol { IsAnonymousType: true } or IArrayTypeSymbol or
            INamedTypeSymbol { IsTupleType: true } => symbol.ToDisplayString(s_member),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } => symbol.ToDisplayString(s_member),
        INamedTypeSymbol { SpecialType: not SpecialType.None } => symbol.ToDisplayString(s_special),
        ITypeSymbol or INamespaceSymbol => symbol.ToDisplayString(s_type),
        ILocalSymbol { IsConst: false, IsRef: false } local when IsInferred(local) =>
            $"{Short(local.Type.WithNullableAnnotation(NullableAnnotation.None))} {local.Name}",
        _ => symbol.ToDisplayString(s_member),
    };

    /// <summary>Where a parameter stands in its method's line; null when it does not.</summary>
    public static Range? PlaceOf(IParameterSymbol parameter, string signature)
    {
        var text = parameter.ToDisplayString(s_member);
        for (var at = 0; (at = signature.IndexOf(text, at + 1, StringComparison.Ordinal)) > 0;)
        {
            var end = at + text.Length;
            if (end == signature.Length) return null;
            if (signature[at - 1] is '(' or '[' or ' ' && signature[end] is ',' or ')' or ']') return at..end;
        }

        return null;
    }

    /// <summary>
    /// What C# programmers call such a thing, where the signature alone does not say it; otherwise empty.
    /// </summary>
    public static string Role(ISymbol symbol) => symbol switch
    {
        ILocalSymbol { IsConst: true } => "local constant",
        ILocalSymbol => "local variable",
        IRangeVariableSymbol => "range variable",
        IParameterSymbol => "parameter",
        IFieldSymbol when CellModel.IsOfCells(symbol) => "variable",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "",
        IFieldSymbol { IsConst: true } => "constant",
        IFieldSymbol => "field",
        IMethodSymbol { ReducedFrom: not null } => "extension",
        IEventSymbol => "event",
        ITypeParameterSymbol => "type parameter",
        _ => "",
    };

    /// <summary>A type's name as one writes it, without its namespaces.</summary>
    public static string Short(ITypeSymbol type) => type.ToDisplayString(s_short);

    // The compiler takes every inferred variable to be nullable; nobody wrote that.
    private static bool IsInferred(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences is [var declared, ..] && declared.GetSyntax() is
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: true } } or
            ForEachStatementSyntax { Type.IsVar: true } or SingleVariableDesignationSyntax;
}
