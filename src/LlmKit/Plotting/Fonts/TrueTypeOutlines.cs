using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

/// <summary>
/// Outlines from the tables <c>loca</c> and <c>glyf</c>: quadratic curves, and glyphs made of glyphs.
/// </summary>
internal sealed class TrueTypeOutlines(FontTables font) : IOutlines
{
    private const int DeepestNesting = 6;

    // Pieces a curve is cut into.
    private const int Pieces = 6;

    private readonly int _loca = font.Start("loca");
    private readonly int _glyf = font.Start("glyf");
    private readonly bool _longOffsets = font.UInt16(font.Start("head") + 50) == 1;

    public IReadOnlyList<IReadOnlyList<Point>> Of(int glyph) => Of(glyph, 0);

    private List<IReadOnlyList<Point>> Of(int glyph, int depth)
    {
        var (start, end) = (Offset(glyph), Offset(glyph + 1));
        if (end <= start || depth > DeepestNesting) return [];
        var contours = font.Int16(_glyf + start);
        return contours >= 0 ? Simple(_glyf + start, contours) : Composite(_glyf + start + 10, depth);
    }

    private int Offset(int glyph) =>
        _longOffsets ? font.Int32(_loca + 4 * glyph) : 2 * font.UInt16(_loca + 2 * glyph);

    private List<IReadOnlyList<Point>> Simple(int at, int contours)
    {
        var ends = at + 10;
        var count = contours == 0 ? 0 : font.UInt16(ends + 2 * (contours - 1)) + 1;
        var cursor = ends + 2 * contours;
        cursor += 2 + font.UInt16(cursor);

        var flags = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var flag = flags[i] = font.Byte(cursor++);
            if ((flag & 8) == 0) continue;
            for (var repeat = font.Byte(cursor++); repeat > 0; repeat--) flags[++i] = flag;
        }

        var xs = Coordinates(flags, ref cursor, isShort: 2, isSame: 16);
        var ys = Coordinates(flags, ref cursor, isShort: 4, isSame: 32);
        var result = new List<IReadOnlyList<Point>>();
        for (var (contour, first) = (0, 0); contour < contours; contour++)
        {
            var last = font.UInt16(ends + 2 * contour);
            if (last > first) result.Add(Flatten(flags, xs, ys, first, last));
            first = last + 1;
        }

        return result;
    }

    private int[] Coordinates(byte[] flags, ref int cursor, int isShort, int isSame)
    {
        var values = new int[flags.Length];
        var value = 0;
        for (var i = 0; i < flags.Length; i++)
        {
            if ((flags[i] & isShort) != 0)
            {
                var step = font.Byte(cursor++);
                value += (flags[i] & isSame) != 0 ? step : -step;
            }
            else if ((flags[i] & isSame) == 0)
            {
                value += font.Int16(cursor);
                cursor += 2;
            }

            values[i] = value;
        }

        return values;
    }

    // Between two control points off the curve lies an unwritten point on it, half-way.
    private static List<Point> Flatten(byte[] flags, int[] xs, int[] ys, int first, int last)
    {
        var count = last - first + 1;
        Point At(int i) => new(xs[first + i % count], ys[first + i % count]);
        bool IsOn(int i) => (flags[first + i % count] & 1) != 0;

        var start = Enumerable.Range(0, count).FirstOrDefault(IsOn, -1);
        var pen = start >= 0 ? At(start) : Middle(At(0), At(count - 1));
        if (start < 0) start = count - 1;
        var outline = new List<Point> { pen };
        for (var i = 1; i <= count; i++)
        {
            var point = At(start + i);
            if (IsOn(start + i))
            {
                outline.Add(pen = point);
                continue;
            }

            var next = IsOn(start + i + 1) ? At(start + i + 1) : Middle(point, At(start + i + 1));
            for (var piece = 1; piece <= Pieces; piece++)
            {
                outline.Add(Curve(pen, point, next, (double)piece / Pieces));
            }
            pen = next;
        }

        return outline;
    }

    private static Point Middle(Point a, Point b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    private static Point Curve(Point from, Point control, Point to, double t)
    {
        var (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t);
        return new(a * from.X + b * control.X + c * to.X, a * from.Y + b * control.Y + c * to.Y);
    }

    private List<IReadOnlyList<Point>> Composite(int cursor, int depth)
    {
        var result = new List<IReadOnlyList<Point>>();
        int flags;
        do
        {
            flags = font.UInt16(cursor);
            var glyph = font.UInt16(cursor + 2);
            var areWords = (flags & 1) != 0;
            var (dx, dy) = areWords
                ? (font.Int16(cursor + 4), font.Int16(cursor + 6))
                : ((sbyte)font.Byte(cursor + 4), (sbyte)font.Byte(cursor + 5));
            cursor += areWords ? 8 : 6;
            var (a, b, c, d) = Matrix(flags, ref cursor);
            foreach (var contour in Of(glyph, depth + 1))
            {
                result.Add(
                    [.. contour.Select(p => new Point(a * p.X + c * p.Y + dx, b * p.X + d * p.Y + dy))]);
            }
        }
        while ((flags & 0x20) != 0);

        return result;
    }

    private (double A, double B, double C, double D) Matrix(int flags, ref int cursor)
    {
        var at = cursor;
        double Value(int index) => font.Int16(at + 2 * index) / 16384.0;
        var count = (flags & 0x08) != 0 ? 1 : (flags & 0x40) != 0 ? 2 : (flags & 0x80) != 0 ? 4 : 0;
        cursor += 2 * count;
        return count switch
        {
            1 => (Value(0), 0, 0, Value(0)),
            2 => (Value(0), 0, 0, Value(1)),
            4 => (Value(0), Value(1), Value(2), Value(3)),
            _ => (1, 0, 0, 1),
        };
    }
}
