using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Documents.Programs;

/// <summary>The C# of one cell, without the lines that only a notebook or a script has.</summary>
/// <param name="Number">The cell's number in the notebook; 0 for a file that a cell loads.</param>
/// <param name="Text">The code, in which those lines are gone.</param>
/// <param name="Directives">Those lines: <c>#r</c>, <c>#load</c>, <c>#i</c>, <c>#!magic</c>.</param>
internal sealed partial record CellCode(int Number, string Text, IReadOnlyList<string> Directives)
{
    private static readonly CSharpParseOptions s_script =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly CSharpParseOptions s_program =
        new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>The code as a script; positions are those of <see cref="Text"/>.</summary>
    public SyntaxTree Tree { get; } = CSharpSyntaxTree.ParseText(
        WithoutUsingVariables(Text), s_script,
        path: Number.ToString(CultureInfo.InvariantCulture));

    public CompilationUnitSyntax Root => Tree.GetCompilationUnitRoot();

    /// <summary>The expression whose value the cell shows; null when it ends in a statement.</summary>
    public ExpressionSyntax? LastExpression =>
        (Root.Members.LastOrDefault() as GlobalStatementSyntax)?.Statement
            is ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last ? last.Expression : null;

    /// <summary>The first mistake in the cell's grammar; null without one.</summary>
    public string? Mistake
    {
        get
        {
            // Missing semicolons are what a last expression and its tree have.
            var mistake = Tree.GetDiagnostics().FirstOrDefault(found =>
                found.Severity == DiagnosticSeverity.Error && found.Id is not ("CS1002" or "CS7021"));
            if (mistake is null) return null;
            var line = mistake.Location.GetLineSpan().StartLinePosition.Line + 1;
            return $"line {line} of it, {mistake.GetMessage(CultureInfo.InvariantCulture)}";
        }
    }

    public static CellCode Parse(int number, string code)
    {
        code = code.ReplaceLineEndings("\n");
        var root = CSharpSyntaxTree.ParseText(code, s_script).GetRoot();
        var directives = root.DescendantTrivia()
            .Where(trivia =>
                trivia.GetStructure() is ReferenceDirectiveTriviaSyntax or LoadDirectiveTriviaSyntax
                or ShebangDirectiveTriviaSyntax
                || (trivia.GetStructure() is BadDirectiveTriviaSyntax
                    && Directive().IsMatch(trivia.ToString())))
            .Select(trivia => trivia.SpanStart).ToList();
        var kept = new List<string>();
        var found = new List<string>();
        var start = 0;
        foreach (var line in code.Split('\n'))
        {
            var end = start + line.Length;

            // A magic line may make the parser skip what follows it, so its look decides, unless it stands in
            // a string.
            var token = root.FindToken(Math.Min(start, root.FullSpan.End));
            var isInside = token.SpanStart < start && token.Span.End > end;
            var isDirective = directives.Exists(place => place >= start && place <= end)
                || (Magic().IsMatch(line) && !isInside);
            (isDirective ? found : kept).Add(isDirective ? line.Trim() : line);
            start = end + 1;
        }

        return new(number, string.Join('\n', kept), found);
    }

    // Scripts know no `using var`; with spaces in its place every position stays.
    private static string WithoutUsingVariables(string code)
    {
        if (!code.Contains("using", StringComparison.Ordinal)) return code;

        var letters = code.ToCharArray();
        foreach (var member in CSharpSyntaxTree.ParseText(code, s_program).GetCompilationUnitRoot().Members
            .OfType<GlobalStatementSyntax>())
        {
            if (member.Statement is not LocalDeclarationStatementSyntax declaration) continue;
            if (declaration.UsingKeyword.IsMissing || declaration.UsingKeyword.RawKind == 0) continue;

            Blank(declaration.UsingKeyword);
            if (declaration.AwaitKeyword.RawKind != 0) Blank(declaration.AwaitKeyword);
        }

        return new string(letters);

        void Blank(SyntaxToken token) => letters.AsSpan(token.SpanStart, token.Span.Length).Fill(' ');
    }

    [GeneratedRegex(@"^\s*#\s*(i\b|!)")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^#!\w[\w-]*(\s|$)")]
    private static partial Regex Magic();
}
