using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// The call in whose argument list a position is: what could be called, and which argument is being written.
/// </summary>
/// <param name="List">The arguments, of a method, constructor, indexer or attribute.</param>
/// <param name="Overloads">Everything that could be meant, the best fit first. Never empty.</param>
/// <param name="Argument">Number of the argument at the position, from 0.</param>
/// <param name="Name">Its name, when it is a named one.</param>
internal sealed record EnclosingCall(
    SyntaxNode List, IReadOnlyList<ISymbol> Overloads, int Argument, string? Name)
{
    /// <summary>The innermost call around the position; null outside of argument lists.</summary>
    public static EnclosingCall? At(CellModel model, int position)
    {
        var token = model.Root.FindToken(Math.Max(0, position - 1));
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            if (node is AnonymousFunctionExpressionSyntax { Body: BlockSyntax block } &&
                block.Span.Contains(position - 1))
                return null;
            if (node is not (BaseArgumentListSyntax or AttributeArgumentListSyntax)) continue;

            var (open, close) = Brackets(node);
            if (position < open.Span.End || (!close.IsMissing && position > close.SpanStart)) continue;
            if (Of(model, node, position) is { } call) return call;
        }

        return null;
    }

    /// <summary>The parameter that the argument goes to; null when there is none such.</summary>
    public IParameterSymbol? ParameterOf(ISymbol overload)
    {
        var parameters = Parameters(overload);
        if (Name is not null) return parameters.FirstOrDefault(parameter => parameter.Name == Name);
        if (Argument < parameters.Length) return parameters[Argument];
        return parameters is [.., { IsParams: true } last] ? last : null;
    }

    public static ImmutableArray<IParameterSymbol> Parameters(ISymbol overload) => overload switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol indexer => indexer.Parameters,
        _ => [],
    };

    /// <summary>Names that arguments of the list have already.</summary>
    public IEnumerable<string> NamesGiven() =>
        Arguments(List).Select(argument => argument.Name).OfType<string>();

    /// <summary>
    /// The type that an argument has for a parameter: of <c>params</c> the element's, without
    /// <c>Nullable</c>.
    /// </summary>
    public static ITypeSymbol TypeFor(IParameterSymbol parameter) => parameter switch
    {
        { IsParams: true, Type: IArrayTypeSymbol array } => array.ElementType,
        { IsParams: true, Type: INamedTypeSymbol { TypeArguments: [var element] } } => element,
        _ => parameter.Type,
    };

    private static EnclosingCall? Of(CellModel model, SyntaxNode list, int position)
    {
        var overloads = OverloadsOf(model, list);
        if (overloads.Count == 0) return null;

        var arguments = Arguments(list);
        var number = Separators(list).Count(comma => comma.Span.End <= position);
        var name = number < arguments.Count ? arguments[number].Name : null;
        var call = new EnclosingCall(list, overloads, number, name);
        var meant = model.Semantics.GetSymbolInfo(list.Parent!).Symbol?.OriginalDefinition;
        return call with
        {
            Overloads =
            [
                .. overloads
                    .OrderByDescending(overload => overload.OriginalDefinition.Equals(meant, SymbolEqualityComparer.Default))
                    .ThenByDescending(overload => call.Fit(model, overload, arguments))
                    .ThenBy(overload => Parameters(overload).Length),
            ],
        };
    }

    // How many of the arguments can go where they stand; less than none when there are too many of them.
    private int Fit(CellModel model, ISymbol overload,
        IReadOnlyList<(string? Name, ExpressionSyntax Value)> arguments)
    {
        var fit = 0;
        for (var i = 0; i < Math.Max(arguments.Count, Argument + 1); i++)
        {
            var name = i < arguments.Count ? arguments[i].Name : null;
            if ((this with { Argument = i, Name = name }).ParameterOf(overload) is not { } parameter)
            {
                if (i > 0 || arguments.Count > 0) return -1;
                continue;
            }

            if (i >= arguments.Count || arguments[i].Value.IsMissing || arguments[i].Value.Span.IsEmpty)
                continue;
            var conversion = model.Semantics.ClassifyConversion(arguments[i].Value, parameter.Type);
            if (!conversion.IsImplicit)
                conversion = model.Semantics.ClassifyConversion(arguments[i].Value, TypeFor(parameter));
            fit += conversion.IsIdentity ? 3 : conversion.IsImplicit ? 2 : 0;
        }

        return fit;
    }

    private static IReadOnlyList<ISymbol> OverloadsOf(CellModel model, SyntaxNode list)
    {
        var semantics = model.Semantics;
        var position = list.SpanStart;
        IEnumerable<ISymbol> found = list.Parent switch
        {
            InvocationExpressionSyntax call => OfInvocation(semantics, call),
            BaseObjectCreationExpressionSyntax creation => Constructors(semantics.GetTypeInfo(creation).Type),
            ConstructorInitializerSyntax initializer => Constructors(
                initializer.IsKind(SyntaxKind.ThisConstructorInitializer)
                    ? semantics.GetEnclosingSymbol(position)?.ContainingType
                    : semantics.GetEnclosingSymbol(position)?.ContainingType?.BaseType),
            PrimaryConstructorBaseTypeSyntax b => Constructors(semantics.GetTypeInfo(b.Type).Type),
            AttributeSyntax attribute => Constructors(semantics.GetTypeInfo(attribute).Type),
            ElementAccessExpressionSyntax access =>
                Indexers(semantics.GetTypeInfo(access.Expression).Type),
            _ => [],
        };
        return [.. found.Where(symbol => semantics.IsAccessible(position, symbol))];
    }

    private static IEnumerable<ISymbol> OfInvocation(SemanticModel semantics, InvocationExpressionSyntax call)
    {
        var group = semantics.GetMemberGroup(call.Expression);
        if (group.Length > 0) return group;

        var called = semantics.GetSymbolInfo(call);
        if (called.Symbol is not null) return [called.Symbol];
        if (called.CandidateSymbols.Length > 0) return called.CandidateSymbols;
        var type = semantics.GetTypeInfo(call.Expression).Type;
        return type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [invoke] : [];
    }

    private static IEnumerable<ISymbol> Constructors(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { IsAbstract: false } named => named.InstanceConstructors,
        INamedTypeSymbol named =>
            named.InstanceConstructors.Where(one => one.DeclaredAccessibility != Accessibility.Private),
        _ => [],
    };

    private static IEnumerable<ISymbol> Indexers(ITypeSymbol? type) =>
        type is null or { TypeKind: TypeKind.Error or TypeKind.Dynamic }
            ? []
            : Lineage(type).SelectMany(one => one.GetMembers()).Where(member => member is IPropertySymbol { IsIndexer: true });

    private static IEnumerable<ITypeSymbol> Lineage(ITypeSymbol type)
    {
        for (var one = type; one is not null; one = one.BaseType) yield return one;
        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var one in type.AllInterfaces) yield return one;
        }
    }

    private static (SyntaxToken Open, SyntaxToken Close) Brackets(SyntaxNode list) => list switch
    {
        ArgumentListSyntax arguments => (arguments.OpenParenToken, arguments.CloseParenToken),
        BracketedArgumentListSyntax arguments => (arguments.OpenBracketToken, arguments.CloseBracketToken),
        AttributeArgumentListSyntax arguments => (arguments.OpenParenToken, arguments.CloseParenToken),
        _ => default,
    };

    private static IEnumerable<SyntaxToken> Separators(SyntaxNode list) => list switch
    {
        BaseArgumentListSyntax arguments => arguments.Arguments.GetSeparators(),
        AttributeArgumentListSyntax arguments => arguments.Arguments.GetSeparators(),
        _ => [],
    };

    private static IReadOnlyList<(string? Name, ExpressionSyntax Value)> Arguments(SyntaxNode list) =>
        list switch
    {
        BaseArgumentListSyntax arguments =>
            [.. arguments.Arguments.Select(argument =>
                (argument.NameColon?.Name.Identifier.ValueText, argument.Expression))],
        AttributeArgumentListSyntax arguments =>
            [.. arguments.Arguments.Select(argument =>
                ((argument.NameColon?.Name ?? argument.NameEquals?.Name)?.Identifier.ValueText,
                argument.Expression))],
        _ => [],
    };
}
