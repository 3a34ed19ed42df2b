namespace LlmKit.Chunking;

/// <summary>
/// Chunks of Markdown that never reach over a heading and carry the headings they stand below. Within a section they hold whole blocks;
/// fenced code is one block, and only cut, between lines, when it alone is over the limit.
/// </summary>
/// <param name="Overlap">How much of a chunk's end the next one of the same section repeats, at most, in the limit's tokens.</param>
public sealed record MarkdownChunker(ChunkLimit Limit, int Overlap = 0) : IChunker
{
    public IReadOnlyList<Chunk> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Limit.Check(Overlap);
        var chunks = new List<Chunk>();
        var packing = new Packing(text, Limit, Overlap);
        foreach (var section in MarkdownSections.Read(text))
            packing.Add(Clusters.Snap(text, section.Places), chunks, (start, end) => Finer(text, section, start, end), section.Headings);
        return chunks;
    }

    private List<int> Finer(string text, MarkdownSection section, int start, int end) =>
        section.CodeStarts.Contains(start) ? Lines(text, start, end) : Sentences.Within(text, start, end, Limit);

    private static List<int> Lines(string text, int start, int end)
    {
        var places = new List<int> { start };
        for (var at = start + 1; at < end; at++) if (text[at - 1] == '\n') places.Add(at);
        places.Add(end);
        return places;
    }
}
