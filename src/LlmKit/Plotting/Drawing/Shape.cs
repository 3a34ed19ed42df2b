namespace LlmKit.Plotting.Drawing;

/// <summary>A place on the picture, in CSS pixels from the top left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>An upright rectangle, in CSS pixels.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public Box Inflate(double by) => new(X - by, Y - by, Width + 2 * by, Height + 2 * by);
}

/// <summary>Which part of a text stands at its point.</summary>
internal enum Anchor { Start, Middle, End }

/// <summary>
/// What a picture is made of. Both back ends, SVG and PNG, know these shapes and nothing of charts.
/// </summary>
internal abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>
    /// A line with round joints. Dashes: lengths of ink and gap in turn; empty for a solid line.
    /// </summary>
    public sealed record Polyline(IReadOnlyList<Point> Points, Color Color, double Width, double[] Dashes)
        : Shape;

    public sealed record Polygon(IReadOnlyList<Point> Points, Color Fill) : Shape;

    /// <summary>
    /// A sharp one ends on whole pixels at any magnification, so that neighbours touch without a seam.
    /// </summary>
    public sealed record Rectangle(Box Box, Color Fill, bool IsSharp = false) : Shape;

    public sealed record Circle(Point Center, double Radius, Color Fill) : Shape;

    /// <summary>
    /// One line of text; Place is on its baseline. Rotation in degrees, clockwise, about Place.
    /// </summary>
    public sealed record Text(
        Point Place, string Content, double Size, Color Color, Anchor Anchor =
            Anchor.Start, double Rotation = 0) : Shape;

    /// <summary>
    /// A grid of coloured cells, row by row from the top, stretched over the box without smoothing.
    /// </summary>
    public sealed record Raster(Box Box, int Columns, int Rows, Color[] Pixels) : Shape;

    /// <summary>Shapes of which only the part inside the box is seen.</summary>
    public sealed record Clip(Box Box, IReadOnlyList<Shape> Shapes) : Shape;
}
