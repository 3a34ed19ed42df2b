namespace LlmKit.Plotting.Drawing;

/// <summary>
/// Turns outlines into antialiased pixels: the share of each pixel that an outline covers is gathered in a
/// mask (<see cref="Add"/>, any number of times; overlaps count once), then the mask is laid on the paper in
/// one colour (<see cref="Paint"/>).
/// </summary>
internal sealed class Rasterizer
{
    // Scan lines to a pixel. Across, coverage is exact; down, it has this many steps.
    private const int Lines = 8;

    // Coverage is rounded to sixteenths: few distinct colours keep the picture within a PNG palette.
    private const int Levels = 16;

    private readonly float[] _mask;
    private readonly float[] _row;
    private readonly List<(double X, int Winding)> _crossings = [];
    private int _left, _top, _right, _bottom;

    public Rasterizer(int width, int height)
    {
        (Width, Height) = (width, height);
        _mask = new float[width * height];
        _row = new float[width + 1];
        Pixels = new byte[width * height * 3];
        Array.Fill(Pixels, (byte)255);
        ForgetBounds();
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green, blue of each pixel, row by row; white at first.</summary>
    public byte[] Pixels { get; }

    /// <summary>Adds the inside of closed outlines (nonzero winding rule) to the mask. In pixels.</summary>
    public void Add(params IReadOnlyList<IReadOnlyList<Point>> contours)
    {
        var (minX, minY, maxX, maxY) = Bounds(contours);
        if (!(minX < Width && maxX > 0 && minY < Height && maxY > 0)) return;

        var (left, right) = ((int)Math.Max(0, Math.Floor(minX)), (int)Math.Min(Width, Math.Ceiling(maxX)));
        var (top, bottom) = ((int)Math.Max(0, Math.Floor(minY)), (int)Math.Min(Height, Math.Ceiling(maxY)));
        for (var y = top; y < bottom; y++)
        {
            for (var line = 0; line < Lines; line++)
            {
                FindCrossings(contours, y + (line + 0.5) / Lines);
                AddSpans();
            }

            for (var x = left; x < right; x++)
            {
                ref var mask = ref _mask[y * Width + x];
                mask = Math.Max(mask, Math.Min(1, _row[x]));
                _row[x] = 0;
            }
        }

        (_left, _right) = (Math.Min(_left, left), Math.Max(_right, right));
        (_top, _bottom) = (Math.Min(_top, top), Math.Max(_bottom, bottom));
    }

    /// <summary>
    /// Lays the mask on the paper inside <paramref name="clip"/> (in pixels) and empties it.
    /// </summary>
    public void Paint(Color color, Box clip)
    {
        var (clipLeft, clipRight) = ((int)Math.Round(clip.X), (int)Math.Round(clip.Right));
        var (clipTop, clipBottom) = ((int)Math.Round(clip.Y), (int)Math.Round(clip.Bottom));
        for (var y = _top; y < _bottom; y++)
        {
            for (var x = _left; x < _right; x++)
            {
                var coverage = MathF.Round(_mask[y * Width + x] * Levels) / Levels;
                _mask[y * Width + x] = 0;
                if (coverage > 0 && x >= clipLeft && x < clipRight && y >= clipTop && y < clipBottom)
                {
                    Blend(3 * (y * Width + x), color, (float)(coverage * color.A));
                }
            }
        }

        ForgetBounds();
    }

    private void Blend(int at, Color color, float share)
    {
        Pixels[at] = (byte)MathF.Round(Pixels[at] + (color.R - Pixels[at]) * share);
        Pixels[at + 1] = (byte)MathF.Round(Pixels[at + 1] + (color.G - Pixels[at + 1]) * share);
        Pixels[at + 2] = (byte)MathF.Round(Pixels[at + 2] + (color.B - Pixels[at + 2]) * share);
    }

    private void FindCrossings(IReadOnlyList<IReadOnlyList<Point>> contours, double y)
    {
        _crossings.Clear();
        foreach (var contour in contours)
        {
            for (var i = 0; i < contour.Count; i++)
            {
                var (from, to) = (contour[i], contour[i + 1 < contour.Count ? i + 1 : 0]);
                if (from.Y <= y == to.Y <= y) continue;
                _crossings.Add(
                    (from.X + (y - from.Y) / (to.Y - from.Y) * (to.X - from.X), from.Y < to.Y ? 1 : -1));
            }
        }

        if (_crossings.Count > 1) _crossings.Sort(static (a, b) => a.X.CompareTo(b.X));
    }

    private void AddSpans()
    {
        var winding = 0;
        for (var i = 0; i + 1 < _crossings.Count; i++)
        {
            winding += _crossings[i].Winding;
            if (winding != 0) AddSpan(_crossings[i].X, _crossings[i + 1].X);
        }
    }

    private void AddSpan(double from, double to)
    {
        var (left, right) = (Math.Clamp(from, 0, Width), Math.Clamp(to, 0, Width));
        var (first, last) = ((int)left, Math.Min((int)right, Width - 1));
        if (right <= left) return;
        if (first >= last)
        {
            _row[last] += (float)(right - left) / Lines;
            return;
        }

        _row[first] += (float)(first + 1 - left) / Lines;
        for (var x = first + 1; x < last; x++) _row[x] += 1f / Lines;
        _row[last] += (float)(right - last) / Lines;
    }

    private void ForgetBounds() => (_left, _top, _right, _bottom) = (Width, Height, 0, 0);

    private static (double MinX, double MinY, double MaxX, double MaxY) Bounds(
        IReadOnlyList<IReadOnlyList<Point>> contours)
    {
        var (minX, minY, maxX, maxY) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var contour in contours)
        {
            foreach (var (x, y) in contour)
            {
                (minX, maxX) = (Math.Min(minX, x), Math.Max(maxX, x));
                (minY, maxY) = (Math.Min(minY, y), Math.Max(maxY, y));
            }
        }

        return (minX, minY, maxX, maxY);
    }
}
