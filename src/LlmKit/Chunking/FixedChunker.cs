namespace LlmKit.Chunking;

/// <summary>Chunks as long as the limit allows, cut wherever it falls, between grapheme clusters.</summary>
/// <param name="Overlap">How much of a chunk's end the next one repeats, at most, in the limit's tokens; the stride is the rest.</param>
public sealed record FixedChunker(ChunkLimit Limit, int Overlap = 0) : IChunker
{
    public IReadOnlyList<Chunk> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Limit.Check(Overlap);
        var chunks = new List<Chunk>();
        new Packing(text, Limit, Overlap).Add(Clusters.Boundaries(text, 0, text.Length), chunks);
        return chunks;
    }
}
