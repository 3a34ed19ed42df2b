using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>What may stand at a place by its plain name: variables, functions, types, namespaces.</summary>
internal static class NameSymbols
{
    /// <summary>Everything in scope that is declared before the position.</summary>
    public static IEnumerable<ISymbol> InScope(CellModel model, int position) =>
        model.Semantics.LookupSymbols(position)
            .Where(symbol => !IsOfSubmission(symbol) && IsDeclaredBefore(symbol, model, position));

    public static IEnumerable<ISymbol> Types(CellModel model, int position) =>
        model.Semantics.LookupNamespacesAndTypes(position)
            .Where(symbol => symbol is INamespaceOrTypeSymbol or IAliasSymbol);

    /// <summary>Types that <c>new</c> can make, and the namespaces on the way to them.</summary>
    public static IEnumerable<ISymbol> Creatable(CellModel model, int position) =>
        Types(model, position).Where(symbol => symbol is INamespaceSymbol or IAliasSymbol or ITypeParameterSymbol or
            INamedTypeSymbol
            {
                IsStatic: false, IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Delegate,
            });

    /// <summary>Namespaces below a namespace, and its types when the directive may name one.</summary>
    public static IEnumerable<ISymbol> OfUsing(CellModel model, int position, bool withTypes) => withTypes
        ? Types(model, position)
        : model.Semantics.LookupNamespacesAndTypes(position).OfType<INamespaceSymbol>();

    public static IEnumerable<ISymbol> Attributes(CellModel model, int position)
    {
        var attribute = model.Compilation.GetTypeByMetadataName("System.Attribute");
        return Types(model, position).Where(symbol =>
            symbol is INamespaceSymbol ||
            (symbol is INamedTypeSymbol { IsAbstract: false } type && Derives(type, attribute)));
    }

    /// <summary>Members that an object initializer or <c>with</c> may still set.</summary>
    /// <param name="mayAdd">Whether the braces may hold elements to add instead.</param>
    public static IReadOnlyList<ISymbol> Settable(CellModel model, InitializerExpressionSyntax initializer,
        int position, out bool mayAdd)
    {
        var type = MadeBy(model, initializer);
        mayAdd = initializer.Parent is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax ||
                 type?.AllInterfaces.Any(one => one.SpecialType == SpecialType.System_Collections_IEnumerable) == true;
        if (type is null or IArrayTypeSymbol) return [];

        var given = initializer.Expressions.OfType<AssignmentExpressionSyntax>()
            .Where(one => !one.Left.Span.Contains(position)).Select(one => one.Left.ToString()).ToHashSet();
        return
        [
            .. model.Semantics.LookupSymbols(position, type)
                .Where(symbol => !symbol.IsStatic && !given.Contains(symbol.Name) && IsSettable(symbol)),
        ];
    }

    /// <summary>Properties of an attribute that <c>Name = value</c> may set.</summary>
    public static IEnumerable<ISymbol> SettableOf(CellModel model, AttributeSyntax attribute, int position) =>
        model.Semantics.GetTypeInfo(attribute).Type is { TypeKind: not TypeKind.Error } type
            ? model.Semantics.LookupSymbols(position, type).Where(symbol =>
                symbol is IPropertySymbol { IsStatic: false, SetMethod.DeclaredAccessibility: Accessibility.Public } or
                    IFieldSymbol { IsStatic: false, IsReadOnly: false })
            : [];

    public static bool Derives(ITypeSymbol type, ITypeSymbol? ancestor)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, ancestor?.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static ITypeSymbol? MadeBy(CellModel model, InitializerExpressionSyntax initializer) =>
        initializer.Parent switch
    {
        ObjectCreationExpressionSyntax creation =>
            model.Semantics.GetTypeInfo(creation).Type is { TypeKind: not TypeKind.Error } type
            ? type
            : model.Semantics.GetSymbolInfo(creation.Type).Symbol as ITypeSymbol,
        ImplicitObjectCreationExpressionSyntax creation =>
            model.Semantics.GetTypeInfo(creation).Type is { TypeKind: not TypeKind.Error } type ? type
                : ExpectedTypes.At(model, creation) is [var expected, ..] ? expected : null,
        WithExpressionSyntax with => MemberSymbols.TypeOf(model.Semantics, with.Expression),
        AssignmentExpressionSyntax nested => model.Semantics.GetTypeInfo(nested.Left).Type,
        _ => null,
    };

    private static bool IsSettable(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { IsIndexer: false } property =>
            property.SetMethod is not null ||
            (property.Type.IsReferenceType && property.Type.SpecialType != SpecialType.System_String),
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
        _ => false,
    };

    // The class around a cell's statements has the members of object; nobody means them.
    private static bool IsOfSubmission(ISymbol symbol) =>
        symbol is { ContainingType.SpecialType: SpecialType.System_Object, Kind: SymbolKind.Method };

    private static bool IsDeclaredBefore(ISymbol symbol, CellModel model, int position)
    {
        if (symbol is not (ILocalSymbol or IRangeVariableSymbol) &&
            !(symbol is IFieldSymbol && CellModel.IsOfCells(symbol)))
            return true;
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared ||
            declared.SyntaxTree != model.Tree)
            return true;
        if (symbol is IRangeVariableSymbol || declared.GetSyntax() is not VariableDeclaratorSyntax variable)
            return declared.Span.Start < position && !IsBeingAssigned(declared.GetSyntax(), position);
        return variable.Span.End < position ||
               (variable.SpanStart < position && variable.Initializer?.Value is AnonymousFunctionExpressionSyntax);
    }

    // `var (a, b) = |`
    private static bool IsBeingAssigned(SyntaxNode declared, int position) =>
        declared.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment &&
        assignment.Left.Span.Contains(declared.Span) && position <= assignment.Span.End;
}
