using System.Text;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization.Training;

/// <summary>
/// Learns Unigram: starts with all frequent parts of words, estimates how likely each is, and leaves out those whose loss hurts
/// least, until the vocabulary is small enough.
/// </summary>
/// <remarks>Kudo 2018, arXiv:1804.10959, with the estimates of google/sentencepiece (digamma in place of the logarithm).</remarks>
public sealed record UnigramTrainer : TokenizerTrainer
{
    /// <summary>How many pieces it starts with at most: those that cover most of the text. 1,000,000 by default.</summary>
    public int SeedSize { get; init => field = Require.InRange(value, 1, 100_000_000); } = 1_000_000;

    /// <summary>In characters; longer pieces aren't made. 16 by default.</summary>
    public int MaxTokenLength { get; init => field = Require.InRange(value, 1, 100); } = 16;

    /// <summary>Which share of the pieces is kept in each round of pruning. 0.75 by default.</summary>
    public double KeptShare { get; init => field = Require.InRange(value, 0.01, 0.99); } = 0.75;

    /// <summary>How often the pieces are estimated in each round. 2 by default.</summary>
    public int Estimates { get; init => field = Require.InRange(value, 1, 100); } = 2;

    /// <summary>
    /// Which share of the text's characters must have a token; the rarest beyond it have none. 1 by default: all have. 0.9995 is usual
    /// for Chinese and Japanese.
    /// </summary>
    public double CharacterCoverage { get; init => field = Require.InRange(value, 0.5, 1); } = 1;

    /// <inheritdoc cref="BytePairTrainer.InitialAlphabet"/>
    public string? InitialAlphabet { get; init; }

    /// <summary>The token of what has none, &lt;unk&gt; by default. It is the first unless it is among the special tokens.</summary>
    public string Unknown { get; init; } = "<unk>";

    /// <summary>Whether characters without a token are spelled by 256 tokens such as &lt;0xE4&gt;, which stand behind the special tokens.</summary>
    public bool FallsBackToBytes { get; init; }

    private protected override string? UnknownToken => Unknown;

    internal override TokenModel Learn(WordCounts words, TokenizerParts parts, TrainingRun run)
    {
        List<string> first = [.. AllSpecialTokens, .. FallsBackToBytes ? Enumerable.Range(0, 256).Select(Unigram.ByteToken) : []];
        var initial = InitialAlphabet ?? ByteLevel.AlphabetOf(parts);
        var alphabet = Covering(TrainingAlphabet.Counts(words), initial);
        RequireRoom(first.Count + alphabet.Count, "special tokens and characters");

        var seeds = SeedPieces.Find(words.Inside(alphabet), this, initial, run);
        var pieces = new PieceEstimator(this, seeds, run).Learn(VocabularySize - first.Count);
        var taken = first.ToHashSet(StringComparer.Ordinal);
        return new Unigram(
            [.. first.Select(token => (token, 0.0)), .. pieces.Where(piece => !taken.Contains(piece.Token))],
            first.IndexOf(Unknown), FallsBackToBytes);
    }

    private HashSet<Rune> Covering(Dictionary<Rune, long> counts, string initial)
    {
        var alphabet = initial.EnumerateRunes().ToHashSet();
        var (wanted, covered) = (counts.Values.Sum(count => (double)count) * CharacterCoverage, 0.0);
        foreach (var (character, count) in counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key))
        {
            if (covered >= wanted) break;
            alphabet.Add(character);
            covered += count;
        }

        return alphabet;
    }
}
