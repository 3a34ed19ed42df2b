using LlmKit.Tokenization.Models;

namespace LlmKit.Tokenization.Training;

/// <summary>Learns WordPiece as Hugging Face does: by BPE, with ## at the start of tokens that continue a word.</summary>
public sealed record WordPieceTrainer : TokenizerTrainer
{
    /// <inheritdoc cref="BytePairTrainer.MinimumFrequency"/>
    public long MinimumFrequency { get; init => field = Require.InRange(value, 0, long.MaxValue); }

    /// <inheritdoc cref="BytePairTrainer.InitialAlphabet"/>
    public string? InitialAlphabet { get; init; }

    /// <inheritdoc cref="BytePairTrainer.AlphabetLimit"/>
    public int? AlphabetLimit { get; init => field = value is { } limit ? Require.InRange(limit, 1, int.MaxValue) : null; }

    /// <inheritdoc cref="BytePairTrainer.MaxTokenLength"/>
    public int? MaxTokenLength { get; init => field = value is { } length ? Require.InRange(length, 1, int.MaxValue) : null; }

    /// <summary>What tokens that continue a word start with. ## by default.</summary>
    public string ContinuationPrefix { get; init; } = "##";

    /// <summary>The token of words that can't be spelled, [UNK] by default. It is the first unless it is among the special tokens.</summary>
    public string Unknown { get; init; } = "[UNK]";

    private protected override string? UnknownToken => Unknown;

    internal override TokenModel Learn(WordCounts words, TokenizerParts parts, TrainingRun run)
    {
        var pairs = new BytePairTrainer
        {
            VocabularySize = VocabularySize,
            SpecialTokens = AllSpecialTokens,
            MinimumFrequency = MinimumFrequency,
            InitialAlphabet = InitialAlphabet,
            AlphabetLimit = AlphabetLimit,
            MaxTokenLength = MaxTokenLength,
            ContinuationPrefix = ContinuationPrefix,
        };
        return new WordPiece(pairs.LearnMerges(words, parts, run).Vocabulary, Unknown, ContinuationPrefix);
    }
}
