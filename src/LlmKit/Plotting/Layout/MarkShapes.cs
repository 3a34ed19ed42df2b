using LlmKit.Plotting.Drawing;
using LlmKit.Plotting.Fonts;

namespace LlmKit.Plotting.Layout;

/// <summary>Draws a trace's data: lines, points, bars, cells and the texts beside them.</summary>
internal static class MarkShapes
{
    private const double TextSize = 11;
    private const int MostRectangles = 2500;

    /// <summary>What is cut off at the plot's edge.</summary>
    public static IEnumerable<Shape> Of(Mark mark, PlotPlace place) => mark switch
    {
        Mark.Points points => Lines(points, place).Concat(Markers(points, place)),
        Mark.Bars bars => Bars(bars, place),
        Mark.Cells cells => Cells(cells, place),
        _ => [],
    };

    /// <summary>The texts at points, bars and cells.</summary>
    public static IEnumerable<Shape> Texts(Mark mark, PlotPlace place) => mark switch
    {
        Mark.Points { Texts: { } texts } points => PointTexts(points, texts, place),
        Mark.Bars bars => BarTexts(bars, place),
        Mark.Cells { Map.Texts: { } texts } cells => CellTexts(cells, texts, place),
        _ => [],
    };

    private static IEnumerable<Shape> Lines(Mark.Points points, PlotPlace place)
    {
        if (!points.Scatter.HasLines) yield break;
        var (width, dashes) = (points.Scatter.LineWidth, Dashes.Of(points.Dash, points.Scatter.LineWidth));
        var line = new List<Point>();
        for (var i = 0; i <= points.Y.Length; i++)
        {
            var at = i < points.Y.Length ? At(points, i, place) : null;
            if (at is { } point)
            {
                line.Add(point);
                continue;
            }

            if (line.Count > 1) yield return new Shape.Polyline(line, points.Color, width, dashes);
            // A point between two gaps would not be seen as a line.
            if (line.Count == 1 && !points.Scatter.HasMarkers)
            {
                yield return new Shape.Circle(line[0], Math.Max(2, width), points.Color);
            }
            line = [];
        }
    }

    private static IEnumerable<Shape> Markers(Mark.Points points, PlotPlace place)
    {
        if (!points.Scatter.HasMarkers) yield break;
        var color = points.Scatter.MarkerColor?.WithOpacity(points.Trace.Opacity) ?? points.Color;
        for (var i = 0; i < points.Y.Length; i++)
        {
            if (At(points, i, place) is { } point)
            {
                yield return Marker.At(point, points.Scatter.MarkerSymbol, points.Scatter.MarkerSize, color);
            }
        }
    }

    private static Point? At(Mark.Points points, int i, PlotPlace place)
    {
        var point = new Point(place.X(points.X[i]), place.Y(points.Y[i]));
        return double.IsNaN(point.X) || double.IsNaN(point.Y) ? null : point;
    }

    private static IEnumerable<Shape> Bars(Mark.Bars bars, PlotPlace place)
    {
        // Bars of a histogram touch; a hair of paper tells them apart.
        var hair = bars.Trace is Trace.Histogram ? 0.5 : 0;
        foreach (var bar in bars.Places.Where(bar => !double.IsNaN(bar.End) && bar.End != bar.Base))
        {
            var box = BoxOf(bar, bars.IsHorizontal, place);
            yield return new Shape.Rectangle(
                box.Width > 4 * hair
                    ? box with { X = box.X + hair / 2, Width = Math.Max(0.5, box.Width - hair) }
                    : box, bars.Color);
        }
    }

    private static Box BoxOf(BarPlace bar, bool isHorizontal, PlotPlace place)
    {
        var (x1, x2) = isHorizontal ? (place.XOrStart(bar.Base), place.XOrStart(bar.End))
            : (place.X(bar.From), place.X(bar.To));
        var (y1, y2) = isHorizontal ? (place.Y(bar.From), place.Y(bar.To))
            : (place.YOrStart(bar.Base), place.YOrStart(bar.End));
        return new(Math.Min(x1, x2), Math.Min(y1, y2), Math.Abs(x2 - x1), Math.Abs(y2 - y1));
    }

    private static IEnumerable<Shape> Cells(Mark.Cells cells, PlotPlace place)
    {
        var map = cells.Map;
        if (map.Cells.Length == 0) yield break;
        if (map.Cells.Length > MostRectangles && IsEven(cells.XEdges) && IsEven(cells.YEdges)
            && place.XAxis.Kind != Axes.AxisKind.Log && place.YAxis.Kind != Axes.AxisKind.Log)
        {
            yield return Raster(cells, place);
            yield break;
        }

        for (var i = 0; i < map.Cells.Length; i++)
        {
            yield return new Shape.Rectangle(
                CellBox(cells, i, place), cells.ColorOf(map.Cells[i]), IsSharp: true);
        }
    }

    // Cells end on whole pixels, so that no paper shines through between two of them.
    private static Box CellBox(Mark.Cells cells, int index, PlotPlace place)
    {
        var (row, column) = (index / cells.Map.Columns, index % cells.Map.Columns);
        var (x1, x2) =
            (Math.Round(place.X(cells.XEdges[column])), Math.Round(place.X(cells.XEdges[column + 1])));
        var (y1, y2) = (Math.Round(place.Y(cells.YEdges[row])), Math.Round(place.Y(cells.YEdges[row + 1])));
        return new(Math.Min(x1, x2), Math.Min(y1, y2), Math.Abs(x2 - x1), Math.Abs(y2 - y1));
    }

    private static Shape.Raster Raster(Mark.Cells cells, PlotPlace place)
    {
        var map = cells.Map;
        var (left, right) = (place.X(cells.XEdges[0]), place.X(cells.XEdges[^1]));
        var (first, last) = (place.Y(cells.YEdges[0]), place.Y(cells.YEdges[^1]));
        var pixels = new Color[map.Cells.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (row, column) = (i / map.Columns, i % map.Columns);
            if (first > last) row = map.Rows - 1 - row;
            if (left > right) column = map.Columns - 1 - column;
            pixels[row * map.Columns + column] = cells.ColorOf(map.Cells[i]);
        }

        var box =
            new Box(Math.Min(left, right), Math.Min(first, last), Math.Abs(right - left),
            Math.Abs(last - first));
        return new(box, map.Columns, map.Rows, pixels);
    }

    private static bool IsEven(double[] edges)
    {
        var width = (edges[^1] - edges[0]) / (edges.Length - 1);
        return edges.Zip(edges.Skip(1), (a, b) => b - a)
            .All(each => Math.Abs(each - width) <= 1e-6 * Math.Abs(width));
    }

    private static IEnumerable<Shape> PointTexts(Mark.Points points, string[] texts, PlotPlace place)
    {
        var lift = (points.Scatter.HasMarkers ? points.Scatter.MarkerSize / 2 : 0) + 4;
        for (var i = 0; i < texts.Length; i++)
        {
            if (At(points, i, place) is { } point)
            {
                yield return new Shape.Text(
                    point with { Y = point.Y - lift }, texts[i], TextSize, Palette.Ink, Anchor.Middle);
            }
        }
    }

    private static IEnumerable<Shape> BarTexts(Mark.Bars bars, PlotPlace place)
    {
        foreach (var bar in bars.Places.Where(bar => bar.Text.Length > 0 && !double.IsNaN(bar.End)))
        {
            var (box, isDown) = (BoxOf(bar, bars.IsHorizontal, place), bar.End < bar.Base);
            yield return bars.IsHorizontal
                ? new Shape.Text(
                    new(isDown ? box.X - 4 : box.Right + 4, box.Y + box.Height / 2 + 0.36 * TextSize),
                        bar.Text, TextSize, Palette.Ink,
                    isDown ? Anchor.End : Anchor.Start)
                : new Shape.Text(
                    new(box.X + box.Width / 2, isDown ? box.Bottom + TextSize + 2 : box.Y - 4), bar.Text,
                        TextSize, Palette.Ink, Anchor.Middle);
        }
    }

    // One size for all texts, the largest at which the widest still fits its cell.
    private static IEnumerable<Shape> CellTexts(Mark.Cells cells, string[] texts, PlotPlace place)
    {
        if (texts.Length == 0) yield break;
        const double Least = 6;
        var box = CellBox(cells, 0, place);
        var widest = texts.Max(text => TextMetrics.Width(text, 1));
        var size =
            Math.Min(TextSize + 1, Math.Min(box.Height * 0.7, (box.Width - 4) / Math.Max(widest, 0.1)));
        if (size < Least) yield break;
        for (var i = 0; i < texts.Length; i++)
        {
            var cell = CellBox(cells, i, place);
            var ink = cells.ColorOf(cells.Map.Cells[i]).Brightness > 0.55 ? Palette.Ink : Palette.Paper;
            yield return new Shape.Text(
                new(cell.X + cell.Width / 2, cell.Y + cell.Height / 2 + 0.36 * size), texts[i],
                    Math.Round(size, 1), ink, Anchor.Middle);
        }
    }
}
