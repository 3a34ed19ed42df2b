namespace LlmKit.Chunking;

/// <summary>
/// Cuts a text into chunks. The chunks stand in the text's order, hold all of it (their fresh parts join to the text exactly), none is
/// over its limit, and none begins or ends within a grapheme cluster, so neither surrogates nor letters with marks nor joined emoji are split.
/// </summary>
public interface IChunker
{
    /// <exception cref="ArgumentException">One grapheme cluster alone is over the limit, so the text cannot be cut.</exception>
    IReadOnlyList<Chunk> Split(string text);
}
