using System.Runtime.InteropServices;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// Finds texts that are nearly the same: those whose signatures share a band meet, and clusters grow along meetings
/// (union-find). The first text of a cluster is the one to keep. Memory: bands × 12 bytes for each text, roughly.
/// </summary>
public sealed class NearDuplicates(MinHash? hashes = null)
{
    private readonly MinHash _hashes = hashes ?? new();
    private readonly Dictionary<(int Band, UInt128 Rows), int> _first = [];
    private readonly List<int> _parents = [];

    public int Count => _parents.Count;

    /// <summary>Adds the next text; its number is the number of texts before it.</summary>
    public void Add(string text)
    {
        var number = _parents.Count;
        _parents.Add(number);
        if (_hashes.Signature(text) is not { } signature) return;
        Span<byte> digest = stackalloc byte[32];
        for (var band = 0; band < _hashes.Bands; band++)
        {
            var rows = MemoryMarshal.AsBytes(signature.AsSpan(band * _hashes.Rows, _hashes.Rows));
            System.Security.Cryptography.SHA256.HashData(rows, digest);
            var key = (band, System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest));
            if (!_first.TryAdd(key, number)) Join(number, _first[key]);
        }
    }

    /// <summary>The number of the first text of the cluster that a text belongs to; its own when it is the first.</summary>
    public int ClusterOf(int number)
    {
        while (_parents[number] != number) number = _parents[number] = _parents[_parents[number]];
        return number;
    }

    // The smaller number leads, so that the first text is kept whatever the order of meetings.
    private void Join(int first, int second)
    {
        (first, second) = (ClusterOf(first), ClusterOf(second));
        if (first != second) _parents[Math.Max(first, second)] = Math.Min(first, second);
    }
}
