using System.Buffers;
using System.Numerics;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// Finds texts whose <see cref="SimHash"/> differs in few bits, without comparing all pairs: of <c>distance + 3</c> blocks of
/// bits at least three are equal, so texts meet by each choice of three (Manku et al. 2007, section 3). 8 bytes for each text.
/// </summary>
public sealed class SimilarFingerprints : DuplicateFinder
{
    private const int Chosen = 3;

    private readonly int _distance;
    private readonly int _words;
    private readonly ulong[] _masks;
    private readonly List<ulong> _fingerprints = [];
    private readonly ulong[] _waiting = new ulong[1024];

    /// <param name="distance">The most bits that differ, from 0 to 8.</param>
    /// <param name="words">How many words a feature has.</param>
    public SimilarFingerprints(int distance = 3, int words = 2, SpillSettings? settings = null)
        : base(settings)
    {
        _distance = Require.InRange(distance, 0, 8);
        _words = (int)Require.Positive(words);
        _masks = [.. Masks(_distance + Chosen)];
    }

    private protected override int MostKeys => _masks.Length;

    private protected override int Keys(string text, int place, Span<UInt128> keys)
    {
        if (SimHash.TryOf(text, _words) is not { } fingerprint)
        {
            _waiting[place] = 0;
            return 0;
        }

        _waiting[place] = fingerprint;
        for (var index = 0; index < _masks.Length; index++)
        {
            var part = (fingerprint & _masks[index]) * 0x9E3779B97F4A7C15;
            keys[index] = new((part ^ (part >> 32)) * 0xFF51AFD7ED558CCD, ((fingerprint & _masks[index]) << 32) ^ ((ulong)index << 57));
        }

        return keys.Length;
    }

    private protected override void Keep(int place) => _fingerprints.Add(_waiting[place]);

    private protected override void Meet(ReadOnlySpan<int> numbers, Clusters clusters)
    {
        var different = numbers.ToArray().DistinctBy(number => _fingerprints[number]).ToArray();
        foreach (var number in numbers)
        {
            foreach (var other in different)
            {
                if (other >= number) break;
                if (BitOperations.PopCount(_fingerprints[number] ^ _fingerprints[other]) <= _distance) clusters.Join(other, number);
            }
        }
    }

    // The bits of each choice of three blocks.
    private static IEnumerable<ulong> Masks(int blocks)
    {
        var parts = Enumerable.Range(0, blocks).Select(block => Below((block + 1) * 64 / blocks) ^ Below(block * 64 / blocks)).ToArray();
        for (var first = 0; first < blocks; first++)
        {
            for (var second = first + 1; second < blocks; second++)
            {
                for (var third = second + 1; third < blocks; third++) yield return parts[first] | parts[second] | parts[third];
            }
        }

        static ulong Below(int bits) => bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
    }
}
