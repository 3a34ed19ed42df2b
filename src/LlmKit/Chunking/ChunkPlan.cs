namespace LlmKit.Chunking;

/// <summary>What a way of cutting costs: how full the chunks are, and how much is read twice.</summary>
/// <param name="Sizes">The tokens of each chunk, special ones counted, in order.</param>
/// <param name="OverlapTokens">Tokens that two neighbours share.</param>
public sealed record ChunkPlan(ChunkLimit Limit, IReadOnlyList<int> Sizes, int OverlapTokens)
{
    public static ChunkPlan Of(string text, IReadOnlyList<Chunk> chunks, ChunkLimit limit) => new(
        limit, [.. chunks.Select(chunk => chunk.Tokens)],
        chunks.Where(chunk => chunk.Overlap > 0).Sum(chunk => limit.Count(text.AsSpan(chunk.Span.Start, chunk.Overlap))));

    public int Chunks => Sizes.Count;

    /// <summary>The tokens of all chunks.</summary>
    public long Tokens => Sizes.Sum(size => (long)size);

    /// <summary>The share of the room that stays empty when every chunk is padded to the limit, 0 to 1.</summary>
    public double Waste => Chunks == 0 ? 0 : 1 - (Tokens / ((double)Limit.Tokens * Chunks));

    /// <summary>The share of tokens that were in the chunk before already, 0 to 1.</summary>
    public double Overlap => Tokens == 0 ? 0 : OverlapTokens / (double)Tokens;

    public int Smallest => Chunks == 0 ? 0 : Sizes.Min();

    public int Largest => Chunks == 0 ? 0 : Sizes.Max();

    public double Mean => Chunks == 0 ? 0 : Tokens / (double)Chunks;
}
