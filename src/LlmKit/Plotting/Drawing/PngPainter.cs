using LlmKit.Plotting.Fonts;

namespace LlmKit.Plotting.Drawing;

/// <summary>
/// Paints a picture as pixels. Lines and text have the same places as in the SVG of the same picture.
/// </summary>
internal sealed class PngPainter
{
    private readonly Rasterizer _paper;
    private readonly double _scale;
    private readonly Typeface _typeface;

    private PngPainter(Picture picture, double scale, Typeface typeface)
    {
        _paper = new((int)Math.Round(picture.Width * scale), (int)Math.Round(picture.Height * scale));
        (_scale, _typeface) = (scale, typeface);
    }

    /// <summary>The PNG file of a picture, with <paramref name="scale"/> pixels to a CSS pixel.</summary>
    public static byte[] Write(Picture picture, double scale, Typeface? typeface = null)
    {
        var painter = new PngPainter(picture, scale, typeface ?? Typeface.System);
        foreach (var shape in picture.Shapes) painter.Draw(shape, new(0, 0, picture.Width, picture.Height));
        return PngFile.Encode(painter._paper.Width, painter._paper.Height, painter._paper.Pixels, scale);
    }

    private void Draw(Shape shape, Box clip)
    {
        switch (shape)
        {
            case Shape.Polyline line:
                foreach (var piece in Dashes.Cut(line.Points, line.Dashes)) Stroke(piece, line.Width / 2);
                Paint(line.Color, clip);
                break;
            case Shape.Polygon polygon:
                _paper.Add([.. polygon.Points.Select(Scaled)]);
                Paint(polygon.Fill, clip);
                break;
            case Shape.Rectangle { Box: var box } rectangle:
                Fill(box);
                Paint(rectangle.Fill, clip);
                break;
            case Shape.Circle circle:
                _paper.Add([.. Disc(circle.Center, circle.Radius)]);
                Paint(circle.Fill, clip);
                break;
            case Shape.Text text:
                foreach (var glyph in _typeface.Outlines(text))
                {
                    _paper.Add([.. glyph.Select(contour => contour.Select(Scaled).ToList())]);
                }
                Paint(text.Color, clip);
                break;
            case Shape.Raster raster:
                Draw(raster, clip);
                break;
            case Shape.Clip inner:
                foreach (var part in inner.Shapes) Draw(part, inner.Box);
                break;
        }
    }

    private void Draw(Shape.Raster raster, Box clip)
    {
        var (width, height) = (raster.Box.Width / raster.Columns, raster.Box.Height / raster.Rows);
        for (var row = 0; row < raster.Rows; row++)
        {
            for (var column = 0; column < raster.Columns; column++)
            {
                // Cells end on whole pixels, so that no paper shines through between two of them.
                var (left, top) = (Snap(raster.Box.X + column * width), Snap(raster.Box.Y + row * height));
                var (right, bottom) =
                    (Snap(raster.Box.X + (column + 1) * width), Snap(raster.Box.Y + (row + 1) * height));
                if (right <= left || bottom <= top) continue;
                Fill(new(left, top, right - left, bottom - top));
                Paint(raster.Pixels[row * raster.Columns + column], clip);
            }
        }
    }

    private void Fill(Box box) => _paper.Add(
        [Scaled(new(box.X, box.Y)), Scaled(new(box.Right, box.Y)), Scaled(new(box.Right, box.Bottom)),
            Scaled(new(box.X, box.Bottom))]);

    // A line is the union of one slab a segment and one disc a joint.
    private void Stroke(IReadOnlyList<Point> points, double half)
    {
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (from, to) = (points[i], points[i + 1]);
            var (dx, dy) = (to.X - from.X, to.Y - from.Y);
            var length = Math.Sqrt(dx * dx + dy * dy);
            if (length == 0) continue;
            var (nx, ny) = (-dy / length * half, dx / length * half);
            _paper.Add(
                [Scaled(new(from.X + nx, from.Y + ny)), Scaled(new(to.X + nx, to.Y + ny)),
                    Scaled(new(to.X - nx, to.Y - ny)), Scaled(new(from.X - nx, from.Y - ny))]);
            if (i > 0) _paper.Add([.. Disc(from, half)]);
        }
    }

    private IEnumerable<Point> Disc(Point center, double radius)
    {
        var corners = Math.Clamp((int)(radius * _scale * 4), 8, 48);
        for (var i = 0; i < corners; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / corners);
            yield return Scaled(new(center.X + radius * cos, center.Y + radius * sin));
        }
    }

    private void Paint(Color color, Box clip) =>
        _paper.Paint(color, new(clip.X * _scale, clip.Y * _scale, clip.Width * _scale, clip.Height * _scale));

    private Point Scaled(Point point) => new(point.X * _scale, point.Y * _scale);

    private double Snap(double value) => Math.Round(value * _scale) / _scale;
}
