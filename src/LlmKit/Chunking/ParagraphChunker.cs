namespace LlmKit.Chunking;

/// <summary>Chunks of whole paragraphs, which blank lines part. A paragraph over the limit is cut between sentences, then words.</summary>
/// <param name="Overlap">How much of a chunk's end the next one repeats, at most, in the limit's tokens; whole paragraphs only.</param>
public sealed record ParagraphChunker(ChunkLimit Limit, int Overlap = 0) : IChunker
{
    public IReadOnlyList<Chunk> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Limit.Check(Overlap);
        var chunks = new List<Chunk>();
        new Packing(text, Limit, Overlap).Add(
            Clusters.Snap(text, Paragraphs.Boundaries(text, 0, text.Length)), chunks, (start, end) => Sentences.Within(text, start, end, Limit));
        return chunks;
    }
}
