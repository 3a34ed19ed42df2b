using LlmKit.Plotting.Drawing;
using LlmKit.Plotting.Fonts;

namespace LlmKit.Plotting.Layout;

/// <summary>
/// Lays a figure out: title, legend, then the panels in rows and columns with their edges in line.
/// </summary>
internal static class FigureLayout
{
    private const double TitleSize = 17;
    private const double TitleLine = 23;
    private const int MostTitleLines = 3;

    /// <summary>The picture of a figure, the same on every machine.</summary>
    public static Picture Draw(Figure figure, string description)
    {
        var panels = PanelData.Of(figure);
        var shapes = new List<Shape>();
        var legend = new Legend(figure, panels);
        var top = 8 + DrawTitle(figure, shapes);
        if (legend.IsAbove)
        {
            shapes.AddRange(legend.Draw(new(0, top, figure.PixelWidth, legend.Height)));
            top += legend.Height;
        }

        var area = new Box(0, top, figure.PixelWidth - legend.Width, figure.PixelHeight - top);
        var plots = DrawPanels(figure, panels, area, shapes);
        if (!legend.IsAbove)
        {
            shapes.AddRange(legend.Draw(new(area.Right - 12, plots.Y, legend.Width, plots.Height)));
        }

        return new(figure.PixelWidth, figure.PixelHeight, description, shapes);
    }

    private static double DrawTitle(Figure figure, List<Shape> shapes)
    {
        if (figure.Title is not { Length: > 0 } title) return 0;
        var lines = Wrap(title, figure.PixelWidth - 40).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            shapes.Add(new Shape.Text(
                new(figure.PixelWidth / 2.0, 27 + i * TitleLine), lines[i], TitleSize, Palette.Ink,
                    Anchor.Middle));
        }

        return 8 + lines.Count * TitleLine;
    }

    // Returns the rectangle about all plots, without their margins.
    private static Box DrawPanels(
        Figure figure, IReadOnlyList<PanelData> panels, Box area, List<Shape> shapes)
    {
        var (width, height) = (area.Width / figure.Columns, area.Height / figure.Rows);
        var layouts = panels.Select(panel => new PanelLayout(panel, width, height)).ToList();
        var plots = new List<Box>();
        for (var i = 0; i < layouts.Count; i++)
        {
            var (row, column) = (i / figure.Columns, i % figure.Columns);
            var inRow = layouts.Skip(row * figure.Columns).Take(figure.Columns)
                .Select(layout => layout.Margins).ToList();
            var inColumn = layouts.Where((_, j) => j % figure.Columns == column)
                .Select(layout => layout.Margins).ToList();
            var (left, right) =
                (inColumn.Max(margins => margins.Left), inColumn.Max(margins => margins.Right));
            var (top, bottom) = (inRow.Max(margins => margins.Top), inRow.Max(margins => margins.Bottom));
            var plot = new Box(
                Math.Round(area.X + column * width + left), Math.Round(area.Y + row * height + top),
                Math.Max(20, Math.Floor(width - left - right)),
                    Math.Max(20, Math.Floor(height - top - bottom)));
            plots.Add(plot);
            shapes.AddRange(layouts[i].Draw(plot));
        }

        var (x, y) = (plots.Min(plot => plot.X), plots.Min(plot => plot.Y));
        return new(x, y, plots.Max(plot => plot.Right) - x, plots.Max(plot => plot.Bottom) - y);
    }

    // Breaks at spaces, and inside what has none, such as Chinese text.
    private static IEnumerable<string> Wrap(string title, double width)
    {
        var left = title.ReplaceLineEndings(" ").Trim();
        for (var line = 1; left.Length > 0; line++)
        {
            if (line == MostTitleLines || TextMetrics.Width(left, TitleSize) <= width)
            {
                yield return TextMetrics.Fit(left, TitleSize, width);
                yield break;
            }

            var fits = TextMetrics.Fit(left, TitleSize, width).TrimEnd('…');
            var space = fits.LastIndexOf(' ');
            var cut = space > fits.Length / 2 ? space : Math.Max(1, fits.Length);
            yield return left[..cut].TrimEnd();
            left = left[cut..].TrimStart();
        }
    }
}
