using System.Runtime.InteropServices;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// Finds texts that are nearly the same: those whose signatures share a band meet, and clusters grow along meetings. The
/// first text of a cluster leads it.
/// </summary>
public sealed class NearDuplicates : DuplicateFinder
{
    private readonly MinHash _hashes;
    private readonly double _atLeast;
    private readonly FileStream? _signatures;
    private readonly uint[][] _waiting = new uint[1024][];

    /// <param name="atLeast">When above 0, texts that meet are joined only if their whole signatures estimate at least that
    /// similarity. The signatures are kept in a file, 4 bytes for each place.</param>
    public NearDuplicates(MinHash? hashes = null, double atLeast = 0, SpillSettings? settings = null)
        : base(settings)
    {
        _hashes = hashes ?? new();
        _atLeast = Require.InRange(atLeast, 0, 1);
        if (atLeast > 0) _signatures = Settings.Create();
    }

    private protected override int MostKeys => _hashes.Settings.Bands;

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing) _signatures?.Dispose();
        base.Dispose(isDisposing);
    }

    private protected override int Keys(string text, int place, Span<UInt128> keys)
    {
        var signature = _waiting[place] ??= new uint[_hashes.Settings.Places];
        if (!_hashes.TrySign(text, signature)) return 0;
        for (var band = 0; band < keys.Length; band++)
            keys[band] = KeyOf(band, signature.AsSpan(band * _hashes.Settings.Rows, _hashes.Settings.Rows));
        return keys.Length;
    }

    private protected override void Keep(int place) => _signatures?.Write(MemoryMarshal.AsBytes(_waiting[place].AsSpan()));

    // With the first of those that met, or else with the one before, which may be nearer.
    private protected override void Meet(ReadOnlySpan<int> numbers, Clusters clusters)
    {
        for (var index = 1; index < numbers.Length; index++)
        {
            if (clusters.LeaderOf(numbers[index]) == clusters.LeaderOf(numbers[0])) continue;
            if (IsNear(numbers[0], numbers[index])) clusters.Join(numbers[0], numbers[index]);
            else if (IsNear(numbers[index - 1], numbers[index])) clusters.Join(numbers[index - 1], numbers[index]);
        }
    }

    private bool IsNear(int first, int second)
    {
        if (_signatures is null) return true;
        var places = _hashes.Settings.Places;
        Span<uint> one = new uint[places], other = new uint[places];
        Load(first, one);
        Load(second, other);
        return MinHash.Similarity(one, other) >= _atLeast;
    }

    private void Load(int number, Span<uint> signature)
    {
        var bytes = MemoryMarshal.AsBytes(signature);
        _signatures!.Position = (long)number * bytes.Length;
        _signatures.ReadExactly(bytes);
    }

    // Two chains of multiply and shift, 64 bits each.
    private static UInt128 KeyOf(int band, ReadOnlySpan<uint> rows)
    {
        var (high, low) = (0x9E3779B97F4A7C15UL ^ (ulong)band, 0xC2B2AE3D27D4EB4FUL + (ulong)band);
        foreach (var row in rows)
        {
            high = (high ^ row) * 0xFF51AFD7ED558CCD;
            high ^= high >> 32;
            low = (low ^ row) * 0xC4CEB9FE1A85EC53;
            low ^= low >> 29;
        }

        return new(high * 0x9FB21C651E98DF25, low);
    }
}
