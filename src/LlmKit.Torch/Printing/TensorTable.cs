using System.Net;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>A tensor of one or two dimensions as an HTML table, with its type, shape and device as
/// caption.</summary>
internal static class TensorTable
{
    private const string Right = " style=\"text-align:right\"";

    /// <summary>The markup, or null where a table does not fit: other dimensions, no elements, no
    /// data.</summary>
    public static string? Of(Tensor tensor, TensorPrinting printing)
    {
        if (tensor.IsInvalid || tensor.ndim is not (1 or 2) || tensor.numel() == 0) return null;
        if (tensor.device_type == DeviceType.META) return null;

        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (shown, shortened) = TensorText.Edges(tensor, printing);
        var elements = ElementText.Of(shown, printing);
        var isMatrix = tensor.ndim == 2;
        var rows = Places(isMatrix ? tensor.size(0) : 1, isMatrix && shortened[0], printing.EdgeItems);
        var columns = Places(tensor.size(-1), shortened[^1], printing.EdgeItems);

        var html = new StringBuilder($"<table><caption>{Caption(tensor)}</caption><thead><tr><th></th>");
        foreach (var column in columns) html.Append($"<th{Right}>{column?.ToString() ?? "…"}</th>");
        html.Append("</tr></thead><tbody>");
        var next = 0;
        foreach (var row in rows)
        {
            html.Append($"<tr><th{Right}>{(isMatrix ? row?.ToString() ?? "…" : "")}</th>");
            foreach (var column in columns)
            {
                var text = row is null || column is null ? "…" : elements.Texts[next++].TrimStart();
                html.Append($"<td{Right}>{WebUtility.HtmlEncode(text)}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    private static string Caption(Tensor tensor) => WebUtility.HtmlEncode(
        Argument.Describe(tensor) + (tensor.grad_fn is { } function ? $", grad_fn={function}"
            : tensor.requires_grad ? ", requires_grad" : ""));

    // The numbers of the rows or columns that are shown; null stands for the ones left out.
    private static long?[] Places(long size, bool shortened, int edge) => shortened
        ? [.. Enumerable.Range(0, edge).Select(i => (long?)i), null,
            .. Enumerable.Range(0, edge).Select(i => (long?)(size - edge + i))]
        : [.. Enumerable.Range(0, (int)size).Select(i => (long?)i)];
}
