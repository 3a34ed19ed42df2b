namespace LlmKit.Tokenization.Models;

/// <summary>Merges the symbols of a word until no pair of neighbours is known.</summary>
internal static class SymbolMerger
{
    // Looking through all pairs beats keeping them sorted while they are few.
    private const int MostToScan = 64;

    [ThreadStatic]
    private static Queue? s_queue;

    /// <summary>Merges in place; how many symbols are left.</summary>
    public static int Merge(Span<Token> symbols, MergeTable table) =>
        symbols.Length < 2 ? symbols.Length
        : symbols.Length <= MostToScan ? MergeFew(symbols, table)
        : (s_queue ??= new()).Merge(symbols, table);

    private static int MergeFew(Span<Token> symbols, MergeTable table)
    {
        Span<int> ranks = stackalloc int[MostToScan];
        Span<int> merged = stackalloc int[MostToScan];
        var count = symbols.Length;
        for (var i = 0; i + 1 < count; i++) ranks[i] = table.Find(symbols[i].Id, symbols[i + 1].Id, out merged[i]);
        ranks[count - 1] = MergeTable.None;
        while (true)
        {
            var best = 0;
            for (var i = 1; i + 1 < count; i++)
                if (ranks[i] < ranks[best]) best = i;
            if (ranks[best] == MergeTable.None || count < 2) return count;

            symbols[best] = new(merged[best], symbols[best].Start, symbols[best + 1].End);
            count--;
            symbols[(best + 2)..(count + 1)].CopyTo(symbols[(best + 1)..]);
            ranks[(best + 2)..(count + 1)].CopyTo(ranks[(best + 1)..]);
            merged[(best + 2)..(count + 1)].CopyTo(merged[(best + 1)..]);
            ranks[best] = best + 1 < count ? table.Find(symbols[best].Id, symbols[best + 1].Id, out merged[best]) : MergeTable.None;
            if (best > 0) ranks[best - 1] = table.Find(symbols[best - 1].Id, symbols[best].Id, out merged[best - 1]);
        }
    }

    /// <summary>For long words: every pair that may be merged in a queue, by rank, then by place.</summary>
    private sealed class Queue
    {
        private readonly PriorityQueue<(int Left, int Id, int RightEnd), long> _pairs = new();
        private int[] _next = [];
        private int[] _previous = [];

        public int Merge(Span<Token> symbols, MergeTable table)
        {
            var count = symbols.Length;
            if (_next.Length < count) (_next, _previous) = (new int[count * 2], new int[count * 2]);
            for (var i = 0; i < count; i++) (_next[i], _previous[i]) = (i + 1, i - 1);
            _pairs.Clear();
            for (var i = 0; i + 1 < count; i++) Offer(symbols, i, count, table);

            const int Gone = -1;
            while (_pairs.TryDequeue(out var best, out _))
            {
                // A pair is as it was offered while its ends are.
                var left = best.Left;
                var right = _next[left];
                if (symbols[left].Id == Gone || right >= count || RightEnd(right, count) != best.RightEnd) continue;
                symbols[left] = new(best.Id, symbols[left].Start, symbols[right].End);
                symbols[right] = symbols[right] with { Id = Gone };
                _next[left] = _next[right];
                if (_next[right] < count) _previous[_next[right]] = left;
                Offer(symbols, left, count, table);
                if (_previous[left] >= 0) Offer(symbols, _previous[left], count, table);
            }

            var kept = 0;
            for (var i = 0; i < count; i = _next[i]) symbols[kept++] = symbols[i];
            return kept;
        }

        private void Offer(Span<Token> symbols, int left, int count, MergeTable table)
        {
            var right = _next[left];
            if (right >= count) return;
            var rank = table.Find(symbols[left].Id, symbols[right].Id, out var id);
            if (rank != MergeTable.None) _pairs.Enqueue((left, id, RightEnd(right, count)), ((long)rank << 32) | (uint)left);
        }

        // Where the symbol's part of the word ends: the same only if neither side has grown.
        private int RightEnd(int right, int count) => Math.Min(_next[right], count);
    }
}
