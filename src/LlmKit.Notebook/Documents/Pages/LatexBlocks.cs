using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>Environments of LaTeX that stand in Markdown without dollar signs, as Jupyter draws
/// them.</summary>
internal static class LatexBlocks
{
    private static readonly string[] s_names =
        ["equation", "align", "gather", "eqnarray", "aligned", "split"];

    /// <summary>The text with dollar signs around them, outside of code.</summary>
    public static string Marked(string markdown)
    {
        if (!markdown.Contains("\\begin{", StringComparison.Ordinal)) return markdown;

        var result = new StringBuilder();
        string? end = null, fence = null;
        var isInDollars = false;
        foreach (var line in markdown.Split('\n'))
        {
            var text = line.Trim();
            if (fence is null
                && (text.StartsWith("```", StringComparison.Ordinal)
                || text.StartsWith("~~~", StringComparison.Ordinal)))
                fence = text[..3];
            else if (fence is not null && text.StartsWith(fence, StringComparison.Ordinal)) fence = null;

            if (fence is null && end is null && CountDollars(text) % 2 == 1) isInDollars = !isInDollars;
            if (fence is null && end is null && !isInDollars && s_names.FirstOrDefault(name =>
                    text.StartsWith($"\\begin{{{name}}}", StringComparison.Ordinal)
                        || text.StartsWith($"\\begin{{{name}*}}", StringComparison.Ordinal)) is { } found)
            {
                end = $"\\end{{{found}";
                result.Append("$$\n");
            }

            result.Append(line).Append('\n');
            if (end is null || !text.Contains(end, StringComparison.Ordinal)) continue;
            result.Append("$$\n");
            end = null;
        }

        return result.ToString();
    }

    private static int CountDollars(string text) => text.AsSpan().Count("$$");
}
