using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

/// <summary>A font read from a file: which characters it has, how wide they are and how they look.</summary>
internal sealed class FontFile
{
    private readonly FontTables _tables;
    private readonly CharacterMap _characters;
    private readonly IOutlines _outlines;
    private readonly double _unitsPerEm;
    private readonly int _widths;
    private readonly Dictionary<int, IReadOnlyList<IReadOnlyList<Point>>> _known = [];

    private FontFile(FontTables tables)
    {
        _tables = tables;
        _characters = new(tables);
        _outlines = tables.Has("glyf") ? new TrueTypeOutlines(tables)
            : new CompactOutlines(tables.Bytes("CFF "));
        _unitsPerEm = tables.UInt16(tables.Start("head") + 18);
        _widths = tables.UInt16(tables.Start("hhea") + 34);
    }

    /// <summary>
    /// Reads a font file, or returns null when it is missing, damaged or of a kind not known here.
    /// </summary>
    public static FontFile? TryRead(string path)
    {
        try
        {
            return new(new(File.ReadAllBytes(path)));
        }
        catch (Exception error) when (IsDamage(error) || error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The glyph of a Unicode character, or 0 when the font lacks it.</summary>
    public int Glyph(int rune) => _characters.Glyph(rune);

    /// <summary>How far the pen moves after a glyph, in units of the text's size.</summary>
    public double Advance(int glyph) =>
        _tables.UInt16(_tables.Start("hmtx") + 4 * Math.Min(glyph, _widths - 1)) / _unitsPerEm;

    /// <summary>
    /// The closed outlines of a glyph in units of the text's size, y downward from the baseline.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Point>> Outline(int glyph)
    {
        lock (_known)
        {
            if (_known.TryGetValue(glyph, out var outline)) return outline;
            return _known[glyph] = Read(glyph);
        }
    }

    // A damaged glyph becomes a blank: a plot with a gap in its title is worth more than none.
    private IReadOnlyList<IReadOnlyList<Point>> Read(int glyph)
    {
        try
        {
            return [.. _outlines.Of(glyph).Select(contour =>
                contour.Select(point => new Point(point.X / _unitsPerEm, -point.Y / _unitsPerEm)).ToList())];
        }
        catch (Exception error) when (IsDamage(error))
        {
            return [];
        }
    }

    private static bool IsDamage(Exception error) =>
        error is InvalidDataException or IndexOutOfRangeException or ArgumentException or InvalidOperationException;
}
