using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Running;

/// <summary>Which cells can run here.</summary>
internal static class CellLanguage
{
    /// <summary>The C# of a cell; empty for cells that only hold text for the reader.</summary>
    /// <param name="refused">Why the cell cannot run; null when it can.</param>
    public static string CSharpOf(NotebookCell cell, out string? refused)
    {
        refused = null;
        var language = cell.Language;
        var line = cell.Code.TrimStart().Split('\n')[0].Trim();
        if (line.StartsWith("#!", StringComparison.Ordinal)
            && !line.StartsWith("#!/", StringComparison.Ordinal))
            language = line[2..];
        switch (language)
        {
            case CellLanguages.CSharp:
                return cell.Code;
            case CellLanguages.Markdown:
                return "";
            default:
                refused =
                    $"#!{language} is not known. A code cell is C# (#!csharp, which may be left out) or text "
                    + "(#!markdown).";
                return "";
        }
    }
}
