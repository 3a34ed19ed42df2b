using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>The elements of a tensor that are shown: all, or the ends of its dimensions.</summary>
/// <param name="Shown">The elements that are left, in a tensor of the same number of dimensions.</param>
/// <param name="Sizes">The sizes of the whole.</param>
/// <param name="Ends">For each dimension how many elements of each end are shown; 0 where all are.</param>
internal sealed record Excerpt(Tensor Shown, long[] Sizes, int[] Ends)
{
    /// <summary>Tensors above the threshold lose the middle of each dimension that has one.</summary>
    public static Excerpt Of(Tensor tensor, TensorPrinting printing) =>
        Of(tensor, [.. tensor.shape.Select(size => EndsOf(size, tensor.numel(), printing))]);

    public static Excerpt Of(Tensor tensor, int[] ends)
    {
        var shown = tensor.detach();
        for (var dimension = 0; dimension < ends.Length; dimension++)
        {
            var end = ends[dimension];
            if (end == 0) continue;
            shown = cat([shown.narrow(dimension, 0, end),
                shown.narrow(dimension, shown.size(dimension) - end, end)], dimension);
        }

        return new(shown, tensor.shape, ends);
    }

    /// <summary>How many elements of each end of a dimension are shown; 0 for all.</summary>
    public static int EndsOf(long size, long elements, TensorPrinting printing) =>
        elements > printing.Threshold && size > 2L * printing.EdgeItems ? printing.EdgeItems : 0;

    /// <summary>Where in the whole the elements of a dimension stand; null is the middle that is left
    /// out.</summary>
    public long?[] Places(int dimension)
    {
        var (size, end) = (Sizes[dimension], Ends[dimension]);
        return end == 0
            ? [.. Enumerable.Range(0, (int)size).Select(i => (long?)i)]
            : [.. Enumerable.Range(0, end).Select(i => (long?)i), null,
                .. Enumerable.Range(0, end).Select(i => (long?)(size - end + i))];
    }
}
