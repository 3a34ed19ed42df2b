namespace LlmKit.Tokenization.Training;

/// <summary>Pairs that wait to be merged, the most frequent first, of equal ones that with the smaller ids: a binary heap.</summary>
internal sealed class PairQueue
{
    private Entry[] _heap = new Entry[1024];

    public int Count { get; private set; }

    public ref readonly Entry First => ref _heap[0];

    public void Add(in Entry entry)
    {
        if (Count == _heap.Length) Array.Resize(ref _heap, Count * 2);
        var at = Count++;
        while (at > 0 && entry.IsBefore(_heap[(at - 1) / 2]))
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = entry;
    }

    public void RemoveFirst()
    {
        Count--;
        if (Count > 0) ReplaceFirst(_heap[Count]);
    }

    public void ReplaceFirst(in Entry replacement)
    {
        var (entry, at) = (replacement, 0);
        while (2 * at + 1 < Count)
        {
            var child = 2 * at + 1;
            if (child + 1 < Count && _heap[child + 1].IsBefore(_heap[child])) child++;
            if (!_heap[child].IsBefore(entry)) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = entry;
    }

    /// <param name="Count">How often the pair stood in the text when it was queued.</param>
    /// <param name="Key">The ids of its symbols, the left one in the upper half.</param>
    /// <param name="Pair">Its number.</param>
    /// <param name="Places">The last of the places where to look for it.</param>
    public readonly record struct Entry(long Count, ulong Key, int Pair, int Places)
    {
        public bool IsBefore(in Entry other) => Count != other.Count ? Count > other.Count : Key < other.Key;
    }
}
