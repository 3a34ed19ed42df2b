using LlmKit.Tokenization.Decoders;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PostProcessors;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization;

/// <summary>The steps of a tokenizer around its model.</summary>
public sealed record TokenizerParts
{
    /// <summary>Changes the text first.</summary>
    public Normalizer? Normalizer { get; init; }

    /// <summary>Cuts it into pieces; without one the whole text is a piece.</summary>
    public PreTokenizer? PreTokenizer { get; init; }

    /// <summary>Sets special tokens.</summary>
    public PostProcessor? PostProcessor { get; init; }

    /// <summary>Makes text of tokens; without one they are joined by spaces.</summary>
    public Decoder? Decoder { get; init; }

    /// <summary>Tokens that are found before the model sees the text.</summary>
    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    public Truncation? Truncation { get; init; }

    public Padding? Padding { get; init; }
}
