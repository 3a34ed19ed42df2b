using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Tells whether a text is a whole cell, by its syntax alone: for prompts that run on Enter.
/// </summary>
public static class Completeness
{
    private const int IndentWidth = 4;

    // Comments, strings, conditions and regions that are open; try without catch: each ends later.
    private static readonly string[] s_open =
        ["CS1035", "CS1039", "CS8997", "CS9000", "CS1027", "CS1038", "CS1524"];

    private static readonly CSharpParseOptions s_parse =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    public static CodeCompleteness Of(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (CellText.IsOtherLanguage(code, code.Length) || CellText.IsTooDeep(code))
            return new(CompletenessStatus.Unknown, "");

        try
        {
            var text = CellText.CSharpOf(code, s_parse);
            var tree = SyntaxFactory.ParseSyntaxTree(text, s_parse);
            var errors = tree.GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
            var end = text.AsSpan().TrimEnd().Length;
            var isMendable = errors.TrueForAll(error => IsMendable(error, text, end));
            if (!isMendable) return new(CompletenessStatus.Invalid, "");
            return SyntaxFactory.IsCompleteSubmission(tree) && errors.Count == 0
                ? new(CompletenessStatus.Complete, "")
                : new(CompletenessStatus.Incomplete, Indent(tree));
        }
        catch (InsufficientExecutionStackException)
        {
            return new(CompletenessStatus.Unknown, "");
        }
    }

    // What is missing at the end may follow; what is wrong before it stays wrong.
    private static bool IsMendable(Diagnostic error, string text, int end)
    {
        if (s_open.Contains(error.Id)) return true;
        if (error.Location.SourceSpan.End < end) return false;

        // A bracket at the very end that cannot stand there, such as a closing brace too many.
        return error.Location.SourceSpan.IsEmpty || text[end - 1] is not (')' or ']' or '}');
    }

    // One level for each line that opens brackets which are open still, and one for a body that is due.
    private static string Indent(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var last = root.GetLastToken();
        if (IsInText(root)) return "";

        var open = new Stack<SyntaxToken>();
        foreach (var token in root.DescendantTokens().Where(token => !token.IsMissing))
        {
            if (Opens(token)) open.Push(token);
            else if (Closes(token)) open.TryPop(out _);
        }

        var lines = tree.GetText().Lines;
        var levels = open.Select(token => lines.GetLineFromPosition(token.SpanStart).LineNumber).Distinct().Count();
        return new string(' ', IndentWidth * (levels + (IsBodyDue(last) ? 1 : 0)));
    }

    private static bool Opens(SyntaxToken token) =>
        token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken;

    private static bool Closes(SyntaxToken token) =>
        token.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken;

    private static bool IsBodyDue(SyntaxToken last) => last.Kind() switch
    {
        SyntaxKind.CloseParenToken =>
            last.Parent is IfStatementSyntax or WhileStatementSyntax or ForStatementSyntax or
            CommonForEachStatementSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax,
        SyntaxKind.ElseKeyword or SyntaxKind.DoKeyword or SyntaxKind.EqualsGreaterThanToken or
            SyntaxKind.EqualsToken => true,
        _ => false,
    };

    private static bool IsInText(SyntaxNode root) =>
        root.GetDiagnostics().Any(error => error.Id is "CS1035" or "CS1039" or "CS8997" or "CS9000");
}
