namespace LlmKit.Chunking;

/// <summary>
/// Chunks cut at the coarsest separators that do: what is over the limit between two of them is cut at the next finer ones, and
/// pieces that came of the same cut are put together again as far as the limit allows.
/// </summary>
/// <param name="Overlap">How much of a chunk's end the next one repeats, at most, in the limit's tokens, where both are pieces of the same cut.</param>
public sealed record RecursiveChunker(ChunkLimit Limit, int Overlap = 0) : IChunker
{
    /// <summary>Separators from coarse to fine, several that count alike together. A separator stays at the end of its piece, and so does the white space behind it.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Separators
    {
        get;
        init => field = value.All(level => level.Count > 0 && level.All(separator => separator.Length > 0)) ? value
            : throw new ArgumentException("Every level of Separators needs at least one separator, and none may be empty.", nameof(Separators));
    } =
    [
        ["\n\n", "\r\n\r\n"], ["\n"], ["。", "！", "？", ". ", "! ", "? "], ["；", "：", "; ", ": "], ["，", "、", ", "], [" ", "\u3000", "\t"],
    ];

    public IReadOnlyList<Chunk> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Limit.Check(Overlap);
        var chunks = new List<Chunk>();
        if (text.Length > 0) Cut(text, 0, text.Length, 0, new(text, Limit, Overlap), chunks);
        return chunks;
    }

    private void Cut(string text, int start, int end, int level, Packing packing, List<Chunk> chunks)
    {
        if (packing.Fits(start, end) || level == Separators.Count)
        {
            packing.Add([start, end], chunks);
            return;
        }

        var places = Places(text, start, end, Separators[level]);
        var run = new List<int> { start };
        for (var i = 1; i < places.Count; i++)
        {
            if (packing.Fits(places[i - 1], places[i]))
            {
                run.Add(places[i]);
                continue;
            }

            if (run.Count > 1) packing.Add(run, chunks);
            Cut(text, places[i - 1], places[i], level + 1, packing, chunks);
            run = [places[i]];
        }

        if (run.Count > 1) packing.Add(run, chunks);
    }

    private static List<int> Places(string text, int start, int end, IReadOnlyList<string> separators)
    {
        var places = new List<int> { start };
        for (var at = start; at < end; at++)
        {
            foreach (var separator in separators)
            {
                if (at + separator.Length > end || string.CompareOrdinal(text, at, separator, 0, separator.Length) != 0) continue;
                at += separator.Length - 1;
                while (at + 1 < end && char.IsWhiteSpace(text[at + 1])) at++;
                if (at + 1 < end) places.Add(at + 1);
                break;
            }
        }

        places.Add(end);
        return Clusters.Snap(text, places);
    }
}
