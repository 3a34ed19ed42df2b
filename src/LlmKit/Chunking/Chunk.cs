using LlmKit.Data;

namespace LlmKit.Chunking;

/// <summary>A part of a text.</summary>
/// <param name="Span">Where it stands in the text.</param>
/// <param name="Overlap">How many of its first characters the chunk before also has.</param>
/// <param name="Tokens">Its tokens, special ones counted.</param>
public sealed record Chunk(TextSpan Span, int Overlap, int Tokens)
{
    /// <summary>The headings it stands below, from the outermost; empty where headings are not read.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];

    /// <summary>What it has that the chunk before has not.</summary>
    public TextSpan Fresh => new(Span.Start + Overlap, Span.End);

    public string TextIn(string text) => Span.In(text);

    /// <summary>The text that chunks were cut from: their fresh parts one after the other.</summary>
    public static string Join(string text, IEnumerable<Chunk> chunks) => string.Concat(chunks.Select(chunk => chunk.Fresh.In(text)));
}
