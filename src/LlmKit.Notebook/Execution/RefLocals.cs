using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Lets spans and references stand at the top of a cell. A cell's variables are fields, which cannot hold them, so the
/// statements from the first to the last that uses one become the body of a function, which hands out the other variables.
/// </summary>
internal static class RefLocals
{
    private const string Value = "__shown";

    /// <param name="root">The cell, read as a program.</param>
    /// <param name="refused">Places of declarations that the compiler took for fields and refused.</param>
    /// <param name="inside">The statements that become local.</param>
    public static void Wrap(CompilationUnitSyntax root, IReadOnlyList<int> refused, TextEdits edits, out IReadOnlyList<StatementSyntax> inside)
    {
        inside = [];
        var statements = root.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement).ToList();
        var names = statements.Where(statement => IsRef(statement, refused)).SelectMany(Declared).ToHashSet();
        var first = statements.FindIndex(statement => IsRef(statement, refused));
        if (first < 0) return;

        var last = statements.FindLastIndex(statement => statement.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText)));
        var range = statements[first..(last + 1)];
        var span = (range[0].SpanStart, range[^1].Span.End);
        if (range.Exists(statement => statement is LocalFunctionStatementSyntax) ||
            root.Members.Any(member => member is not GlobalStatementSyntax && member.SpanStart > span.SpanStart && member.SpanStart < span.End)) return;

        var results = range.Where(statement => !IsRef(statement, refused)).SelectMany(Declared).Distinct().ToList();
        var shown = range[^1] is ExpressionStatementSyntax { SemicolonToken.IsMissing: true } expression ? expression.Expression : null;
        var isAsync = range.Exists(statement => statement.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax)
            .Any(node => node is AwaitExpressionSyntax or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }));
        Put(span, results, shown, isAsync, names, edits);
        inside = range;
    }

    private static void Put(
        (int Start, int End) span, List<string> results, ExpressionSyntax? shown, bool isAsync, HashSet<string> names, TextEdits edits)
    {
        var isCopied = shown is IdentifierNameSyntax name && names.Contains(name.Identifier.Text);
        List<string> targets = [.. results, .. shown is null ? [] : new[] { Value }];
        if (targets.Count == 0)
        {
            edits.Open(span.Start, "{");
            edits.Close(span.End, "}");
            return;
        }

        var made = string.Join(", ", targets);
        edits.Open(span.Start, $"var ({made}, _) = {(isAsync ? "await " : "")}global::LlmKit.Notebook.Execution.CellBlock.Of({(isAsync ? "async " : "")}() => {{ ");
        edits.Close(span.End, $" return ({made}, 0); }});" + (shown is null ? "" : " " + Value));
        if (shown is not null) edits.Open(shown.SpanStart, $"var {Value} = (");
        if (shown is not null) edits.Close(shown.Span.End, isCopied ? ").ToArray();" : ");");
    }

    private static bool IsRef(StatementSyntax statement, IReadOnlyList<int> refused) => statement is LocalDeclarationStatementSyntax declaration &&
        (declaration.Declaration.Type is RefTypeSyntax or ScopedTypeSyntax || refused.Any(declaration.Span.Contains));

    private static IEnumerable<string> Declared(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax local => local.Declaration.Variables.Select(variable => variable.Identifier.Text).Concat(Designated(local)),
        ExpressionStatementSyntax => Designated(statement),
        _ => [],
    };

    private static IEnumerable<string> Designated(StatementSyntax statement) => statement.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax)
        .OfType<SingleVariableDesignationSyntax>().Select(variable => variable.Identifier.Text);
}
