using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// The hash functions (a·h + b mod 2⁶⁴) mod 2⁶¹−1, cut to 32 bits, and the least value of each over many h. The product
/// overflows 64 bits as it does in numpy, so that the numbers are those of datasketch and datatrove.
/// </summary>
internal sealed class Permutations
{
    private const ulong Prime = (1UL << 61) - 1;
    private const int Lanes = 8;

    private readonly ulong[] _a;
    private readonly ulong[] _b;

    /// <param name="isPaired">Whether a and b are drawn in turns (datasketch) or all a first (datatrove).</param>
    public Permutations(int count, uint seed, bool isPaired)
    {
        var random = new NumpyRandom(seed);
        var room = (count + Lanes - 1) / Lanes * Lanes;
        (Count, _a, _b) = (count, new ulong[room], new ulong[room]);
        for (var index = 0; index < count; index++)
        {
            _a[index] = random.Next(1, Prime);
            if (isPaired) _b[index] = random.Next(0, Prime);
        }

        for (var index = 0; index < count && !isPaired; index++) _b[index] = random.Next(0, Prime);
    }

    public int Count { get; }

    /// <summary>Lowers each minimum to the least value of its function over the hashes.</summary>
    public void Lower(Span<uint> minima, ReadOnlySpan<uint> hashes)
    {
        if (Vector512.IsHardwareAccelerated && Avx512DQ.IsSupported) LowerEight(minima, hashes);
        else if (Avx2.IsSupported) LowerFour(minima, hashes);
        else LowerOne(minima, hashes);
    }

    internal void LowerOne(Span<uint> minima, ReadOnlySpan<uint> hashes)
    {
        for (var index = 0; index < Count; index++)
        {
            var (a, b, least) = (_a[index], _b[index], minima[index]);
            foreach (var hash in hashes) least = Math.Min(least, (uint)(((a * hash) + b) % Prime));
            minima[index] = least;
        }
    }

    internal void LowerEight(Span<uint> minima, ReadOnlySpan<uint> hashes)
    {
        var (prime, low) = (Vector512.Create(Prime), Vector512.Create((ulong)uint.MaxValue));
        for (var index = 0; index < Count; index += Lanes)
        {
            var (a, b, least) = (Vector512.Create<ulong>(_a.AsSpan(index)), Vector512.Create<ulong>(_b.AsSpan(index)), low);
            foreach (var hash in hashes)
            {
                var sum = (a * Vector512.Create((ulong)hash)) + b;
                var folded = (sum & prime) + (sum >>> 61);
                folded = Vector512.Min(folded, folded - prime);
                least = Vector512.Min(least, folded & low);
            }

            for (var lane = 0; lane < Lanes && index + lane < Count; lane++)
                minima[index + lane] = Math.Min(minima[index + lane], (uint)least[lane]);
        }
    }

    internal void LowerFour(Span<uint> minima, ReadOnlySpan<uint> hashes)
    {
        const int Half = Lanes / 2;
        var (prime, low) = (Vector256.Create(Prime), Vector256.Create((ulong)uint.MaxValue));
        for (var index = 0; index < Count; index += Half)
        {
            var (a, b, least) = (Vector256.Create<ulong>(_a.AsSpan(index)), Vector256.Create<ulong>(_b.AsSpan(index)), low.AsInt64());
            var high = a >>> 32;
            foreach (var hash in hashes)
            {
                var factor = Vector256.Create((ulong)hash).AsUInt32();
                var sum = Avx2.Multiply(a.AsUInt32(), factor) + (Avx2.Multiply(high.AsUInt32(), factor) << 32) + b;
                var folded = (sum & prime) + (sum >>> 61);
                folded -= prime & Vector256.GreaterThan(folded.AsInt64(), (prime - Vector256<ulong>.One).AsInt64()).AsUInt64();
                var cut = (folded & low).AsInt64();
                least = Vector256.ConditionalSelect(Vector256.LessThan(cut, least), cut, least);
            }

            for (var lane = 0; lane < Half && index + lane < Count; lane++)
                minima[index + lane] = Math.Min(minima[index + lane], (uint)least[lane]);
        }
    }
}
