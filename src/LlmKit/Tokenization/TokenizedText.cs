namespace LlmKit.Tokenization;

/// <summary>A text, or a pair of them, as tokens.</summary>
public sealed class TokenizedText
{
    private readonly Tokenizer _tokenizer;

    internal TokenizedText(Tokenizer tokenizer, TokenInfo[] tokens, IReadOnlyList<TokenizedText> overflowing) =>
        (_tokenizer, Tokens, Overflowing) = (tokenizer, tokens, overflowing);

    /// <summary>How many tokens there are.</summary>
    public int Count => Tokens.Count;

    /// <summary>All that is known of each token.</summary>
    public IReadOnlyList<TokenInfo> Tokens { get; }

    /// <summary>The windows that hold what truncation cut off, in the order of the text.</summary>
    public IReadOnlyList<TokenizedText> Overflowing { get; }

    /// <summary>T ids.</summary>
    public int[] Ids => field ??= [.. Tokens.Select(token => token.Id)];

    /// <summary>The segment of each token: 0 or 1.</summary>
    public int[] TypeIds => [.. Tokens.Select(token => token.TypeId)];

    /// <summary>1 where a token counts, 0 where it only fills up.</summary>
    public int[] AttentionMask => [.. Tokens.Select(token => token.IsPadding ? 0 : 1)];

    /// <summary>1 where a token was set by the post-processor or to fill up.</summary>
    public int[] SpecialTokensMask => [.. Tokens.Select(token => token.IsSpecial ? 1 : 0)];

    /// <summary>The range of the text that each token covers, in UTF-16 units.</summary>
    public (int Start, int End)[] Offsets => [.. Tokens.Select(token => (token.Start, token.End))];

    /// <summary>The number of the word that each token belongs to, or null.</summary>
    public int?[] WordIds => [.. Tokens.Select(token => token.Word < 0 ? (int?)null : token.Word)];

    /// <summary>The text of the pair that each token belongs to, or null.</summary>
    public int?[] SequenceIds => [.. Tokens.Select(token => token.Sequence < 0 ? (int?)null : token.Sequence)];

    /// <summary>How the vocabulary spells each token.</summary>
    public string[] Texts => [.. Tokens.Select(token => _tokenizer.TokenOf(token.Id) ?? "")];

    /// <summary>The index of the token over a character of the text, or null: spaces may belong to none.</summary>
    /// <param name="at">Where in the text, in UTF-16 units.</param>
    /// <param name="sequence">Which text of a pair.</param>
    public int? TokenAt(int at, int sequence = 0)
    {
        for (var i = 0; i < Tokens.Count; i++)
        {
            var token = Tokens[i];
            if (token.Sequence == sequence && token.Start <= at && at < token.End) return i;
        }

        return null;
    }

    public override string ToString() => $"{Count} tokens: {string.Join(' ', Texts.Take(20))}{(Count > 20 ? " …" : "")}";
}
