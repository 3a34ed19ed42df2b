using System.Runtime.CompilerServices;

namespace LlmKit.Tokenization.Training;

/// <summary>The pairs of neighbouring symbols, numbered as they appear; how often each stands in the text, and where to look for it.</summary>
internal sealed class PairTable
{
    public const int None = -1;

    private const ulong Empty = ulong.MaxValue;

    private Pair[] _pairs = new Pair[1024];
    private ulong[] _keys = new ulong[4096];
    private int[] _numbers = new int[4096];
    private (int Word, int Next)[] _places = new (int, int)[4096];
    private int _placeCount;

    public PairTable() => _keys.AsSpan().Fill(Empty);

    public int Count { get; private set; }

    public ref Pair this[int number] => ref _pairs[number];

    /// <summary>The number of a pair, or None.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right)
    {
        var key = Key(left, right);
        var mask = _keys.Length - 1;
        for (var slot = Slot(key, mask); ; slot = (slot + 1) & mask)
        {
            if (_keys[slot] == key) return _numbers[slot];
            if (_keys[slot] == Empty) return None;
        }
    }

    /// <summary>The number of a pair, which is added when it isn't known.</summary>
    public int FindOrAdd(int left, int right)
    {
        var number = Find(left, right);
        if (number != None) return number;

        if ((Count + 1) * 2 > _keys.Length) Grow();
        if (Count == _pairs.Length) Array.Resize(ref _pairs, Count * 2);
        _pairs[Count] = new(left, right);
        Set(Key(left, right), Count);
        return Count++;
    }

    /// <summary>Notes that a pair stands in a word; the words of a pair come one after the other.</summary>
    public void AddPlace(ref Pair pair, int word)
    {
        if (pair.Places != None && _places[pair.Places].Word == word) return;
        if (_placeCount == _places.Length) Array.Resize(ref _places, _placeCount * 2);
        _places[_placeCount] = (word, pair.Places);
        pair.Places = _placeCount++;
    }

    /// <summary>The word noted at a place, and the place noted before.</summary>
    public (int Word, int Next) Place(int place) => _places[place];

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private static int Slot(ulong key, int mask)
    {
        var hash = key * 0x9E3779B97F4A7C15;
        return (int)((hash ^ (hash >> 29)) >> 20) & mask;
    }

    private void Set(ulong key, int number)
    {
        var mask = _keys.Length - 1;
        var slot = Slot(key, mask);
        while (_keys[slot] != Empty) slot = (slot + 1) & mask;
        (_keys[slot], _numbers[slot]) = (key, number);
    }

    private void Grow()
    {
        _keys = new ulong[_keys.Length * 2];
        _numbers = new int[_keys.Length];
        _keys.AsSpan().Fill(Empty);
        for (var number = 0; number < Count; number++) Set(Key(_pairs[number].Left, _pairs[number].Right), number);
    }

    /// <summary>Two symbols next to each other.</summary>
    public struct Pair(int left, int right)
    {
        public readonly int Left = left;
        public readonly int Right = right;

        /// <summary>How often it stands in the text.</summary>
        public long Count;

        /// <summary>The place noted last since the pair was last queued, or None.</summary>
        public int Places = None;
    }
}
