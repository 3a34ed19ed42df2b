using System.Collections.Concurrent;
using System.Text;

namespace LlmKit.Tokenization;

/// <summary>Byte-level BPE: a word starts as its bytes, and the pair that was learnt first is merged first.</summary>
internal sealed class BytePairModel
{
    private const int CachedWords = 1 << 16;
    private const int LongestCachedWord = 64;

    private readonly Dictionary<string, int> _ids;
    private readonly int[] _byteIds = new int[256];
    private readonly Dictionary<long, (int Rank, int Id)> _merges;
    private readonly bool _ignoreMerges;
    private readonly ConcurrentDictionary<string, int[]> _cache = new();
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _cached;
    private int _cacheCount;

    /// <exception cref="InvalidDataException">A byte, or a part or result of a merge, has no id.</exception>
    public BytePairModel(
        Dictionary<string, int> ids, IReadOnlyList<(string Left, string Right)> merges, bool ignoreMerges)
    {
        _ids = ids;
        _ignoreMerges = ignoreMerges;
        _cached = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var value = 0; value < 256; value++)
            _byteIds[value] = Id(ByteAlphabet.CharacterOf((byte)value).ToString(), $"byte 0x{value:X2}");

        _merges = new(merges.Count);
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right) = merges[rank];
            var place = $"model.merges[{rank}]";
            _merges[Pair(Id(left, place), Id(right, place))] = (rank, Id(left + right, place));
        }
    }

    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        if (_cached.TryGetValue(word, out var known))
        {
            ids.AddRange(known);
            return;
        }

        var pieces = Merge(Encoding.UTF8.GetBytes(word.ToString()));
        ids.AddRange(pieces);
        if (word.Length <= LongestCachedWord && Volatile.Read(ref _cacheCount) < CachedWords
            && _cached.TryAdd(word, pieces.ToArray())) Interlocked.Increment(ref _cacheCount);
    }

    private ReadOnlySpan<int> Merge(byte[] bytes)
    {
        if (_ignoreMerges
            && _ids.TryGetValue(string.Concat(bytes.Select(ByteAlphabet.CharacterOf)), out var whole)) return new[] { whole };

        // A list of symbols linked both ways; the queue holds every pair that may be merged, by rank, then by place.
        var count = bytes.Length;
        var symbols = new int[count];
        int[] next = new int[count], previous = new int[count];
        for (var i = 0; i < count; i++)
            (symbols[i], next[i], previous[i]) = (_byteIds[bytes[i]], i + 1 < count ? i + 1 : -1, i - 1);

        var queue = new PriorityQueue<(int Left, long Pair), long>();
        for (var i = 0; i + 1 < count; i++) Offer(i);
        while (queue.TryDequeue(out var best, out _))
        {
            var right = next[best.Left];
            if (symbols[best.Left] < 0 || right < 0 || Pair(symbols[best.Left], symbols[right]) != best.Pair) continue;

            symbols[best.Left] = _merges[best.Pair].Id;
            symbols[right] = -1;
            next[best.Left] = next[right];
            if (next[right] >= 0) previous[next[right]] = best.Left;
            Offer(best.Left);
            if (previous[best.Left] >= 0) Offer(previous[best.Left]);
        }

        var length = 0;
        for (var i = 0; i < count; i++)
        {
            if (symbols[i] >= 0) symbols[length++] = symbols[i];
        }

        return symbols.AsSpan(0, length);

        void Offer(int left)
        {
            if (next[left] < 0) return;
            var pair = Pair(symbols[left], symbols[next[left]]);
            if (_merges.TryGetValue(pair, out var merge)) queue.Enqueue((left, pair), ((long)merge.Rank << 32) | (uint)left);
        }
    }

    private int Id(string token, string place) => _ids.TryGetValue(token, out var id)
        ? id
        : throw new InvalidDataException(
            $"{place} needs the token \"{token}\", which model.vocab lacks. Take the file from its source again.");

    private static long Pair(int left, int right) => ((long)left << 32) | (uint)right;
}
