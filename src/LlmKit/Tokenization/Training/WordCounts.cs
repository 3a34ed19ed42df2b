using System.Text;

namespace LlmKit.Tokenization.Training;

/// <summary>The different words of the training text, each with how often it stands there. All that a trainer keeps of a text.</summary>
/// <param name="Words">The words, in the order of their UTF-16 units, whatever the order of the texts.</param>
/// <param name="Counts">How often each stands there; 1 or more.</param>
internal sealed record WordCounts(string[] Words, long[] Counts)
{
    private const int LongestPart = 4096;

    /// <summary>The words cut at characters outside of the alphabet, and very long ones into parts.</summary>
    public WordCounts Inside(HashSet<Rune> alphabet)
    {
        var (parts, counts) = (new List<string>(Words.Length), new List<long>(Words.Length));
        for (var i = 0; i < Words.Length; i++)
        {
            var (word, start, at) = (Words[i], 0, 0);
            foreach (var character in word.EnumerateRunes())
            {
                var isInside = alphabet.Contains(character);
                if (!isInside || at - start >= LongestPart) Add(word, start, at, Counts[i]);
                if (!isInside) start = at + character.Utf16SequenceLength;
                else if (at - start >= LongestPart) start = at;
                at += character.Utf16SequenceLength;
            }

            Add(word, start, at, Counts[i]);
        }

        return new([.. parts], [.. counts]);

        void Add(string word, int start, int end, long count)
        {
            if (end == start) return;
            parts.Add(start == 0 && end == word.Length ? word : word[start..end]);
            counts.Add(count);
        }
    }
}
