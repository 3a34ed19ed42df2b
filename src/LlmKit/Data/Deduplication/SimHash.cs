using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// One number of 64 bits for a text, of which few bits differ when texts differ little (Charikar 2002). Near-duplicates of
/// web pages differ in at most 3 bits (Manku et al. 2007).
/// </summary>
public static class SimHash
{
    /// <param name="features">What the text consists of, such as words or n-grams; repetitions count.</param>
    public static ulong Of(IEnumerable<string> features)
    {
        Span<int> votes = stackalloc int[64];
        foreach (var feature in features) Vote(votes, HashOf(MemoryMarshal.AsBytes(feature.AsSpan())));
        return Sum(votes);
    }

    /// <summary>The fingerprint of a text by its n-grams of words; null when it has no word.</summary>
    /// <param name="words">How many words an n-gram has. Letters of Han and Kana count as words.</param>
    public static ulong? TryOf(ReadOnlySpan<char> text, int words = 2)
    {
        text = SimplifiedWords.Plain(text);
        var bytes = ArrayPool<byte>.Shared.Rent(SimplifiedWords.BytesFor(text.Length));
        var starts = ArrayPool<int>.Shared.Rent(SimplifiedWords.StartsFor(text.Length));
        try
        {
            var all = new SimplifiedWords(text, foldsNumbers: false, dropsAllSigns: true, bytes, starts);
            if (all.Count == 0) return null;
            Span<int> votes = stackalloc int[64];
            var length = Math.Min(words, all.Count);
            for (var first = 0; first + length <= all.Count; first++) Vote(votes, HashOf(all.Slice(first, length)));
            return Sum(votes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<int>.Shared.Return(starts);
        }
    }

    /// <summary>The number of bits that differ, from 0 to 64.</summary>
    public static int Distance(ulong first, ulong second) => BitOperations.PopCount(first ^ second);

    private static void Vote(Span<int> votes, ulong hash)
    {
        for (var bit = 0; bit < 64; bit++) votes[bit] += (int)((hash >> bit & 1) << 1) - 1;
    }

    private static ulong Sum(ReadOnlySpan<int> votes)
    {
        var sum = 0UL;
        for (var bit = 0; bit < 64; bit++)
            if (votes[bit] > 0) sum |= 1UL << bit;
        return sum;
    }

    // FNV-1a, and the finisher of MurmurHash3, since FNV alone leaves its high bits alike.
    private static ulong HashOf(ReadOnlySpan<byte> feature)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in feature) hash = (hash ^ letter) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
