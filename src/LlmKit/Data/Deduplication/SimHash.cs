using System.Numerics;

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
        foreach (var feature in features)
        {
            var hash = HashOf(feature);
            for (var bit = 0; bit < 64; bit++) votes[bit] += (hash >> bit & 1) == 1 ? 1 : -1;
        }

        var sum = 0UL;
        for (var bit = 0; bit < 64; bit++)
            if (votes[bit] > 0) sum |= 1UL << bit;
        return sum;
    }

    /// <summary>The number of bits that differ, from 0 to 64.</summary>
    public static int Distance(ulong first, ulong second) => BitOperations.PopCount(first ^ second);

    // FNV-1a over UTF-16 units, and the finisher of MurmurHash3, since FNV alone leaves its high bits alike.
    private static ulong HashOf(string feature)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in feature) hash = (hash ^ letter) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
