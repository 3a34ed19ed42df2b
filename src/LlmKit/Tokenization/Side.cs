namespace LlmKit.Tokenization;

/// <summary>The end of a text at which something is cut off or added.</summary>
public enum Side
{
    /// <summary>At the end.</summary>
    Right,

    /// <summary>At the start.</summary>
    Left,
}
