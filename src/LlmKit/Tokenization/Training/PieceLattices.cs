using LlmKit.Tokenization.Models;

namespace LlmKit.Tokenization.Training;

/// <summary>All ways to cut some texts into pieces: for each text a lattice whose edges are the pieces found in it, by their ends.</summary>
internal sealed class PieceLattices
{
    private readonly int[] _lengths;
    private readonly int[] _firsts;
    private Edge[] _edges;

    private PieceLattices(int[] lengths, int[] firsts, Edge[] edges) => (_lengths, _firsts, _edges, Count) = (lengths, firsts, edges, lengths.Length);

    public int Count { get; private set; }

    public int LengthOf(int text) => _lengths[text];

    public ReadOnlySpan<Edge> this[int text] => _edges.AsSpan(_firsts[text].._firsts[text + 1]);

    /// <param name="texts">Texts of at most 65,535 units.</param>
    /// <param name="pieces">The pieces and their numbers.</param>
    /// <param name="longest">How many units a piece has at most.</param>
    public static PieceLattices Of(ReadOnlySpan<string> texts, VocabularyTrie pieces, int longest)
    {
        var (lengths, firsts, edges) = (new int[texts.Length], new int[texts.Length + 1], new List<Edge>(texts.Length * 16));
        var heads = new int[longest];
        for (var i = 0; i < texts.Length; i++)
        {
            firsts[i] = edges.Count;
            lengths[i] = texts[i].Length;
            AddEdges(texts[i], pieces, heads, edges);
        }

        firsts[^1] = edges.Count;
        return new(lengths, firsts, [.. edges]);
    }

    /// <summary>Leaves out pieces, and numbers the others anew.</summary>
    /// <param name="numbers">The new number of each piece, or -1.</param>
    /// <param name="textsArePieces">Whether the texts are the pieces themselves, and are left out with them.</param>
    public void Renumber(int[] numbers, bool textsArePieces = false)
    {
        var (kept, texts) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            if (textsArePieces && numbers[i] < 0) continue;
            var (from, to) = (_firsts[i], _firsts[i + 1]);
            (_firsts[texts], _lengths[texts]) = (kept, _lengths[i]);
            texts++;
            for (var at = from; at < to; at++)
                if (numbers[_edges[at].Piece] is var number and >= 0) _edges[kept++] = _edges[at] with { Piece = number };
        }

        (Count, _firsts[texts]) = (texts, kept);
        if (kept < _edges.Length * 3L / 4) _edges = _edges[..kept];
    }

    // The nodes of the trie that the text ending here is on the way to, one for each start, move on by a unit.
    private static void AddEdges(string text, VocabularyTrie pieces, int[] heads, List<Edge> edges)
    {
        Array.Fill(heads, VocabularyTrie.None);
        for (var end = 1; end <= text.Length; end++)
        {
            for (var start = Math.Max(0, end - heads.Length); start < end; start++)
            {
                ref var head = ref heads[start % heads.Length];
                if (start == end - 1) head = VocabularyTrie.Root;
                if (head == VocabularyTrie.None) continue;
                head = pieces.Child(head, text[end - 1]);
                if (head != VocabularyTrie.None && pieces.Values[head] is var piece and >= 0) edges.Add(new(piece, (ushort)start, (ushort)end));
            }
        }
    }

    /// <summary>A piece from one place of the text to another.</summary>
    public readonly record struct Edge(int Piece, ushort Start, ushort End);
}
