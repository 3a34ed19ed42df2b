namespace LlmKit.Chunking;

/// <summary>
/// Chunks of sentences that are about the same: cut where the meaning of neighbouring sentences differs the most. Each sentence
/// is embedded with its neighbours; a cut falls where the cosine distance to the next one is above a percentile of all.
/// </summary>
/// <param name="Embed">A vector for each text, all of one length; asked once for all sentences.</param>
public sealed record SemanticChunker(ChunkLimit Limit, Func<IReadOnlyList<string>, IReadOnlyList<float[]>> Embed) : IChunker
{
    /// <summary>Which share of the distances lies below a cut, in per cent; a higher one makes longer chunks.</summary>
    public double Percentile
    {
        get;
        init => field = value is >= 0 and <= 100 ? value
            : throw new ArgumentOutOfRangeException(nameof(Percentile), value, "Percentile must be at least 0 and at most 100.");
    } = 95;

    /// <summary>How many sentences on each side are embedded with each.</summary>
    public int Neighbours
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Neighbours), value, "Neighbours must be at least 0.");
    } = 1;

    public IReadOnlyList<Chunk> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var chunks = new List<Chunk>();
        if (text.Length == 0) return chunks;
        var places = Sentences.Boundaries(text);
        var cuts = Cuts(Distances(text, places));
        var packing = new Packing(text, Limit, overlap: 0);
        var from = 0;
        foreach (var cut in cuts.Append(places.Count - 1))
        {
            packing.Add(places[from..(cut + 1)], chunks, (start, end) => Words.Boundaries(text, start, end));
            from = cut;
        }

        return chunks;
    }

    /// <summary>The distances between neighbouring sentences, 0 to 2: what the cuts are chosen by.</summary>
    public IReadOnlyList<double> Distances(string text) => Distances(text, Sentences.Boundaries(text));

    private double[] Distances(string text, List<int> places)
    {
        var count = places.Count - 1;
        if (count < 2) return [];
        var windows = Enumerable.Range(0, count)
            .Select(i => text[places[Math.Max(0, i - Neighbours)]..places[Math.Min(count, i + Neighbours + 1)]]).ToArray();
        var vectors = Embed(windows);
        if (vectors.Count != count || vectors.Any(vector => vector.Length != vectors[0].Length))
            throw new InvalidOperationException($"Embed was given {count} texts and gave {vectors.Count} vectors. It has to give one for each, all of one length.");
        return [.. Enumerable.Range(1, count - 1).Select(i => 1 - Cosine(vectors[i - 1], vectors[i]))];
    }

    // The sentences that begin anew: those whose distance to the one before is above the percentile.
    private IEnumerable<int> Cuts(double[] distances)
    {
        if (distances.Length == 0) yield break;
        var sorted = distances.Order().ToArray();
        var place = Percentile / 100 * (sorted.Length - 1);
        var below = (int)place;
        var threshold = sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
        for (var i = 0; i < distances.Length; i++)
            if (distances[i] > threshold) yield return i + 1;
    }

    private static double Cosine(float[] a, float[] b)
    {
        double product = 0, left = 0, right = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            left += (double)a[i] * a[i];
            right += (double)b[i] * b[i];
        }

        return left == 0 || right == 0 ? 0 : product / Math.Sqrt(left * right);
    }
}
