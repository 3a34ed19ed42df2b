namespace LlmKit.Chunking;

/// <summary>Chunks of whole sentences, Chinese and English. A sentence over the limit is cut between words or, failing that, clusters.</summary>
/// <param name="Overlap">How much of a chunk's end the next one repeats, at most, in the limit's tokens; whole sentences only.</param>
public sealed record SentenceChunker(ChunkLimit Limit, int Overlap = 0) : IChunker
{
    public IReadOnlyList<Chunk> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Limit.Check(Overlap);
        var chunks = new List<Chunk>();
        new Packing(text, Limit, Overlap).Add(Sentences.Boundaries(text), chunks, (start, end) => Words.Boundaries(text, start, end));
        return chunks;
    }
}
