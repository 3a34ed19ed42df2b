using System.Net;
using System.Text;

namespace LlmKit.Torch;

/// <summary>A vector or a matrix as an HTML table: numbered rows and columns, numbers below each
/// other.</summary>
internal static class TensorTable
{
    // A cell's own style beats the page's; the rest is inherited from the table.
    private const string Right = "style=\"text-align:right\"";
    private const string Number = "style=\"text-align:right;font-weight:normal;opacity:.65\"";

    private const string Gap = "style=\"text-align:left;opacity:.65\"";

    private const string Look = "style=\"border-collapse:collapse;white-space:nowrap;margin:0;font:inherit\"";

    private const string Caption = "style=\"caption-side:top;text-align:left;opacity:.65;padding:0 0 .25em\"";
    private const string Line = "style=\"border-bottom:1px solid rgba(128,128,128,.5)\"";

    /// <param name="excerpt">What is shown; one or two dimensions.</param>
    /// <param name="words">Its elements, row by row.</param>
    /// <param name="caption">Markup.</param>
    public static string Of(Excerpt excerpt, string[] words, string caption)
    {
        var isMatrix = excerpt.Ends.Length == 2;
        var columns = excerpt.Places(excerpt.Ends.Length - 1);
        var rows = isMatrix ? excerpt.Places(0) : [0];

        var html = new StringBuilder($"<table cellpadding=\"4\" {Look}>");
        html.Append($"<caption {Caption}>{caption}</caption><thead><tr {Line}>").Append(isMatrix ? "<th></th>" : "");
        foreach (var column in columns)
            html.Append($"<th {Number}>{column?.ToString() ?? More(excerpt, ^1, "")}</th>");
        html.Append("</tr></thead><tbody>");

        var next = 0;
        foreach (var row in rows)
        {
            html.Append("<tr>");
            if (row is { } number)
            {
                if (isMatrix) html.Append($"<th {Number}>{number}</th>");
                foreach (var column in columns) html.Append(Cell(column is null ? "…" : words[next++]));
            }
            else
            {
                html.Append($"<th></th><td colspan=\"{columns.Length}\" {Gap}>").Append(More(excerpt, 0, " rows")).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    private static string Cell(string word) => $"<td {Right}>{WebUtility.HtmlEncode(word.TrimStart())}</td>";

    private static string More(Excerpt excerpt, Index dimension, string what) =>
        $"…&nbsp;{excerpt.Sizes[dimension] - 2 * excerpt.Ends[dimension]}&nbsp;more{what}";
}
