using System.Runtime.InteropServices;
using System.Text;

namespace LlmKit.Tokenization.Training;

/// <summary>The characters that become tokens.</summary>
internal static class TrainingAlphabet
{
    /// <summary>The alphabet by code point: the initial characters, and the most frequent of the words.</summary>
    /// <remarks>Of equally frequent characters those with the larger code points are left out.</remarks>
    public static Rune[] Of(WordCounts words, string initial, int? limit)
    {
        var counts = Counts(words);
        foreach (var character in initial.EnumerateRunes()) counts[character] = long.MaxValue;
        var kept = limit is { } most && most < counts.Count
            ? counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).Take(most).Select(entry => entry.Key)
            : counts.Keys;
        return [.. kept.Order()];
    }

    /// <summary>How often each character stands in the text.</summary>
    public static Dictionary<Rune, long> Counts(WordCounts words)
    {
        var counts = new Dictionary<Rune, long>();
        for (var i = 0; i < words.Words.Length; i++)
        {
            foreach (var character in words.Words[i].EnumerateRunes())
                CollectionsMarshal.GetValueRefOrAddDefault(counts, character, out _) += words.Counts[i];
        }

        return counts;
    }
}
