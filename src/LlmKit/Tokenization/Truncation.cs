namespace LlmKit.Tokenization;

/// <summary>How texts with too many tokens are made shorter. What is cut off is kept in windows: <see cref="TokenizedText.Overflowing"/>.</summary>
/// <param name="MaxLength">The most tokens, special ones included.</param>
public sealed record Truncation(int MaxLength)
{
    /// <summary>Special ones included; at least 0.</summary>
    public int MaxLength { get; init; } = Require.InRange(MaxLength, 0, int.MaxValue, nameof(MaxLength));

    /// <summary>How many tokens a window has in common with the one before. 0 by default; below what a window holds of the text.</summary>
    public int Stride { get; init => field = Require.InRange(value, 0, int.MaxValue); }

    public TruncationStrategy Strategy { get; init; }

    /// <summary>Where tokens are cut off. The end by default.</summary>
    public Side Side { get; init; }
}
