using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Execution;

/// <summary>A type that a cell declares, cut out of the cell: everything else is blank, so that places hold.</summary>
/// <param name="Key">Its full name with the number of type parameters, such as <c>Geometry.Box`1</c>.</param>
/// <param name="Provides">The names by which other types may use it: its own and those of its extension members.</param>
/// <param name="Mentions">All names in it.</param>
/// <param name="IsLibraryOnly">Whether C# allows it in no script: it extends types, is in a namespace, or local to its file.</param>
/// <param name="Usings">What cells before it import.</param>
/// <param name="Data">The text of a type that only holds data; null for one with code or static members.</param>
internal sealed record TypeSource(
    string Key, CellText Text, ImmutableArray<string> Provides, ImmutableHashSet<string> Mentions, bool IsLibraryOnly, ImmutableArray<string> Usings,
    string? Data)
{
    /// <summary>Whether the other is the same type once more: it has no code that messages would place in the wrong cell, and no
    /// state that would have to begin anew.</summary>
    public bool IsAgain(TypeSource other) => Data is not null && Data == other.Data && Key == other.Key && Usings.SequenceEqual(other.Usings);

    /// <summary>Whether one of the other's names is mentioned here.</summary>
    public bool Uses(TypeSource other) => other.Provides.Any(Mentions.Contains);

    /// <summary>Cuts the types out of a cell.</summary>
    /// <param name="root">The text as a script.</param>
    public static ImmutableArray<TypeSource> Of(CompilationUnitSyntax root, CellText text, ImmutableArray<string> usings)
    {
        var found = new List<(string Key, MemberDeclarationSyntax Node)>();
        Find(root.Members, "", found);
        if (found.Count == 0) return [];

        var frame = Frame(root).ToList();
        var imported = root.Usings.SelectMany(Names).ToList();
        return
        [
            .. found.GroupBy(type => type.Key).Select(type =>
            {
                var nodes = type.Select(part => part.Node).ToList();
                var kept = text.Only(frame.Concat(nodes.SelectMany(Enclosing)).Concat(nodes.SelectMany(Comments)).Concat(nodes.Select(node => (node.SpanStart, node.Span.End))));
                return new TypeSource(
                    type.Key,
                    kept.With(Visibility.Of(nodes)),
                    [.. nodes.SelectMany(Provided).Distinct()],
                    [.. nodes.SelectMany(Names), .. imported],
                    nodes.Exists(IsRefusedInScripts),
                    usings,
                    nodes.Exists(HasCode) ? null : string.Concat(imported) + string.Concat(nodes.Select(node => node.GetLeadingTrivia().ToString().Trim() + node)));
            }),
        ];
    }

    private static bool HasCode(SyntaxNode type) => type.DescendantNodesAndTokens().Any(part => part.Kind()
        is SyntaxKind.Block or SyntaxKind.ArrowExpressionClause or SyntaxKind.StaticKeyword or SyntaxKind.ConstKeyword || part.AsNode()
        is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax or PropertyDeclarationSyntax });

    /// <summary>The parts of a cell that are types, with the namespaces around them.</summary>
    /// <param name="keys">Only these types; namespaces go in any case.</param>
    public static IEnumerable<(int Start, int End)> Parts(CompilationUnitSyntax root, IReadOnlySet<string> keys)
    {
        var found = new List<(string Key, MemberDeclarationSyntax Node)>();
        Find(root.Members, "", found);
        return found.Where(type => keys.Contains(type.Key)).Select(type => (type.Node.SpanStart, type.Node.Span.End))
            .Concat(root.Members.OfType<BaseNamespaceDeclarationSyntax>().Select(space => (space.SpanStart, space.Span.End)));
    }

    private static void Find(SyntaxList<MemberDeclarationSyntax> members, string space, List<(string, MemberDeclarationSyntax)> found)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    Find(inner.Members, $"{space}{inner.Name}.", found);
                    break;
                case BaseTypeDeclarationSyntax type:
                    found.Add((space + type.Identifier.Text + Arity((type as TypeDeclarationSyntax)?.TypeParameterList), type));
                    break;
                case DelegateDeclarationSyntax type:
                    found.Add((space + type.Identifier.Text + Arity(type.TypeParameterList), type));
                    break;
            }
        }
    }

    private static string Arity(TypeParameterListSyntax? list) => list is null ? "" : $"`{list.Parameters.Count}";

    // Usings, and the directives that are not the engine's own.
    private static IEnumerable<(int, int)> Frame(CompilationUnitSyntax root) => root.Usings.Select(node => (node.SpanStart, node.Span.End))
        .Concat(root.Externs.Select(node => (node.SpanStart, node.Span.End)))
        .Concat(root.DescendantTrivia().Where(trivia => trivia.IsDirective && trivia.GetStructure() is not
            (ReferenceDirectiveTriviaSyntax or LoadDirectiveTriviaSyntax or ShebangDirectiveTriviaSyntax or BadDirectiveTriviaSyntax))
            .Select(trivia => (trivia.SpanStart, trivia.Span.End)));

    private static IEnumerable<(int, int)> Enclosing(SyntaxNode node) => node.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space =>
        space.Usings.Select(import => (import.SpanStart, import.Span.End)).Concat(space switch
        {
            NamespaceDeclarationSyntax block => [(block.SpanStart, block.OpenBraceToken.Span.End), (block.CloseBraceToken.SpanStart, block.CloseBraceToken.Span.End)],
            FileScopedNamespaceDeclarationSyntax file => [(file.SpanStart, file.SemicolonToken.Span.End)],
            _ => (IEnumerable<(int, int)>)[],
        }));

    private static IEnumerable<(int, int)> Comments(SyntaxNode node) => node.GetLeadingTrivia()
        .Where(trivia => trivia.ToString() is var text && (text.StartsWith("///", StringComparison.Ordinal) || text.StartsWith("/**", StringComparison.Ordinal)))
        .Select(trivia => (trivia.SpanStart, trivia.Span.End));

    private static IEnumerable<string> Provided(MemberDeclarationSyntax node) => node switch
    {
        BaseTypeDeclarationSyntax type => ExtensionMembers(type).Select(NameOf).Prepend(type.Identifier.Text),
        DelegateDeclarationSyntax type => [type.Identifier.Text],
        _ => [],
    };

    private static IEnumerable<MemberDeclarationSyntax> ExtensionMembers(BaseTypeDeclarationSyntax type) => type is not ClassDeclarationSyntax container ? [] :
        container.Members.OfType<MethodDeclarationSyntax>().Where(method => method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true)
            .Concat(container.Members.OfType<ExtensionBlockDeclarationSyntax>().SelectMany(block => block.Members));

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        _ => "",
    };

    private static IEnumerable<string> Names(SyntaxNode node) => node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken))
        .SelectMany(token => token.Parent?.Parent is AttributeSyntax ? [token.ValueText, token.ValueText + "Attribute"] : new[] { token.ValueText });

    private static bool IsRefusedInScripts(MemberDeclarationSyntax node) =>
        node.Parent is BaseNamespaceDeclarationSyntax || node.Modifiers.Any(SyntaxKind.FileKeyword) ||
        (node is BaseTypeDeclarationSyntax type && (ExtensionMembers(type).Any() || type.DescendantNodes().Any(inner => inner is ExtensionBlockDeclarationSyntax)));
}
