using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>What may follow a dot: members of the value, type or namespace to its left.</summary>
internal static class MemberSymbols
{
    public static IEnumerable<ISymbol> At(CellModel model, SimpleNameSyntax name)
    {
        var semantics = model.Semantics;
        var position = name.SpanStart;
        switch (name.Parent)
        {
            case MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }:
                return semantics.LookupBaseMembers(position).Where(IsCallable);
            case MemberAccessExpressionSyntax access:
                return OfExpression(model, access.Expression, position,
                    access.IsKind(SyntaxKind.PointerMemberAccessExpression));
            case MemberBindingExpressionSyntax binding:
                var conditional = binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
                    .First(one => one.WhenNotNull.Span.Contains(position));
                return OfValue(semantics, WithoutNullable(TypeOf(semantics, conditional.Expression)),
                    position);
            case AliasQualifiedNameSyntax aliased:
                return semantics.GetSymbolInfo(aliased.Alias).Symbol is INamespaceSymbol root
                    ? semantics.LookupNamespacesAndTypes(position, root) : [];
            case QualifiedNameSyntax qualified:
                return OfQualified(semantics, qualified, position);
            default:
                return [];
        }
    }

    /// <summary>
    /// The type of an expression; of a call that does not fit yet, what its first overload returns.
    /// </summary>
    public static ITypeSymbol? TypeOf(SemanticModel semantics, ExpressionSyntax expression)
    {
        var type = semantics.GetTypeInfo(expression).Type;
        if (type is not (null or { TypeKind: TypeKind.Error })) return type;

        var meant = semantics.GetSymbolInfo(expression);
        var symbol = meant.Symbol ?? meant.CandidateSymbols.FirstOrDefault();
        return symbol is IMethodSymbol { MethodKind: not MethodKind.Constructor } method
            ? expression is InvocationExpressionSyntax ? method.ReturnType : type
            : TypeOf(symbol) ?? type;
    }

    /// <summary>The type of a variable or member; null of anything else.</summary>
    public static ITypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    public static ITypeSymbol? WithoutNullable(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0] : type;

    private static IEnumerable<ISymbol> OfExpression(CellModel model, ExpressionSyntax left, int position,
        bool isPointer)
    {
        var semantics = model.Semantics;
        var meant = semantics.GetSymbolInfo(left);
        var isType = meant.CandidateReason is CandidateReason.NotAValue or CandidateReason.WrongArity;
        var symbol = meant.Symbol ?? (isType ? meant.CandidateSymbols.FirstOrDefault() : null);
        if (symbol is INamespaceSymbol space) return semantics.LookupNamespacesAndTypes(position, space);
        if (symbol is ITypeSymbol named && left is not ThisExpressionSyntax)
            return OfType(semantics, named, position);

        var type = TypeOf(semantics, left);
        if (isPointer) type = (type as IPointerTypeSymbol)?.PointedAtType;
        var members = OfValue(semantics, type, position);

        // A variable named as its type: both are meant (`Color.Red` beside a property `Color Color`).
        var asType = left is IdentifierNameSyntax && symbol is not null && type?.Name == symbol.Name
            ? semantics.GetSpeculativeSymbolInfo(position, left,
                SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol as ITypeSymbol
            : null;
        return asType is null ? members : members.Concat(OfType(semantics, asType, position));
    }

    // Where a statement follows on the next line, `x.` becomes the type of its declaration: x may be a value
    // all the same.
    private static IEnumerable<ISymbol> OfQualified(SemanticModel semantics, QualifiedNameSyntax qualified,
        int position)
    {
        var left = semantics.GetSymbolInfo(qualified.Left).Symbol;
        var isTypeOnly = qualified.Ancestors().TakeWhile(node => node is not StatementSyntax).Any(node =>
            node is ObjectCreationExpressionSyntax or UsingDirectiveSyntax or BaseTypeSyntax or
                TypeArgumentListSyntax or TypeOfExpressionSyntax or
                AttributeSyntax or ParameterSyntax or CatchDeclarationSyntax or CastExpressionSyntax);
        if (left is INamespaceSymbol space)
        {
            return qualified.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { Alias: null, StaticKeyword.RawKind: 0 }
                ? semantics.LookupNamespacesAndTypes(position, space).OfType<INamespaceSymbol>()
                : semantics.LookupNamespacesAndTypes(position, space);
        }

        if (left is ITypeSymbol type)
            return isTypeOnly ? semantics.LookupNamespacesAndTypes(position, type)
                : OfType(semantics, type, position);
        if (isTypeOnly) return [];

        var expression = SyntaxFactory.ParseExpression(qualified.Left.ToString());
        var value = semantics.GetSpeculativeTypeInfo(position, expression, SpeculativeBindingOption.BindAsExpression);
        return OfValue(semantics, value.Type, position);
    }

    private static IEnumerable<ISymbol> OfType(SemanticModel semantics, ITypeSymbol type, int position) =>
        semantics.LookupSymbols(position, type).Where(symbol =>
            symbol is INamedTypeSymbol || (symbol.IsStatic && IsCallable(symbol)));

    private static IEnumerable<ISymbol> OfValue(SemanticModel semantics, ITypeSymbol? type, int position)
    {
        if (type is null or { SpecialType: SpecialType.System_Void }) return [];
        if (type.TypeKind is TypeKind.Error or TypeKind.Dynamic or TypeKind.Pointer or TypeKind.FunctionPointer) return [];
        return semantics.LookupSymbols(position, type, includeReducedExtensionMethods: true)
            .Where(symbol => !symbol.IsStatic && IsCallable(symbol));
    }

    private static bool IsCallable(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol => false,
        IMethodSymbol method =>
            method.MethodKind is MethodKind.Ordinary or MethodKind.ReducedExtension or
            MethodKind.DelegateInvoke or MethodKind.LocalFunction,
        IPropertySymbol property => !property.IsIndexer,
        _ => true,
    };
}
