namespace LlmKit.Tokenization.Segmentation;

/// <summary>Which words of a text are wanted.</summary>
public enum SegmentMode
{
    /// <summary>Each character in one word: the likeliest cut of the text.</summary>
    Accurate,

    /// <summary>Every word of the dictionary that the text holds; they overlap.</summary>
    All,

    /// <summary>The likeliest cut, and before each long word the words of two and three characters within.</summary>
    Search,
}
