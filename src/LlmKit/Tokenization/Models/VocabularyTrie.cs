using System.Runtime.CompilerServices;

namespace LlmKit.Tokenization.Models;

/// <summary>All texts of a vocabulary as one tree of UTF-16 units, for finding every one that a text starts with.</summary>
/// <remarks>The edges of all nodes lie in one hash table: a child is found in one step, mostly in one look.</remarks>
internal sealed class VocabularyTrie
{
    public const int Root = 0;
    public const int None = -1;

    private ulong[] _keys = new ulong[1024];
    private int[] _children = new int[1024];
    private readonly List<int> _values = [None];
    private int _edges;

    public VocabularyTrie(IEnumerable<(string Text, int Value)> texts)
    {
        foreach (var (text, value) in texts) Add(text, value);
        // Read often, and no longer growing.
        Values = [.. _values];
    }

    /// <summary>The value of the text that ends at each node, or None.</summary>
    public int[] Values { get; }

    /// <summary>The node after one more unit, or None.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Child(int node, char unit)
    {
        var key = Key(node, unit);
        var mask = _keys.Length - 1;
        for (var slot = Slot(key, mask); ; slot = (slot + 1) & mask)
        {
            var found = _keys[slot];
            if (found == key) return _children[slot];
            if (found == 0) return None;
        }
    }

    private void Add(string text, int value)
    {
        var node = Root;
        foreach (var unit in text)
        {
            var child = Child(node, unit);
            if (child == None)
            {
                child = _values.Count;
                _values.Add(None);
                Insert(Key(node, unit), child);
            }

            node = child;
        }

        _values[node] = value;
    }

    private void Insert(ulong key, int child)
    {
        if (++_edges * 2 > _keys.Length)
        {
            var (keys, children) = (_keys, _children);
            _keys = new ulong[keys.Length * 2];
            _children = new int[keys.Length * 2];
            for (var i = 0; i < keys.Length; i++)
                if (keys[i] != 0) Set(keys[i], children[i]);
        }

        Set(key, child);
    }

    private void Set(ulong key, int child)
    {
        var mask = _keys.Length - 1;
        var slot = Slot(key, mask);
        while (_keys[slot] != 0) slot = (slot + 1) & mask;
        (_keys[slot], _children[slot]) = (key, child);
    }

    // Never 0, which marks an empty slot.
    private static ulong Key(int node, char unit) => ((ulong)(uint)(node + 1) << 16) | unit;

    private static int Slot(ulong key, int mask) => (int)((key * 0x9E3779B97F4A7C15) >> 32) & mask;
}
