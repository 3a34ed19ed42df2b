using System.Text;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// Finds the parts of texts that stood before, in the same text or an earlier one, and takes them out (Lee et al. 2021,
/// arXiv 2107.06499). The first copy of each stays. What fits into <see cref="SpillSettings.Memory"/> is searched by a suffix
/// array; more lies in files and is searched by hashes, with the same answers. Memory beside: 8 bytes for each text.
/// </summary>
public sealed class RepeatedSubstrings : IDisposable
{
    private readonly SpillSettings _settings;
    private readonly SubstringWindow _window;
    private readonly List<long> _ends = [];
    private readonly int _mostHeld;
    private SpilledSubstrings? _spilled;
    private byte[] _text = new byte[1 << 12];
    private int _length;
    private ulong[] _marks = [];
    private bool _isSearched;

    /// <param name="least">The shortest substring that is taken out.</param>
    public RepeatedSubstrings(int least = 200, SubstringUnit unit = SubstringUnit.Bytes, SpillSettings? settings = null)
    {
        _settings = settings ?? new();
        _window = new(Require.InRange(least, 2, 1 << 20), unit);

        // Measured: sorting takes up to eighteen bytes for each of the text.
        _mostHeld = (int)Math.Clamp(_settings.Memory / 18, 1 << 10, 1 << 30);
    }

    /// <summary>The texts added.</summary>
    public int Count => _ends.Count;

    /// <summary>Adds the next text.</summary>
    public void Add(string text)
    {
        if (_isSearched) throw new InvalidOperationException("a text was cut. Make a new search for more texts.");
        var size = Encoding.UTF8.GetByteCount(text) + 1L;
        if (size > 1 << 30) throw new ArgumentException($"text has {size - 1:N0} bytes. At most {(1 << 30) - 1:N0} can be sorted at once.", nameof(text));
        if (_length > 0 && _length + size > _mostHeld) Spill();
        if (_length + size > _text.Length) Array.Resize(ref _text, (int)Math.Max(_length + size, Math.Min(_text.Length * 2L, _mostHeld)));
        _length += Encoding.UTF8.GetBytes(text, _text.AsSpan(_length));
        _text[_length++] = SubstringWindow.End;
        _ends.Add((_ends.Count == 0 ? 0 : _ends[^1]) + size);
    }

    /// <summary>The ranges of a text, in bytes of its UTF-8, that stood before. They begin and end between characters.</summary>
    public IReadOnlyList<Range> RangesOf(int number)
    {
        if (!_isSearched) Search();
        var start = number == 0 ? 0 : _ends[number - 1];
        var text = TextOf(start, _ends[number]);
        var marks = MarksOf(start, _ends[number]);
        var ranges = new List<Range>();
        var (from, to) = (0, 0);
        for (var index = 0; index < text.Length; index++)
        {
            var place = (start & 63) + index;
            if ((marks[(int)(place >> 6)] >> (int)(place & 63) & 1) == 0) continue;
            if (index > to) (_, from) = (AddBetweenCharacters(ranges, text, from, to), index);
            else if (to == 0) from = index;
            to = index + _window.LengthAt(text[index..]);
        }

        AddBetweenCharacters(ranges, text, from, to);
        return ranges;
    }

    /// <summary>The text without what stood before.</summary>
    /// <param name="number">Which text it is, in the order of adding.</param>
    public string Cut(int number, string text)
    {
        var ranges = RangesOf(number);
        if (ranges.Count == 0) return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var (kept, from) = (new StringBuilder(), 0);
        foreach (var range in ranges)
        {
            kept.Append(Encoding.UTF8.GetString(bytes.AsSpan(from..range.Start.Value)));
            from = range.End.Value;
        }

        return kept.Append(Encoding.UTF8.GetString(bytes.AsSpan(from))).ToString();
    }

    public void Dispose() => _spilled?.Dispose();

    private static bool AddBetweenCharacters(List<Range> ranges, ReadOnlySpan<byte> text, int from, int to)
    {
        while (from < to && SubstringWindow.IsInside(text[from])) from++;
        while (to > from && SubstringWindow.IsInside(text[to])) to--;
        if (to > from) ranges.Add(from..to);
        return to > from;
    }

    private void Spill()
    {
        _spilled ??= new(_window, _settings);
        _spilled.Add(_text.AsSpan(0, _length));
        _length = 0;
    }

    private void Search()
    {
        _isSearched = true;
        if (_spilled is null)
        {
            MarkHeld();
            return;
        }

        Spill();
        _text = [];
        _spilled.Search();
    }

    // Equal windows stand side by side in the suffix array. All but the one that comes first in the texts are marked.
    private void MarkHeld()
    {
        _marks = new ulong[(_length >> 6) + 1];
        var (last, size, first) = (0, 0, -1);
        foreach (var position in SuffixArray.Of(_text, _length))
        {
            var length = _window.LengthAt(_text.AsSpan(position, _length - position));
            if (length == 0) continue;
            if (length != size || !_text.AsSpan(position, length).SequenceEqual(_text.AsSpan(last, size)))
            {
                (last, size, first) = (position, length, position);
                continue;
            }

            var repeated = Math.Max(first, position);
            first = Math.Min(first, position);
            _marks[repeated >> 6] |= 1UL << (repeated & 63);
        }
    }

    // A text with the byte that ends it.
    private ReadOnlySpan<byte> TextOf(long start, long end)
    {
        if (_spilled is null) return _text.AsSpan((int)start, (int)(end - start));
        var bytes = new byte[end - start];
        _spilled.Read(start, bytes);
        return bytes;
    }

    // One bit for each byte of a text, from the multiple of 64 at or before its start.
    private ReadOnlySpan<ulong> MarksOf(long start, long end)
    {
        if (_spilled is null) return _marks.AsSpan((int)(start >> 6), (int)((end >> 6) - (start >> 6) + 1));
        var marks = new ulong[(end >> 6) - (start >> 6) + 1];
        _spilled.ReadMarks(start & ~63L, marks);
        return marks;
    }
}
