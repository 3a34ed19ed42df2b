using LlmKit.Tokenization.Models;

namespace LlmKit.Tokenization.Training;

/// <summary>Takes the most frequent words as they are; of equally frequent ones the first in order of UTF-16 units.</summary>
public sealed record WordLevelTrainer : TokenizerTrainer
{
    /// <summary>Rarer words are left out. 0 by default: none are.</summary>
    public long MinimumFrequency { get; init => field = Require.InRange(value, 0, long.MaxValue); }

    /// <summary>The token of all other words, &lt;unk&gt; by default. It is the first unless it is among the special tokens.</summary>
    public string Unknown { get; init; } = "<unk>";

    private protected override string? UnknownToken => Unknown;

    internal override TokenModel Learn(WordCounts words, TokenizerParts parts, TrainingRun run)
    {
        RequireRoom(AllSpecialTokens.Count, "special tokens");
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in AllSpecialTokens) vocabulary.Add(token, vocabulary.Count);
        // The sort is stable, and the words are in order.
        foreach (var i in Enumerable.Range(0, words.Words.Length).OrderByDescending(i => words.Counts[i]))
        {
            if (vocabulary.Count == VocabularySize || words.Counts[i] < MinimumFrequency) break;
            vocabulary.TryAdd(words.Words[i], vocabulary.Count);
        }

        return new WordLevel(vocabulary, Unknown);
    }
}
