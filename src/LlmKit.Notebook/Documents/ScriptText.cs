using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Documents;

/// <summary>
/// A C# script (.csx) as a notebook: a comment <c>// %%</c> begins a cell, <c>// %% [markdown]</c> one whose
/// text stands in comments, as VS Code has it. A script without such marks is one cell.
/// </summary>
internal static partial class ScriptText
{
    public static NotebookDocument Parse(string text, string path)
    {
        var notebook = NotebookDocument.Create(NotebookMetadata.For(CellLanguages.CSharp), path);
        var cell = new List<string>();
        string language = CellLanguages.CSharp, title = "";
        var isMarked = false;
        foreach (var line in text.Split('\n'))
        {
            if (!TryReadMark(line, out var nextLanguage, out var nextTitle))
            {
                cell.Add(line);
                continue;
            }

            Add();
            (language, title, isMarked) = (nextLanguage, nextTitle, true);
        }

        Add();
        return notebook;

        void Add()
        {
            var isText = language != CellLanguages.CSharp;
            var source = Trimmed(isText ? Uncommented(cell) : [.. cell.Select(Unhidden)]);
            cell.Clear();
            if (source.Length > 0 || isMarked)
                notebook.Add(language, source, title.Length > 0 ? title : null);
        }
    }

    /// <summary>The line that begins a cell.</summary>
    public static string Mark(string language, string? title) => string.Concat(
        "// %%", title is null ? "" : " " + title.ReplaceLineEndings(" "), language == CellLanguages.CSharp
            ? "" : $" [{language}]");

    /// <summary>Text as comments, one a line.</summary>
    public static string Commented(string text)
    {
        var comments = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            comments.Append(line.Length == 0 ? "//" : "// ").Append(line).Append('\n');
        return comments.ToString();
    }

    /// <summary>Code that a script can hold: magic lines become comments, and a comment that would begin a
    /// cell one that does not.</summary>
    public static string Hidden(string code) => string.Join('\n', code.Split('\n').Select(line =>
        line.StartsWith("#!", StringComparison.Ordinal)
            && !line.StartsWith("#!/", StringComparison.Ordinal) ? "//" + line
        : CellMark().IsMatch(line) ? "/" + line.TrimStart()
        : line));

    private static string Unhidden(string line) =>
        line.StartsWith("//#!", StringComparison.Ordinal) ? line[2..] : line;

    private static bool TryReadMark(string line, out string language, out string title)
    {
        (language, title) = (CellLanguages.CSharp, "");
        if (CellMark().Match(line) is not { Success: true } mark) return false;

        title = mark.Groups["title"].Value.Trim();
        if (Bracketed().Match(title) is { Success: true } kind && NameOf(kind.Groups[1].Value) is { } name)
        {
            language = name;
            title = title.Remove(kind.Index, kind.Length).Trim();
        }

        return true;
    }

    private static string? NameOf(string word) =>
        word == "raw" ? word : CellLanguages.IsKnown(word) ? CellLanguages.NameOf(word) : null;

    // Either every line is a comment, or all of them together are one.
    private static List<string> Uncommented(List<string> lines)
    {
        var text = string.Join('\n', lines).Trim();
        if (text.StartsWith("/*", StringComparison.Ordinal) && text.EndsWith("*/", StringComparison.Ordinal)
            && text.Length >= 4)
            return [.. text[2..^2].Trim().Split('\n')];

        return [.. lines.Select(line =>
            line.StartsWith("// ", StringComparison.Ordinal) ? line[3..]
                : line.StartsWith("//", StringComparison.Ordinal) ? line[2..] : line)];
    }

    private static string Trimmed(List<string> lines)
    {
        int start = 0, end = lines.Count;
        while (start < end && string.IsNullOrWhiteSpace(lines[start])) start++;
        while (end > start && string.IsNullOrWhiteSpace(lines[end - 1])) end--;
        return string.Join('\n', lines[start..end]);
    }

    [GeneratedRegex(@"^\s*//\s*%%(?<title>.*)$")]
    private static partial Regex CellMark();

    [GeneratedRegex(@"\[([\w#]+)\]")]
    private static partial Regex Bracketed();
}
