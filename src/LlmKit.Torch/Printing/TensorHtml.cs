using System.Net;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// A tensor for notebooks: vectors of up to 20 elements and matrices as tables, with more
/// dimensions one table for each matrix of the last two, at most four; the rest as text in PyTorch's form.
/// Colours are the page's own, so that both light and dark pages can be read.
/// </summary>
internal static class TensorHtml
{
    private const int MostInARow = 20;
    private const int EndSlices = 2;
    private const string Side = "style=\"display:flex;flex-wrap:wrap;gap:.5em 2em\"";
    private const string Break = "style=\"flex-basis:100%;opacity:.65\"";

    // The page's own fixed-width letters: JupyterLab's, VS Code's, or the browser's.
    private const string Frame = "style=\"overflow-x:auto;" +
        "font-family:var(--jp-code-font-family,var(--vscode-editor-font-family,monospace));font-size:90%\"";

    public static string Of(Tensor tensor, TensorPrinting printing)
    {
        if (tensor.IsInvalid || tensor.device_type == DeviceType.META || tensor.numel() == 0)
            return Text(tensor, printing);

        if (tensor.ndim == 0 || (tensor.ndim == 1 && tensor.size(0) > MostInARow)) return Text(tensor, printing);

        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var tables = tensor.ndim > 2 ? Slices(tensor, printing) : Table(tensor, printing);
        return $"<div {Frame}>{tables}</div>";
    }

    private static string Text(Tensor tensor, TensorPrinting printing) =>
        $"<pre>{WebUtility.HtmlEncode(TensorText.Of(tensor,
            printing with { Style = TensorStringStyle.Default, NewLine = "\n" }))}</pre>";

    private static string Table(Tensor tensor, TensorPrinting printing)
    {
        var excerpt = Excerpt.Of(tensor, Ends(tensor, printing));
        var words = ElementText.Of(excerpt.Shown, printing).Texts;
        return TensorTable.Of(excerpt, words, Facts(tensor));
    }

    private static string Slices(Tensor tensor, TensorPrinting printing)
    {
        var (count, shape) = (tensor.numel() / tensor.size(-1) / tensor.size(-2), tensor.shape[..^2]);
        var end = count > 2 * EndSlices ? EndSlices : 0;
        long[] chosen = end == 0 ? [.. Enumerable.Range(0, (int)count).Select(i => (long)i)]
            : [.. Enumerable.Range(0, end).SelectMany(i => new[] { i, count - end + i }).Order()];
        var indices = chosen.Select(i => Index(i, shape)).ToArray();

        var ends = Ends(tensor, printing)[^2..];
        var excerpts = indices.Select(index => Excerpt.Of(Slice(tensor, index), ends)).ToArray();
        var words = ElementText.Of(stack([.. excerpts.Select(excerpt => excerpt.Shown)]), printing).Texts;
        var size = words.Length / excerpts.Length;

        var html = new StringBuilder($"<div style=\"opacity:.65;padding-bottom:.5em\">{Facts(tensor)}</div>");
        html.Append($"<div {Side}>");
        for (var i = 0; i < excerpts.Length; i++)
        {
            if (end > 0 && i == end) html.Append($"<div {Break}>… {count - 2 * end} more matrices</div>");
            html.Append(TensorTable.Of(excerpts[i], words[(i * size)..((i + 1) * size)],
                $"[{string.Join(", ", indices[i])}, :, :]"));
        }

        return html.Append("</div>").ToString();
    }

    // As the text shortens large tensors, and no row or column of more than 20.
    private static int[] Ends(Tensor tensor, TensorPrinting printing) =>
    [
        .. tensor.shape.Select(size => Excerpt.EndsOf(size, tensor.numel(), printing) is var end and > 0 ? end
            : size > MostInARow ? MostInARow / 2 : 0),
    ];

    // The number of a matrix as the index of the dimensions before the last two.
    private static long[] Index(long number, long[] shape)
    {
        var index = new long[shape.Length];
        for (var dimension = shape.Length - 1; dimension >= 0; dimension--)
            (number, index[dimension]) = Math.DivRem(number, shape[dimension]);
        return index;
    }

    private static Tensor Slice(Tensor tensor, long[] index) =>
        index.Aggregate(tensor.detach(), (rest, i) => rest.select(0, i));

    private static string Facts(Tensor tensor) => WebUtility.HtmlEncode(
        Argument.Describe(tensor) + (tensor.grad_fn is { } function ? $", grad_fn={function}"
            : tensor.requires_grad ? ", requires_grad" : ""));
}
