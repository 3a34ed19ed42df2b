using System.Runtime.CompilerServices;

namespace LlmKit.Tokenization.Segmentation;

/// <summary>Words and their frequencies, found character by character. The edges lie in one hash table, so that words can be added at any time.</summary>
internal sealed class WordTrie
{
    private const int None = 0;

    // An edge is one number: its node (24 bits), the character (16), the child (24). Node 0 is no node, so an empty slot is 0.
    private const int NodeBits = 24;
    private const int MostNodes = 1 << NodeBits;

    // The first character leads straight to its node.
    private readonly int[] _first = new int[1 << 16];
    private ulong[] _edges = new ulong[1 << 12];
    private Node[] _nodes = new Node[1 << 10];
    private int _nodeCount = 1;
    private int _edgeCount;

    /// <summary>The sum of all frequencies that were ever added.</summary>
    public long Total { get; private set; }

    /// <summary>Adds a word or changes its frequency; with frequency 0 it is no word any more.</summary>
    public void Add(ReadOnlySpan<char> word, long frequency)
    {
        var node = None;
        foreach (var c in word) node = node == None ? FirstOrNew(c) : ChildOrNew(node, c);
        _nodes[node].Frequency = frequency;
        _nodes[node].Log = frequency > 0 ? Math.Log(frequency) : double.NaN;
        Total += frequency;
    }

    /// <summary>The frequency of a word; 0 for the beginning of one, null for what begins none.</summary>
    public long? Frequency(ReadOnlySpan<char> word)
    {
        var node = word.Length == 0 ? None : First(word[0]);
        for (var i = 1; i < word.Length && node != None; i++) node = Child(node, word[i]);
        return node == None ? null : _nodes[node].Frequency;
    }

    public bool IsWord(ReadOnlySpan<char> word) => Frequency(word) > 0;

    /// <summary>The node behind a text's first character; 0 when no word begins so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int First(char c) => _first[c];

    /// <summary>The node behind one more character; 0 when no word goes on so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Child(int node, char c)
    {
        if (!_nodes[node].HasChildren) return None;
        var key = ((ulong)node << 16) | c;
        var edges = _edges;
        for (var slot = Slot(key, edges.Length); ; slot = (slot + 1) & (edges.Length - 1))
        {
            var edge = edges[slot];
            if (edge == 0) return None;
            if (edge >> NodeBits == key) return (int)(edge & (MostNodes - 1));
        }
    }

    /// <summary>The logarithm of the frequency; NaN when the node ends no word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Log(int node) => _nodes[node].Log;

    private static int Slot(ulong key, int length) => (int)((key * 0x9E3779B97F4A7C15) >> 40) & (length - 1);

    private int FirstOrNew(char c) => _first[c] != None ? _first[c] : _first[c] = NewNode();

    private int ChildOrNew(int node, char c)
    {
        if (Child(node, c) is not None and var child) return child;
        child = NewNode();
        _nodes[node].HasChildren = true;
        if (++_edgeCount * 2 > _edges.Length) Grow();
        Put(_edges, ((((ulong)node << 16) | c) << NodeBits) | (uint)child);
        return child;
    }

    private int NewNode()
    {
        if (_nodeCount == MostNodes) throw new InvalidOperationException($"A dictionary holds at most {MostNodes:N0} beginnings of words.");
        if (_nodeCount == _nodes.Length) Array.Resize(ref _nodes, _nodes.Length * 2);
        _nodes[_nodeCount].Log = double.NaN;
        return _nodeCount++;
    }

    private void Grow()
    {
        var larger = new ulong[_edges.Length * 2];
        foreach (var edge in _edges) if (edge != 0) Put(larger, edge);
        _edges = larger;
    }

    private static void Put(ulong[] edges, ulong edge)
    {
        var slot = Slot(edge >> NodeBits, edges.Length);
        while (edges[slot] != 0) slot = (slot + 1) & (edges.Length - 1);
        edges[slot] = edge;
    }

    private struct Node
    {
        public double Log;
        public long Frequency;
        public bool HasChildren;
    }
}
