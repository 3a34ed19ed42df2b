namespace LlmKit.Plotting.Drawing;

/// <summary>Dashed lines.</summary>
internal static class Dashes
{
    /// <summary>The lengths of ink and gap in turn for a line of the given width.</summary>
    public static double[] Of(StyleParam.DrawingStyle style, double width) => style switch
    {
        StyleParam.DrawingStyle.Dash => [4 * width, 2.5 * width],
        StyleParam.DrawingStyle.Dot => [width, 1.75 * width],
        StyleParam.DrawingStyle.DashDot => [4 * width, 2 * width, width, 2 * width],
        StyleParam.DrawingStyle.LongDash => [8 * width, 3 * width],
        _ => [],
    };

    /// <summary>The inked pieces of a line. Without dashes that is the line itself.</summary>
    public static IEnumerable<IReadOnlyList<Point>> Cut(IReadOnlyList<Point> points, double[] dashes)
    {
        if (dashes.Length == 0 || points.Count < 2)
        {
            yield return points;
            yield break;
        }

        var (dash, left) = (0, dashes[0]);
        var piece = new List<Point> { points[0] };
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (from, to) = (points[i], points[i + 1]);
            var length = Math.Sqrt(Math.Pow(to.X - from.X, 2) + Math.Pow(to.Y - from.Y, 2));
            var done = 0.0;
            while (length - done > left)
            {
                done += left;
                var at =
                    new Point(
                    from.X + (to.X - from.X) * done / length, from.Y + (to.Y - from.Y) * done / length);
                piece.Add(at);
                if (dash % 2 == 0) yield return piece;
                piece = [at];
                dash = (dash + 1) % dashes.Length;
                left = dashes[dash];
            }

            left -= length - done;
            piece.Add(to);
        }

        if (dash % 2 == 0 && piece.Count > 1) yield return piece;
    }
}
