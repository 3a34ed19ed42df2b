namespace LlmKit.Chunking;

/// <summary>
/// Encoder states of several chunks as one memory that a decoder attends to (Fusion-in-Decoder, Izacard and Grave 2020, arXiv:2007.01282).
/// </summary>
/// <remarks>
/// Each chunk was encoded alone, so its positions start at 0 again and no chunk has seen another; a model has to be tuned for this. Attention
/// over the memory costs as much as all chunks together are long.
/// </remarks>
/// <param name="States">T rows of C numbers, chunk after chunk, padding left out.</param>
/// <param name="Width">C, the numbers of a state.</param>
/// <param name="Positions">The position that each row had in its chunk.</param>
/// <param name="Chunks">Which chunk each row is from.</param>
public sealed record ConcatenatedStates(float[] States, int Width, int[] Positions, int[] Chunks)
{
    /// <summary>T, the rows.</summary>
    public int Length => Positions.Length;

    /// <summary>Joins what an encoder gave for a batch of padded chunks.</summary>
    /// <param name="states">For each chunk its padded length times <paramref name="width"/> numbers.</param>
    /// <param name="masks">For each chunk which positions are text, true, and which padding.</param>
    public static ConcatenatedStates Join(IReadOnlyList<float[]> states, IReadOnlyList<bool[]> masks, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (states.Count != masks.Count) throw new ArgumentException($"There are states of {states.Count} chunks and masks of {masks.Count}. Each chunk needs both.");
        var (rows, positions, chunks) = (new List<float>(), new List<int>(), new List<int>());
        for (var chunk = 0; chunk < states.Count; chunk++)
        {
            if (states[chunk].Length != masks[chunk].Length * width)
                throw new ArgumentException($"Chunk {chunk} has {states[chunk].Length} numbers and {masks[chunk].Length} positions of {width}. The first must be the product.");
            for (var position = 0; position < masks[chunk].Length; position++)
            {
                if (!masks[chunk][position]) continue;
                rows.AddRange(states[chunk].AsSpan(position * width, width));
                positions.Add(position);
                chunks.Add(chunk);
            }
        }

        return new([.. rows], width, [.. positions], [.. chunks]);
    }
}
