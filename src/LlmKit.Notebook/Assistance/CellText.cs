using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// A cell's text with everything blanked that the C# compiler cannot read, so that every position stays where it
/// is.
/// </summary>
internal static partial class CellText
{
    private const int DeepestNesting = 500;

    private static readonly CSharpParseOptions s_program = new(LanguageVersion.Preview);

    private static readonly string[] s_csharp = ["csharp", "c#"];

    private static readonly string[] s_otherLanguages =
    [
        "markdown", "md", "html", "javascript", "js", "mermaid", "svg", "latex", "text", "raw",
        "fsharp", "f#", "pwsh", "powershell", "sql", "kql", "http", "python",
    ];

    /// <summary>
    /// Blanks lines of magics, packages and other languages, and the <c>using</c> of top-level using declarations,
    /// which scripts do not know.
    /// </summary>
    public static string CSharpOf(string code, CSharpParseOptions parse) =>
        BlankUsings(BlankDirectives(code, parse));

    /// <summary>
    /// Whether brackets are nested so deeply that the parser would run out of stack, which ends the process.
    /// </summary>
    public static bool IsTooDeep(string code)
    {
        var (brackets, angles) = (0, 0);
        foreach (var letter in code)
        {
            if (letter is '(' or '[' or '{') brackets++;
            else if (letter is ')' or ']' or '}') brackets--;
            else if (letter is '<') angles++;
            if (letter is ';' or '>') angles = 0;
            if (brackets + angles > DeepestNesting) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the position is in a part that another language's magic (<c>#!markdown</c>) opened.
    /// </summary>
    public static bool IsOtherLanguage(string code, int position)
    {
        var language = Magic().Matches(code).TakeWhile(line => line.Index < position)
            .Select(line => line.Groups[1].Value).LastOrDefault(name => IsOther(name) || IsCSharp(name));
        return language is not null && IsOther(language);
    }

    private static bool IsOther(string magic) =>
        s_otherLanguages.Contains(magic, StringComparer.OrdinalIgnoreCase);

    private static bool IsCSharp(string magic) => s_csharp.Contains(magic, StringComparer.OrdinalIgnoreCase);

    private static string BlankDirectives(string code, CSharpParseOptions parse)
    {
        if (!code.Contains("#!", StringComparison.Ordinal) && !Package().IsMatch(code)) return code;

        var text = code.ToCharArray();
        int? other = null;
        foreach (Match line in Magic().Matches(code))
        {
            if (!IsOther(line.Groups[1].Value) && !IsCSharp(line.Groups[1].Value)) continue;
            if (other is { } start) Blank(text, start, line.Index);
            other = IsOther(line.Groups[1].Value) ? line.Index : null;
        }

        if (other is { } last) Blank(text, last, text.Length);

        // A line of a multi-line string may look like a magic: then it is a part of a token, no directive.
        var root = CSharpSyntaxTree.ParseText(new string(text), parse).GetRoot();
        foreach (var line in Magic().Matches(code).Concat(Package().Matches(code)))
        {
            var hash = line.Index + line.Value.IndexOf('#', StringComparison.Ordinal);
            if (!root.FindToken(hash).Span.Contains(hash)) Blank(text, line.Index, line.Index + line.Length);
        }

        return new string(text);
    }

    private static string BlankUsings(string code)
    {
        if (!code.Contains("using", StringComparison.Ordinal)) return code;

        char[]? text = null;
        var members = CSharpSyntaxTree.ParseText(code, s_program).GetCompilationUnitRoot().Members;
        foreach (var statement in members.OfType<GlobalStatementSyntax>())
        {
            if (statement.Statement is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration) continue;

            text ??= code.ToCharArray();
            Blank(text, declaration.UsingKeyword.SpanStart, declaration.UsingKeyword.Span.End);
            Blank(text, declaration.AwaitKeyword.SpanStart, declaration.AwaitKeyword.Span.End);
        }

        return text is null ? code : new string(text);
    }

    private static void Blank(char[] text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] is not ('\r' or '\n')) text[i] = ' ';
        }
    }

    [GeneratedRegex(@"^[ \t]*#!([\w#]*)[^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex Magic();

    [GeneratedRegex("""^[ \t]*#(?:r[ \t]*"nuget:|i[ \t])[^\r\n]*""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Package();
}
