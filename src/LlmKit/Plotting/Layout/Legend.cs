using LlmKit.Plotting.Drawing;
using LlmKit.Plotting.Fonts;

namespace LlmKit.Plotting.Layout;

/// <summary>The list of names, beside the panels or above them, never over the data.</summary>
internal sealed class Legend
{
    public const double TextSize = 12;
    private const double RowHeight = 19;
    private const double KeyWidth = 26;
    private const double Gap = 16;

    private readonly IReadOnlyList<Mark> _entries;
    private readonly double _columnWidth;
    private readonly double _figureWidth;
    private readonly int _mostRows;

    public Legend(Figure figure, IReadOnlyList<PanelData> panels)
    {
        _entries = Entries(figure, panels);
        _figureWidth = figure.PixelWidth;
        _mostRows = Math.Max(1, (int)(figure.PixelHeight * 0.3 / RowHeight));
        var widest = _entries.Select(entry => TextMetrics.Width(entry.Trace.Name!, TextSize))
            .DefaultIfEmpty(0).Max();
        IsAbove = figure.LegendOrientation == StyleParam.Orientation.Horizontal
            || figure.LegendOrientation is null && widest + KeyWidth > 0.3 * _figureWidth;
        _columnWidth = Math.Min(widest + KeyWidth + 6, _figureWidth * (IsAbove ? 0.9 : 0.45));
    }

    /// <summary>Above the panels, not to their right.</summary>
    public bool IsAbove { get; }

    public double Width => _entries.Count == 0 || IsAbove ? 0 : _columnWidth + Gap;

    public double Height => _entries.Count == 0 || !IsAbove ? 0 : Rows * RowHeight + 6;

    private int PerRow =>
        Math.Clamp((int)((_figureWidth - 60) / (_columnWidth + Gap)), 1, Math.Max(1, _entries.Count));

    private int Rows => Math.Min(_mostRows, (_entries.Count + PerRow - 1) / PerRow);

    /// <summary>
    /// The traces that a legend names: those with a name, each name once; none when there is nothing to tell
    /// apart.
    /// </summary>
    public static IReadOnlyList<Mark> Entries(Figure figure, IReadOnlyList<PanelData> panels)
    {
        var named = panels.SelectMany(panel => panel.Marks)
            .Where(mark =>
                mark is not Mark.Cells && mark.Trace is { Name.Length: > 0, ShowLegend: not false })
            .DistinctBy(mark => mark.Trace.Name).ToList();
        var isShown = figure.ShowLegend
            ?? (named.Count > 1 || named.Any(mark => mark.Trace.ShowLegend == true));
        return isShown ? named : [];
    }

    /// <summary>Draws beside a box (its top right corner) or above it.</summary>
    public IEnumerable<Shape> Draw(Box area)
    {
        var rowWidth = PerRow * (_columnWidth + Gap) - Gap;
        var shown =
            Math.Min(_entries.Count, IsAbove ? Rows * PerRow : Math.Max(1, (int)(area.Height / RowHeight)));
        for (var i = 0; i < shown; i++)
        {
            var (x, y) = IsAbove
                ? (area.X + (area.Width - rowWidth) / 2 + i % PerRow * (_columnWidth + Gap),
                    area.Y + (i / PerRow + 0.5) * RowHeight)
                : (area.X + Gap, area.Y + (i + 0.5) * RowHeight);
            var isRest = i == shown - 1 && shown < _entries.Count;
            if (!isRest) foreach (var shape in Key(_entries[i], x, y)) yield return shape;
            var text = isRest
                ? $"and {_entries.Count - i} more"
                : TextMetrics.Fit(_entries[i].Trace.Name!, TextSize, _columnWidth - KeyWidth);
            yield return new Shape.Text(new(x + KeyWidth, y + 0.36 * TextSize), text, TextSize, Palette.Ink);
        }
    }

    private static IEnumerable<Shape> Key(Mark mark, double x, double y)
    {
        if (mark is not Mark.Points points)
        {
            yield return new Shape.Rectangle(new(x + 4, y - 6, 12, 12), mark.Color);
            yield break;
        }

        if (points.Scatter.HasLines)
        {
            yield return new Shape.Polyline(
                [new(x, y), new(x + 20, y)], points.Color, Math.Min(points.Scatter.LineWidth, 6),
                Dashes.Of(points.Dash, points.Scatter.LineWidth));
        }

        if (points.Scatter.HasMarkers)
        {
            yield return Marker.At(
                new(x + 10, y), points.Scatter.MarkerSymbol, Math.Min(points.Scatter.MarkerSize, 12),
                    points.MarkerColor.WithOpacity(points.Trace.Opacity));
        }
    }
}
