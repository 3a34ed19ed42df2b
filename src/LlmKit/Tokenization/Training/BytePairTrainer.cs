using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization.Training;

/// <summary>
/// Learns BPE: words start as characters, and the most frequent pair of neighbours becomes a token, again and again. Of equally
/// frequent pairs the one with the smaller ids is taken.
/// </summary>
/// <remarks>Sennrich et al. 2016, arXiv:1508.07909. Tokens, ids and merges are those of Hugging Face's trainer.</remarks>
public sealed record BytePairTrainer : TokenizerTrainer
{
    /// <summary>Rarer pairs aren't merged. 0 by default: pairs that occur at all are.</summary>
    public long MinimumFrequency { get; init => field = Require.InRange(value, 0, long.MaxValue); }

    /// <summary>
    /// Characters that are tokens whether or not they occur. Null, the default: the 256 of the byte-level alphabet where a step of the
    /// tokenizer writes in it, otherwise none.
    /// </summary>
    public string? InitialAlphabet { get; init; }

    /// <summary>How many characters may become tokens: the most frequent, besides the initial ones. Null, the default: all.</summary>
    public int? AlphabetLimit { get; init => field = value is { } limit ? Require.InRange(limit, 1, int.MaxValue) : null; }

    /// <summary>In characters; longer tokens aren't made. Null, the default: any length.</summary>
    public int? MaxTokenLength { get; init => field = value is { } length ? Require.InRange(length, 1, int.MaxValue) : null; }

    /// <summary>What tokens that continue a word start with, such as ##. None by default.</summary>
    public string? ContinuationPrefix { get; init; }

    /// <summary>What tokens that end a word end with, such as &lt;/w&gt;. None by default.</summary>
    public string? EndSuffix { get; init; }

    /// <summary>The token of characters that have none; without one they are dropped. It joins the special tokens.</summary>
    public string? Unknown { get; init; }

    /// <summary>Whether unknown neighbours are one token.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>Whether characters without a token are spelled by 256 tokens such as &lt;0xE4&gt;, which join the special tokens.</summary>
    public bool FallsBackToBytes { get; init; }

    internal override TokenModel Learn(WordCounts words, TokenizerParts parts, TrainingRun run)
    {
        var (vocabulary, merges) = LearnMerges(words, parts, run);
        return new BytePairEncoding(vocabulary, merges, new()
        {
            Unknown = Unknown,
            ContinuationPrefix = ContinuationPrefix,
            EndSuffix = EndSuffix,
            FusesUnknown = FusesUnknown,
            FallsBackToBytes = FallsBackToBytes,
        });
    }

    internal (Dictionary<string, int> Vocabulary, List<(string, string)> Merges) LearnMerges(
        WordCounts words, TokenizerParts parts, TrainingRun run)
    {
        var alphabet = TrainingAlphabet.Of(words, InitialAlphabet ?? ByteLevel.AlphabetOf(parts), AlphabetLimit);
        var symbols = new SymbolTable(FirstTokens(), alphabet, ContinuationPrefix, EndSuffix);
        var pieces = symbols.Spell(words);
        RequireRoom(symbols.Count, "special tokens and characters");
        return new PairMerger(this, symbols, pieces, words.Counts, run).Learn();
    }

    private protected override string? UnknownToken => Unknown;

    private IEnumerable<string> FirstTokens() =>
        FallsBackToBytes ? AllSpecialTokens.Concat(Enumerable.Range(0, 256).Select(Unigram.ByteToken)) : AllSpecialTokens;
}
