namespace LlmKit.Chunking;

/// <summary>Fills chunks with units, such as sentences, one after the other: each gets as many as it has room for.</summary>
internal sealed class Packing(string text, ChunkLimit limit, int overlap)
{
    /// <summary>Packs the units between the places; a unit over the limit is cut by <paramref name="finer"/>.</summary>
    /// <param name="places">Where units begin and end, rising.</param>
    /// <param name="finer">The places within a unit that is too long, its ends included; null cuts between grapheme clusters.</param>
    public void Add(List<int> places, List<Chunk> chunks, Func<int, int, List<int>>? finer = null, IReadOnlyList<string>? headings = null)
    {
        var borders = Divided(places, finer);
        var (first, guess) = (0, 1);
        var shared = 0;
        while (first < borders.Count - 1)
        {
            var last = FarthestFrom(borders, first, guess);
            guess = last - first;
            var (start, end) = (borders[first], borders[last]);
            chunks.Add(new(new(start, end), shared, limit.Measure(text.AsSpan(start, end - start))) { Headings = headings ?? [] });
            if (last == borders.Count - 1) return;
            first = NextStart(borders, first, last);
            shared = end - borders[first];
        }
    }

    public bool Fits(int start, int end) => limit.Fits(text.AsSpan(start, end - start));

    // Every unit fits: those that do not are cut.
    private List<int> Divided(List<int> places, Func<int, int, List<int>>? finer)
    {
        var borders = new List<int>(places.Count) { places[0] };
        for (var i = 1; i < places.Count; i++)
        {
            var (start, end) = (places[i - 1], places[i]);
            if (start == end) continue;
            if (!Fits(start, end))
            {
                var inner = finer?.Invoke(start, end);
                if (inner is { Count: > 2 }) borders.AddRange(Divided(inner, null).Skip(1));
                else AddClusters(start, end, borders);
                continue;
            }

            borders.Add(end);
        }

        return borders;
    }

    private void AddClusters(int start, int end, List<int> borders)
    {
        var inner = Clusters.Boundaries(text, start, end);
        for (var i = 1; i < inner.Count; i++)
        {
            if (!Fits(inner[i - 1], inner[i]))
            {
                var cluster = text[inner[i - 1]..inner[i]];
                var needed = limit.Measure(cluster);
                throw new ArgumentException(
                    $"At character {inner[i - 1]} stands '{(cluster.Length > 20 ? $"{cluster[..20]}…" : cluster)}', one grapheme cluster of {needed} tokens"
                    + $"{(limit.SpecialTokens > 0 ? ", special ones counted" : "")}, and a chunk may have {limit.Tokens}. Raise the limit to at least {needed}.");
            }

            borders.Add(inner[i]);
        }
    }

    // The last border that a chunk from the first one can reach, looked for around the length of the chunk before.
    private int FarthestFrom(List<int> borders, int first, int guess)
    {
        var (low, high) = (first + 1, borders.Count);
        for (var step = Math.Max(1, guess); low + step < borders.Count; step *= 2)
        {
            if (!Fits(borders[first], borders[low + step]))
            {
                high = low + step;
                break;
            }

            low += step;
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Fits(borders[first], borders[middle])) low = middle;
            else high = middle;
        }

        return low;
    }

    // The chunk behind begins as early as the overlap allows, and late enough to have something fresh.
    private int NextStart(List<int> borders, int first, int last)
    {
        if (overlap == 0) return last;
        var (tooEarly, start) = (first, last);
        while (start - tooEarly > 1)
        {
            var middle = (tooEarly + start) / 2;
            if (limit.Count(text.AsSpan(borders[middle], borders[last] - borders[middle])) <= overlap) start = middle;
            else tooEarly = middle;
        }

        while (start < last && !Fits(borders[start], borders[last + 1])) start++;
        return start;
    }
}
