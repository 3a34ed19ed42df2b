namespace LlmKit.Data.Deduplication;

/// <summary>
/// Short signatures of texts: the share of equal places estimates the Jaccard similarity of their word n-grams (Broder
/// 1997). The defaults are datatrove's: 5-grams, 14 bands of 8 rows, hashes (a·x + b mod 2⁶¹−1) cut to 32 bits.
/// </summary>
public sealed class MinHash
{
    private const ulong Prime = (1UL << 61) - 1;

    private readonly ulong[] _a;
    private readonly ulong[] _b;

    /// <param name="words">How many words an n-gram has. Letters of Han, Kana and Hangul count as words.</param>
    public MinHash(int words = 5, int bands = 14, int rows = 8, int seed = 1)
    {
        (Words, Bands, Rows) = ((int)Require.Positive(words), (int)Require.Positive(bands), (int)Require.Positive(rows));
        var random = new Random(seed);
        (_a, _b) = (new ulong[bands * rows], new ulong[bands * rows]);
        for (var index = 0; index < _a.Length; index++)
            (_a[index], _b[index]) = ((ulong)random.NextInt64(1, (long)Prime), (ulong)random.NextInt64((long)Prime));
    }

    public int Words { get; }

    public int Bands { get; }

    public int Rows { get; }

    /// <summary>The similarity at which two texts are found with a chance of about one half: (1/bands)^(1/rows).</summary>
    public double Threshold => Math.Pow(1.0 / Bands, 1.0 / Rows);

    /// <summary>The chance that two texts of that similarity share a band: 1 − (1 − s^rows)^bands.</summary>
    public double ChanceToMeet(double similarity) => 1 - Math.Pow(1 - Math.Pow(similarity, Rows), Bands);

    /// <summary>Bands × rows minima; null when the text has no word.</summary>
    public uint[]? Signature(string text)
    {
        var words = WordHashes(text);
        if (words.Count == 0) return null;
        var minima = new uint[_a.Length];
        Array.Fill(minima, uint.MaxValue);
        for (var start = 0; start == 0 || start + Words <= words.Count; start++)
        {
            var hash = 14695981039346656037UL;
            for (var index = start; index < Math.Min(start + Words, words.Count); index++) hash = Mix(hash ^ words[index]);
            var gram = hash % Prime;
            for (var index = 0; index < minima.Length; index++)
                minima[index] = Math.Min(minima[index], (uint)Modulo((UInt128)_a[index] * gram + _b[index]));
        }

        return minima;
    }

    /// <summary>The share of equal places of two signatures.</summary>
    public static double Similarity(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"the signatures have {first.Length} and {second.Length} places. Make both with one MinHash.", nameof(second));
        var equal = 0;
        for (var index = 0; index < first.Length; index++)
            if (first[index] == second[index]) equal++;
        return (double)equal / first.Length;
    }

    private static ulong Modulo(UInt128 number)
    {
        var sum = (ulong)(number & Prime) + (ulong)(number >> 61);
        return sum >= Prime ? sum - Prime : sum;
    }

    // Lower case, without punctuation, as datatrove simplifies texts.
    private static List<ulong> WordHashes(string text)
    {
        var hashes = new List<ulong>();
        var hash = 0UL;
        foreach (var letter in text)
        {
            if (letter is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7af')
            {
                End();
                hashes.Add(Mix(letter));
            }
            else if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
            {
                hash = Mix(hash ^ char.ToLowerInvariant(letter));
            }
            else if (char.IsWhiteSpace(letter))
            {
                End();
            }
        }

        End();
        return hashes;

        void End()
        {
            if (hash != 0) hashes.Add(hash);
            hash = 0;
        }
    }

    // The finisher of splitmix64.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
