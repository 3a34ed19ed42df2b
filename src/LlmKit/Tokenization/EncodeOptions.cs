namespace LlmKit.Tokenization;

/// <summary>What one call of encoding does otherwise than the tokenizer's file says.</summary>
public sealed record EncodeOptions
{
    internal static EncodeOptions Default { get; } = new();

    /// <summary>Whether the post-processor's tokens are set. True by default.</summary>
    public bool AddsSpecialTokens { get; init; } = true;

    /// <summary>Whether special tokens that stand in the text count as text: for text that users typed. False by default.</summary>
    public bool ReadsSpecialTokensAsText { get; init; }

    /// <summary>Whether offsets into the text are wanted; without them it is faster. True by default.</summary>
    public bool HasOffsets { get; init; } = true;

    /// <summary>Instead of <see cref="Tokenizer.Truncation"/>; with <see cref="NoTruncation"/> none.</summary>
    public Truncation? Truncation { get; init; }

    /// <summary>Instead of <see cref="Tokenizer.Padding"/>; with <see cref="NoPadding"/> none.</summary>
    public Padding? Padding { get; init; }

    public bool NoTruncation { get; init; }

    public bool NoPadding { get; init; }

    /// <summary>How many threads encode a batch; null, the default, is one for each processor.</summary>
    public int? Threads { get; init => field = value is { } count ? Require.InRange(count, 1, 4096) : null; }
}
