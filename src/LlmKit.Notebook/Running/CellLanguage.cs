using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Running;

/// <summary>Which language a code cell is in, by its metadata or its first line.</summary>
internal static class CellLanguage
{
    private static readonly string[] s_csharp = ["csharp", "c#", "C#"];

    /// <summary>The C# of a cell; empty for cells that only hold text for the reader.</summary>
    /// <param name="refused">Why the cell cannot run; null when it can.</param>
    public static string CSharpOf(NotebookCell cell, out string? refused)
    {
        refused = null;
        var source = cell.Source;
        var language = cell.Language ?? "csharp";
        var line = source.TrimStart('\n').Split('\n')[0].Trim();
        if (line.StartsWith("#!", StringComparison.Ordinal) && !line.StartsWith("#!/", StringComparison.Ordinal))
        {
            language = line[2..];
            source = source.Replace(line, new string(' ', 0), StringComparison.Ordinal);
        }

        if (s_csharp.Contains(language)) return source;
        if (language is "markdown" or "md") return "";

        refused = $"#!{language} is not known. A code cell is C# (#!csharp, which may be left out) or text (#!markdown).";
        return "";
    }
}
