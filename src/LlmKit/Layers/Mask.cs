using static TorchSharp.torch;

namespace LlmKit.Layers;

/// <summary>
/// Masks for attention: tensors of bools in which true means <em>may be seen</em>. They broadcast to (B, H, T, S): S
/// positions that are looked at by T positions that look.
/// </summary>
public static class Mask
{
    /// <summary>No position sees a later one.</summary>
    /// <param name="looking">T, the positions that look. With fewer of them than seen ones they are the last ones.</param>
    /// <param name="seen">S, the positions that are looked at; null for as many.</param>
    /// <returns>(T, S)</returns>
    public static Tensor Causal(long looking, long? seen = null, Device? device = null)
    {
        var columns = seen ?? looking;
        if (columns < looking)
        {
            throw new ArgumentException(
                $"seen = {columns} is below looking = {looking}. In causal attention each position sees at least itself.", nameof(seen));
        }

        using var all = ones(looking, columns, ScalarType.Bool, device);
        return all.tril(columns - looking);
    }

    /// <summary>As <see cref="Causal"/>, but only the last <paramref name="window"/> positions are seen, the own one included.</summary>
    /// <returns>(T, T)</returns>
    public static Tensor SlidingWindow(long length, long window, Device? device = null)
    {
        Require.Positive(window, nameof(window));
        using var scope = NewDisposeScope();
        return ones(length, length, ScalarType.Bool, device).tril().triu(1 - window).MoveToOuterDisposeScope();
    }

    /// <summary>Padding behind each text is not seen.</summary>
    /// <param name="lengths">Number of real positions in each row of the batch.</param>
    /// <param name="width">Positions of the batch, padding included.</param>
    /// <returns>(B, 1, 1, S)</returns>
    public static Tensor Padding(IReadOnlyList<int> lengths, long width, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        if (lengths.FirstOrDefault(length => length < 0 || length > width, -1) is var wrong and not -1)
            throw new ArgumentOutOfRangeException(nameof(lengths), wrong, $"A length of {wrong} does not fit a width of {width}.");

        using var scope = NewDisposeScope();
        var positions = arange(width, device: device);                                     // (S)
        var ends = tensor(lengths.Select(length => (long)length).ToArray(), device: device);
        return positions.lt(ends.view(-1, 1, 1, 1)).MoveToOuterDisposeScope();             // (B, 1, 1, S)
    }

    /// <summary>What every one of the masks lets see.</summary>
    public static Tensor Combine(params Tensor[] masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        using var scope = NewDisposeScope();
        return masks.Aggregate((all, mask) => all & mask).alias().MoveToOuterDisposeScope();
    }
}
