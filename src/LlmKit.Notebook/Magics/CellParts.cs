using System.Text.RegularExpressions;
using LlmKit.Notebook.Documents;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Magics;

/// <summary>Takes a cell apart at its magic lines.</summary>
internal static partial class CellParts
{
    private static readonly CSharpParseOptions s_script =
        new(LanguageVersion.Preview, Microsoft.CodeAnalysis.DocumentationMode.None, Microsoft.CodeAnalysis.SourceCodeKind.Script);

    /// <param name="language">What the cell is in where no line says anything else.</param>
    public static IReadOnlyList<CellPart> Of(string cell, string language = CellLanguages.CSharp)
    {
        var parts = new List<CellPart>();
        var lines = cell.ReplaceLineEndings("\n").Split('\n');
        var first = 0;
        var magic = CellLanguages.NameOf(language) == CellLanguages.CSharp ? null : language;
        var start = 0;
        if (magic is null && lines[0].StartsWith("#!/", StringComparison.Ordinal)) start = first = 1;
        for (var i = start; i < lines.Length; i++)
        {
            if (MagicLine().Match(lines[i]) is not { Success: true } found) continue;
            var line = found.Groups["magic"].Value.Trim();
            var known = MagicList.Find(line.Split(' ', '\t')[0]);
            if (magic is null ? IsInside(lines[first..(i + 1)]) : known is null || found.Groups["space"].Length > 0) continue;

            Add(i);
            first = i + 1;
            if (known is { TakesText: true }) magic = line;
            else if (known?.Name == CellLanguages.CSharp) magic = null;
            else parts.Add(new CellPart.Request(line, i + 1));
        }

        Add(lines.Length);
        return parts;

        void Add(int end)
        {
            var text = string.Join('\n', lines[first..end]);
            if (magic is not null) parts.Add(new CellPart.Text(magic, text.Trim('\n', ' ', '\t'), Math.Max(1, first)));
            else if (!string.IsNullOrWhiteSpace(text)) parts.Add(new CellPart.Code(new string('\n', first) + text, first + 1));
        }
    }

    // A line of a string, of a comment or of what #if leaves out may look like a magic.
    private static bool IsInside(string[] lines)
    {
        if (lines.Length == 1) return false;
        var text = string.Join('\n', lines);
        var place = text.Length - lines[^1].TrimStart().Length;
        var root = CSharpSyntaxTree.ParseText(text, s_script).GetRoot();
        if (root.FindToken(place).Span.Contains(place)) return true;
        var trivia = root.FindTrivia(place);
        return trivia.Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia ||
            trivia.GetStructure() is DirectiveTriviaSyntax { IsActive: false };
    }

    [GeneratedRegex(@"^(?<space>[ \t]*)#!(?<magic>[\p{L}_].*)$")]
    private static partial Regex MagicLine();
}
