using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

/// <summary>
/// Fonts that are asked in turn for each character: one for Latin, Greek and Cyrillic text, then those for
/// Chinese, Japanese and Korean; then the strokes drawn by this library, so that text appears on a machine
/// without fonts too.
/// </summary>
internal sealed class Typeface(IReadOnlyList<Lazy<FontFile?>> fonts)
{
    /// <summary>The fonts found on this machine.</summary>
    public static Typeface System { get; } = new(FontFinder.Find());

    /// <summary>No font files: only the strokes.</summary>
    public static Typeface Strokes { get; } = new([]);

    /// <summary>Whether a font file on this machine has the character.</summary>
    public bool Has(int rune) => Find(rune) is not null;

    /// <summary>The outlines of the text's characters, where they stand on the picture.</summary>
    public IEnumerable<IReadOnlyList<IReadOnlyList<Point>>> Outlines(Shape.Text text)
    {
        var width = text.Content.EnumerateRunes().Sum(rune => Advance(rune.Value)) * text.Size;
        var pen = text.Anchor switch { Anchor.Middle => -width / 2, Anchor.End => -width, _ => 0 };
        var (sin, cos) = Math.SinCos(text.Rotation * Math.PI / 180);
        foreach (var rune in text.Content.EnumerateRunes())
        {
            Point Placed(Point point)
            {
                var (x, y) = (pen + point.X * text.Size, point.Y * text.Size);
                return new(text.Place.X + x * cos - y * sin, text.Place.Y + x * sin + y * cos);
            }

            yield return [.. Outline(rune.Value).Select(contour => contour.Select(Placed).ToList())];
            pen += Advance(rune.Value) * text.Size;
        }
    }

    private double Advance(int rune) =>
        Find(rune) is var (font, glyph) ? font.Advance(glyph) : TextMetrics.Advance(rune);

    private IReadOnlyList<IReadOnlyList<Point>> Outline(int rune) =>
        Find(rune) is var (font, glyph) ? font.Outline(glyph) : StrokeFont.Outline(rune);

    private (FontFile Font, int Glyph)? Find(int rune)
    {
        foreach (var lazy in fonts)
        {
            if (lazy.Value is { } font && font.Glyph(rune) is var glyph and not 0) return (font, glyph);
        }

        return null;
    }
}
