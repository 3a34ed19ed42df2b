using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// The windows of texts in sorted order, however large the texts: parts are sorted in memory and written as positions, and
/// merged while they are read. The texts lie in a file of their own, mapped into memory.
/// </summary>
internal sealed class SortedWindows(SubstringWindow window, SpillSettings settings) : IDisposable
{
    private readonly FileStream _text = settings.Create();
    private readonly FileStream _positions = settings.Create();
    private readonly List<(long Start, long Count)> _parts = [];
    private MemoryMappedFile? _file;
    private MemoryMappedViewAccessor? _view;

    public long Length { get; private set; }

    /// <summary>Sorts the windows of a part and writes both.</summary>
    public void Add(byte[] part, int length)
    {
        _text.Write(part, 0, length);
        var start = _positions.Position;
        var buffer = new long[1 << 13];
        var count = 0;
        foreach (var position in SuffixArray.Of(part, length))
        {
            if (window.LengthAt(part.AsSpan(position, length - position)) == 0) continue;
            buffer[count++] = Length + position;
            if (count == buffer.Length) Write(ref count);
        }

        Write(ref count);
        _parts.Add((start, (_positions.Position - start) / 8));
        Length += length;

        void Write(ref int held)
        {
            _positions.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, held)));
            held = 0;
        }
    }

    /// <summary>Copies the text from a position, as far as it goes.</summary>
    public int Copy(long position, Span<byte> into)
    {
        _file ??= MemoryMappedFile.CreateFromFile(_text, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view ??= _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        var count = (int)Math.Min(into.Length, Length - position);
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)position, into[..count]);
        return count;
    }

    /// <summary>All windows in order. The bytes are valid until the next is read.</summary>
    public IEnumerable<(long Position, ReadOnlyMemory<byte> Bytes)> Merge()
    {
        var queue = new PriorityQueue<Cursor, Cursor>(Comparer<Cursor>.Create((one, other) =>
            one.Bytes.Span.SequenceCompareTo(other.Bytes.Span) is var order and not 0 ? order : one.Position.CompareTo(other.Position)));
        foreach (var part in _parts)
        {
            var cursor = new Cursor(part, this, window);
            if (cursor.Advance()) queue.Enqueue(cursor, cursor);
        }

        while (queue.TryDequeue(out var cursor, out _))
        {
            yield return (cursor.Position, cursor.Bytes);
            if (cursor.Advance()) queue.Enqueue(cursor, cursor);
        }
    }

    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
        _text.Dispose();
        _positions.Dispose();
    }

    /// <summary>A place in a sorted part, and the window there.</summary>
    private sealed class Cursor((long Start, long Count) part, SortedWindows text, SubstringWindow window)
    {
        private readonly long[] _positions = new long[1 << 12];
        private readonly byte[] _bytes = new byte[window.MostBytes];
        private int _index;
        private int _count;
        private long _read;

        public long Position { get; private set; }

        public ReadOnlyMemory<byte> Bytes { get; private set; }

        public bool Advance()
        {
            if (_index == _count)
            {
                (_index, _count) = (0, (int)Math.Min(_positions.Length, part.Count - _read));
                if (_count == 0) return false;
                text._positions.Position = part.Start + (_read * 8);
                text._positions.ReadExactly(MemoryMarshal.AsBytes(_positions.AsSpan(0, _count)));
                _read += _count;
            }

            Position = _positions[_index++];
            var read = text.Copy(Position, _bytes);
            Bytes = _bytes.AsMemory(0, window.LengthAt(_bytes.AsSpan(0, read)));
            return true;
        }
    }
}
