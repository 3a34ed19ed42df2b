namespace LlmKit.Tokenization;

/// <summary>One token of an encoded text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">Where in the text it starts, in UTF-16 units; 0 for a token that no text stands behind.</param>
/// <param name="End">Where it ends.</param>
public readonly record struct TokenInfo(int Id, int Start, int End)
{
    /// <summary>The number of the piece (mostly: the word) that it belongs to, or -1.</summary>
    public int Word { get; init; } = -1;

    /// <summary>0 for the first text, 1 for the second of a pair, -1 for special tokens.</summary>
    public int Sequence { get; init; } = -1;

    /// <summary>0, or the segment that the post-processor says.</summary>
    public int TypeId { get; init; }

    /// <summary>Whether the post-processor or padding set it.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>Whether it only fills up.</summary>
    public bool IsPadding { get; init; }
}
