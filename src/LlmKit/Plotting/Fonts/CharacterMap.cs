namespace LlmKit.Plotting.Fonts;

/// <summary>A font's table <c>cmap</c>, formats 4 and 12: which glyph draws a character.</summary>
internal sealed class CharacterMap
{
    private readonly FontTables _font;
    private readonly int _format4;
    private readonly int _format12;

    public CharacterMap(FontTables font)
    {
        _font = font;
        var start = font.Start("cmap");
        for (var i = 0; i < font.UInt16(start + 2); i++)
        {
            var entry = start + 4 + 8 * i;
            var (platform, encoding) = (font.UInt16(entry), font.UInt16(entry + 2));
            var table = start + font.Int32(entry + 4);
            // Unicode is platform 0, or platform 3 with encodings 1 and 10.
            if (platform != 0 && !(platform == 3 && encoding is 1 or 10)) continue;
            if (font.UInt16(table) == 4) _format4 = table;
            if (font.UInt16(table) == 12) _format12 = table;
        }
    }

    /// <summary>The glyph of a Unicode character, or 0 when the font lacks it.</summary>
    public int Glyph(int rune)
    {
        var glyph = _format12 == 0 ? 0 : InFormat12(rune);
        return glyph == 0 && _format4 != 0 && rune <= 0xFFFF ? InFormat4(rune) : glyph;
    }

    private int InFormat12(int rune)
    {
        var (low, high) = (0, _font.Int32(_format12 + 12) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = _format12 + 16 + 12 * middle;
            if (rune < _font.Int32(group)) high = middle - 1;
            else if (rune > _font.Int32(group + 4)) low = middle + 1;
            else return _font.Int32(group + 8) + rune - _font.Int32(group);
        }

        return 0;
    }

    private int InFormat4(int rune)
    {
        var doubled = _font.UInt16(_format4 + 6);
        var ends = _format4 + 14;
        var (starts, deltas, offsets) = (ends + 2 + doubled, ends + 2 + 2 * doubled, ends + 2 + 3 * doubled);
        for (var i = 0; i < doubled; i += 2)
        {
            if (rune > _font.UInt16(ends + i)) continue;
            var first = _font.UInt16(starts + i);
            if (rune < first) return 0;
            var offset = _font.UInt16(offsets + i);
            var delta = _font.UInt16(deltas + i);
            if (offset == 0) return rune + delta & 0xFFFF;
            var glyph = _font.UInt16(offsets + i + offset + 2 * (rune - first));
            return glyph == 0 ? 0 : glyph + delta & 0xFFFF;
        }

        return 0;
    }
}
