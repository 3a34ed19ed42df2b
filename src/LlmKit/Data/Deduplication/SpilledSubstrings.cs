using System.Runtime.InteropServices;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// Texts in a file, and which of their windows stood before, found with bounded memory: pieces that occur twice are looked for
/// first, and only windows around them are compared, by 88 bits of their hashes.
/// </summary>
internal sealed class SpilledSubstrings(SubstringWindow window, SpillSettings settings) : IDisposable
{
    // Positions have 40 bits of a record, and the hash the others.
    private const int PositionBits = 40;

    private readonly FileStream _text = settings.Create();
    private readonly FileStream _marks = settings.Create();
    private long _length;

    // Two tables are held at a time.
    private SpillSettings Share { get; } = settings with { Memory = Math.Max(1L << 16, settings.Memory / 3) };

    public void Add(ReadOnlySpan<byte> text)
    {
        _length += text.Length;
        if (_length >> PositionBits != 0) throw new InvalidOperationException("the texts have more than 1 TiB together. Divide them into sets.");
        _text.Write(text);
    }

    /// <summary>Finds the repeated windows. No text can be added after that.</summary>
    public void Search()
    {
        using var windows = new SortedRecords(Share);
        using (var anchors = Sorted(RepeatedPieces()))
        {
            using var next = anchors.Read().GetEnumerator();
            var isMore = next.MoveNext();
            foreach (var found in new WindowScan(window).Windows(_text))
            {
                while (isMore && (long)next.Current < found.Anchor) isMore = next.MoveNext();
                if (isMore && (long)next.Current == found.Anchor) windows.Add(Record((UInt128)found.High << 27 | found.Low >> 34, found.Position));
            }
        }

        using var repeated = Sorted(Positions(windows, withFirst: false));
        Mark(repeated.Read());
    }

    /// <summary>Copies the text from a position.</summary>
    public void Read(long position, Span<byte> into) => ReadAll(_text, position, into);

    /// <summary>One bit for each byte from a position, a multiple of 64: whether the window there stood before.</summary>
    public void ReadMarks(long position, Span<ulong> into) => ReadAll(_marks, position / 8, MemoryMarshal.AsBytes(into));

    public void Dispose()
    {
        _text.Dispose();
        _marks.Dispose();
    }

    private IEnumerable<long> RepeatedPieces()
    {
        using var pieces = new SortedRecords(Share);
        var last = -1L;
        foreach (var found in new WindowScan(window).Windows(_text))
        {
            if (found.Anchor != last) pieces.Add(Record((UInt128)found.AnchorHash << 24, found.Anchor));
            last = found.Anchor;
        }

        foreach (var position in Positions(pieces, withFirst: true)) yield return position;
    }

    private SortedRecords Sorted(IEnumerable<long> positions)
    {
        var sorted = new SortedRecords(Share);
        foreach (var position in positions) sorted.Add((UInt128)position);
        return sorted;
    }

    private static UInt128 Record(UInt128 hash, long position) => hash << PositionBits | (UInt128)position;

    // The positions of hashes that occur twice, perhaps without the first of each.
    private static IEnumerable<long> Positions(SortedRecords records, bool withFirst)
    {
        var (hash, first) = (UInt128.MaxValue, -1L);
        foreach (var record in records.Read())
        {
            var position = (long)(ulong)(record & ((1UL << PositionBits) - 1));
            if (record >> PositionBits != hash)
            {
                (hash, first) = (record >> PositionBits, position);
                continue;
            }

            if (withFirst && first >= 0) yield return first;
            first = -1;
            yield return position;
        }
    }

    private void Mark(IEnumerable<UInt128> positions)
    {
        var words = new ulong[1 << 10];
        var start = 0L;
        foreach (var position in positions)
        {
            var place = (long)position;
            while (place - start >= words.Length * 64L) Write();
            words[(place - start) >> 6] |= 1UL << (int)(place & 63);
        }

        while (start <= _length) Write();

        void Write()
        {
            _marks.Write(MemoryMarshal.AsBytes(words.AsSpan()));
            Array.Clear(words);
            start += words.Length * 64L;
        }
    }

    private static void ReadAll(FileStream file, long position, Span<byte> into)
    {
        file.Position = position;
        file.ReadExactly(into);
    }
}
