using System.Numerics;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// Goes through texts once, from their first byte to the last, and gives each window a hash and an anchor: that of its pieces,
/// half as long as the window, that has the least hash (winnowing, Schleimer et al. 2003). Equal windows have equal pieces at
/// their anchors, and neighbours mostly share one.
/// </summary>
internal sealed class WindowScan(SubstringWindow window)
{
    private readonly byte[] _last = new byte[BitOperations.RoundUpToPowerOf2((uint)window.MostBytes + 8)];
    private readonly Queue _pieces = new(window.MostBytes);
    private readonly int _size = Math.Max(1, window.Least / 2);
    private RollingHash _high = new(0x0B4F_29C3_71D6_5E8B);
    private RollingHash _low = new(0x1E35_A7BD_0C94_D62F);
    private RollingHash _piece = new(0x0D6E_8FEB_8665_9FD9);

    /// <summary>The windows of all texts, in their order.</summary>
    /// <param name="text">UTF-8, with <see cref="SubstringWindow.End"/> behind each text.</param>
    public IEnumerable<Found> Windows(FileStream text)
    {
        var buffer = new byte[1 << 16];
        var (from, to, units, mask) = (0L, 0L, 0, _last.Length - 1);
        text.Position = 0;
        for (int read; (read = text.Read(buffer)) > 0;)
        {
            for (var index = 0; index < read; index++)
            {
                var letter = buffer[index];
                if (window.IsStart(letter))
                {
                    if (units == window.Least) yield return new(from, _high.Value, _low.Value, _pieces.First.Position, _pieces.First.Hash);
                    units++;
                }

                if (letter == SubstringWindow.End)
                {
                    Clear();
                    (from, to, units) = (to + 1, to + 1, 0);
                    continue;
                }

                _last[to++ & mask] = letter;
                Append(letter, to, to - from);
                if (units <= window.Least) continue;
                do
                {
                    _high.RemoveFirst(_last[from & mask]);
                    _low.RemoveFirst(_last[from++ & mask]);
                }
                while (!window.IsStart(_last[from & mask]));
                units--;
                _pieces.DropBefore(from);
            }
        }
    }

    private void Append(byte letter, long to, long length)
    {
        _high.Append(letter);
        _low.Append(letter);
        _piece.Append(letter);
        if (length < _size) return;
        if (length > _size) _piece.RemoveFirst(_last[(to - 1 - _size) & (_last.Length - 1)]);

        // By a factor, so that the order of the hashes is not that of the letters.
        _pieces.Add(to - _size, _piece.Value * 0x9E37_79B9_7F4A_7C15);
    }

    private void Clear()
    {
        _high.Clear();
        _low.Clear();
        _piece.Clear();
        _pieces.Clear();
    }

    /// <summary>A window: where it begins, 122 bits of hash, and where its anchor is with the hash of the piece there.</summary>
    public readonly record struct Found(long Position, ulong High, ulong Low, long Anchor, ulong AnchorHash);

    /// <summary>The pieces of a window that can become its least, rising from the first, which is.</summary>
    private sealed class Queue(int most)
    {
        private readonly (long Position, ulong Hash)[] _items = new (long, ulong)[BitOperations.RoundUpToPowerOf2((uint)most + 8)];
        private long _first;
        private long _end;

        public (long Position, ulong Hash) First => _items[_first & (_items.Length - 1)];

        public void Add(long position, ulong hash)
        {
            while (_end > _first && _items[(_end - 1) & (_items.Length - 1)].Hash > hash) _end--;
            _items[_end++ & (_items.Length - 1)] = (position, hash);
        }

        public void DropBefore(long position)
        {
            while (_end > _first && First.Position < position) _first++;
        }

        public void Clear() => _first = _end = 0;
    }
}
