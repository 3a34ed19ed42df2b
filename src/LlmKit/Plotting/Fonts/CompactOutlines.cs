using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

/// <summary>
/// Outlines from the table <c>CFF </c> (Adobe Technical Notes 5176 and 5177): programs that draw cubic
/// curves. Noto Sans CJK and most .otf files have it.
/// </summary>
internal sealed class CompactOutlines : IOutlines
{
    private const int CharStringsKey = 17;
    private const int PrivateKey = 18;
    private const int SubroutinesKey = 19;
    private const int FontArrayKey = 1236;
    private const int FontSelectKey = 1237;

    private readonly byte[] _table;
    private readonly List<(int Start, int End)> _glyphs;
    private readonly List<(int Start, int End)> _shared;
    private readonly List<List<(int Start, int End)>> _local = [];
    private readonly int _fontSelect;

    public CompactOutlines(ReadOnlySpan<byte> table)
    {
        _table = table.ToArray();
        var at = (int)_table[2];
        Index(ref at);
        var top = Dictionary(Index(ref at)[0]);
        Index(ref at);
        _shared = Index(ref at);
        at = (int)Operand(top, CharStringsKey)[0];
        _glyphs = Index(ref at);
        if (!top.ContainsKey(FontArrayKey))
        {
            _local.Add(Subroutines(top));
            return;
        }

        at = (int)Operand(top, FontArrayKey)[0];
        foreach (var font in Index(ref at)) _local.Add(Subroutines(Dictionary(font)));
        _fontSelect = (int)Operand(top, FontSelectKey)[0];
    }

    public IReadOnlyList<IReadOnlyList<Point>> Of(int glyph)
    {
        var pen = new GlyphProgram(_table, _shared, _local[FontOf(glyph)]);
        pen.Run(_glyphs[glyph]);
        return pen.Contours;
    }

    // Which of the font's parts a glyph belongs to (formats 0 and 3).
    private int FontOf(int glyph)
    {
        if (_fontSelect == 0) return 0;
        if (_table[_fontSelect] == 0) return _table[_fontSelect + 1 + glyph];
        var ranges = Number(_fontSelect + 1, 2);
        var (low, high) = (0, ranges - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Number(_fontSelect + 3 + 3 * middle, 2) <= glyph) low = middle;
            else high = middle - 1;
        }

        return _table[_fontSelect + 5 + 3 * low];
    }

    private List<(int Start, int End)> Subroutines(Dictionary<int, double[]> font)
    {
        if (!font.TryGetValue(PrivateKey, out var place)) return [];
        var start = (int)place[1];
        var settings = Dictionary((start, start + (int)place[0]));
        if (!settings.TryGetValue(SubroutinesKey, out var offset)) return [];
        var at = start + (int)offset[0];
        return Index(ref at);
    }

    private List<(int Start, int End)> Index(ref int at)
    {
        var count = Number(at, 2);
        at += 2;
        var items = new List<(int, int)>(count);
        if (count == 0) return items;
        var (size, offsets) = (_table[at], at + 1);
        var data = offsets + (count + 1) * size - 1;
        for (var i = 0; i < count; i++)
        {
            items.Add(
                (data + Number(offsets + i * size, size), data + Number(offsets + (i + 1) * size, size)));
        }

        at = items[^1].Item2;
        return items;
    }

    // Operator to operands; an operator of two bytes, 12 and n, is 1200 + n.
    private Dictionary<int, double[]> Dictionary((int Start, int End) place)
    {
        var entries = new Dictionary<int, double[]>();
        var operands = new List<double>();
        for (var at = place.Start; at < place.End;)
        {
            var first = _table[at++];
            if (first == 30)
            {
                while ((_table[at] & 0xF) != 0xF && _table[at] >> 4 != 0xF) at++;
                at++;
                operands.Add(0); // A real number: none that is needed here is one.
                continue;
            }

            if (first > 21)
            {
                operands.Add(Integer(first, ref at));
                continue;
            }

            entries[first == 12 ? 1200 + _table[at++] : first] = [.. operands];
            operands.Clear();
        }

        return entries;
    }

    private int Integer(int first, ref int at)
    {
        switch (first)
        {
            case 28: at += 2; return (short)Number(at - 2, 2);
            case 29: at += 4; return Number(at - 4, 4);
            case < 247: return first - 139;
            case < 251: return (first - 247) * 256 + _table[at++] + 108;
            default: return -(first - 251) * 256 - _table[at++] - 108;
        }
    }

    private int Number(int at, int size)
    {
        var number = 0;
        for (var i = 0; i < size; i++) number = number << 8 | _table[at + i];
        return number;
    }

    private static double[] Operand(Dictionary<int, double[]> dictionary, int key) =>
        dictionary.TryGetValue(key, out var operands)
        ? operands
        : throw new InvalidDataException($"The font's dictionary has no entry {key}.");
}
