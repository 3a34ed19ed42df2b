using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Magics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Repl;

/// <summary>
/// Takes a whole text apart into the cells that someone would have entered at a prompt, so that each value is shown. A
/// cell ends at an expression without a semicolon, before a directive, or where a name is declared again.
/// </summary>
internal static class CellStream
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    /// <returns>Cells in order, each with empty lines before it, so that its lines count from the text's first.</returns>
    public static IEnumerable<string> Of(string text)
    {
        text = text.ReplaceLineEndings("\n");
        foreach (var part in CellParts.Of(text))
        {
            switch (part)
            {
                case CellPart.Code code:
                    foreach (var cell in OfCode(code.Content)) yield return cell;
                    break;
                case CellPart.Text other:
                    yield return new string('\n', other.Line - 1) + $"#!{other.Magic}\n{other.Content}";
                    break;
                case CellPart.Request request:
                    yield return new string('\n', request.Line - 1) + $"#!{request.Magic}";
                    break;
            }
        }
    }

    private static IEnumerable<string> OfCode(string code)
    {
        var start = 0;
        for (var line = 0; line < code.Length;)
        {
            var end = code.IndexOf('\n', line) is >= 0 and var found ? found + 1 : code.Length;
            var next = code.AsSpan(end).TrimStart();
            if ((IsDirective(next) && !IsOpen(code[start..end])) || (MayEndWithValue(code.AsSpan(line, end - line)) && !GoesOn(next) && EndsWithValue(code[start..end])))
            {
                foreach (var cell in OfMembers(code, start, end)) yield return cell;
                start = end;
            }

            line = end;
        }

        foreach (var cell in OfMembers(code, start, code.Length)) yield return cell;
    }

    // A name may be declared once in a cell.
    private static IEnumerable<string> OfMembers(string code, int start, int end)
    {
        if (code.AsSpan(start, end - start).IsWhiteSpace()) yield break;
        var root = CSharpSyntaxTree.ParseText(code[start..end], s_script).GetCompilationUnitRoot();
        var declared = new HashSet<string>();
        var first = start;
        foreach (var member in root.Members)
        {
            var names = NamesIn(member).ToList();
            var place = start + member.FullSpan.Start;
            if (names.Exists(declared.Contains))
            {
                yield return Cell(code, first, place);
                first = place;
                declared.Clear();
            }

            declared.UnionWith(names);
        }

        yield return Cell(code, first, end);
    }

    private static bool MayEndWithValue(ReadOnlySpan<char> line) => line.Trim() is [.., not (';' or '{' or ',' or '(' or '[' or '.')];

    private static bool EndsWithValue(string text) =>
        CSharpSyntaxTree.ParseText(text, s_script).GetCompilationUnitRoot().Members.LastOrDefault()
            is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken: { IsMissing: true } or { RawKind: 0 } } } && !IsOpen(text);

    private static bool IsOpen(string text) => Completeness.Of(text).Status == CompletenessStatus.Incomplete;

    // An expression on a line of its own goes on when the next line cannot begin a statement.
    private static bool GoesOn(ReadOnlySpan<char> next) =>
        next is ['.' or '?' or ':' or '=' or '*' or '/' or '%' or '&' or '|' or '^' or '<' or '>' or ',' or ')' or ']', ..]
            && !next.StartsWith("//") && !next.StartsWith("/*");

    private static bool IsDirective(ReadOnlySpan<char> next) => next.StartsWith("#r ") || next.StartsWith("#load ") || next.StartsWith("#i ");

    private static IEnumerable<string> NamesIn(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        BaseTypeDeclarationSyntax type when !type.Modifiers.Any(SyntaxKind.PartialKeyword) => [type.Identifier.ValueText],
        _ => [],
    };

    // What stands before it on its first line is not its own.
    private static string Cell(string code, int start, int end)
    {
        var before = code.AsSpan(0, start);
        return new string('\n', before.Count('\n')) + new string(' ', start - (before.LastIndexOf('\n') + 1)) + code[start..end];
    }
}
