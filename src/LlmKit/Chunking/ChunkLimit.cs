using LlmKit.Tokenization;

namespace LlmKit.Chunking;

/// <summary>How long a chunk may be.</summary>
/// <param name="Tokens">The most that a chunk may have, special tokens counted, at least 1.</param>
/// <param name="Count">Counts the tokens of a text.</param>
public sealed record ChunkLimit(int Tokens, CountTokens Count)
{
    /// <summary>The most that a chunk may have, special tokens counted.</summary>
    public int Tokens { get; } = Tokens >= 1 ? Tokens
        : throw new ArgumentOutOfRangeException(nameof(Tokens), Tokens, "Tokens must be at least 1.");

    /// <summary>Tokens that the model adds to every chunk, such as 2 for <c>[CLS]</c> and <c>[SEP]</c>.</summary>
    public int SpecialTokens
    {
        get;
        init => field = value >= 0 && value < Tokens ? value : throw new ArgumentOutOfRangeException(
            nameof(SpecialTokens), value, $"SpecialTokens must be at least 0 and below Tokens = {Tokens}, so that a chunk has room for text.");
    }

    /// <summary>A limit in tokens of a model, the special ones that its tokenizer sets counted.</summary>
    public static ChunkLimit Of(Tokenizer tokenizer, int tokens)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return new(tokens, tokenizer.CountTokens) { SpecialTokens = tokenizer.SpecialTokensPerText() };
    }

    /// <summary>A limit in characters as <c>string.Length</c> counts them.</summary>
    public static ChunkLimit Characters(int characters) => new(characters, text => text.Length);

    /// <summary>
    /// A limit in words: a row of letters and digits is one, each Chinese, Japanese or Korean character is one, and so is each other sign
    /// that is no white space. It stands in where no tokenizer is at hand.
    /// </summary>
    public static ChunkLimit Words(int words) => new(words, CountWords);

    /// <summary>The tokens of a chunk with this text.</summary>
    public int Measure(ReadOnlySpan<char> text) => Count(text) + SpecialTokens;

    public bool Fits(ReadOnlySpan<char> text) => Measure(text) <= Tokens;

    private static int CountWords(ReadOnlySpan<char> text)
    {
        var (count, isInside) = (0, false);
        foreach (var c in text)
        {
            var isLetter = char.IsLetterOrDigit(c) && c < '\u2E80';
            if (isLetter ? !isInside : !char.IsWhiteSpace(c) && !char.IsLowSurrogate(c)) count++;
            isInside = isLetter;
        }

        return count;
    }

    internal void Check(int overlap)
    {
        if (overlap < 0 || overlap >= Tokens - SpecialTokens)
        {
            throw new ArgumentOutOfRangeException(
                nameof(overlap), overlap, $"overlap must be at least 0 and below {Tokens - SpecialTokens}, the room that a chunk has for text.");
        }
    }
}
