using LlmKit.Plotting.Axes;
using LlmKit.Plotting.Drawing;
using LlmKit.Plotting.Fonts;

namespace LlmKit.Plotting.Layout;

/// <summary>The space about a plot's own rectangle.</summary>
internal readonly record struct Margins(double Left, double Top, double Right, double Bottom);

/// <summary>
/// Draws one panel: chooses the marks that fit, measures the space that their labels need
/// (<see cref="Margins"/>), and draws into the rectangle that the figure leaves it.
/// </summary>
internal sealed class PanelLayout
{
    private const double TickSize = 11.5;
    private const double TitleSize = 13;
    private const double HeadingSize = 14;
    private const double TickLength = 5;
    private const double LongestLabel = 130;
    private const double BarWidth = 14;

    private readonly PanelData _data;
    private readonly Tick[] _xTicks;
    private readonly Tick[] _yTicks;
    private readonly bool _isSlanted;
    private readonly Axis _scale = new(AxisKind.Linear, 0, 1);
    private readonly Tick[] _scaleTicks = [];

    /// <param name="width">The width of the panel with its margins.</param>
    public PanelLayout(PanelData data, double width, double height)
    {
        _data = data;
        if (Bar is { } cells)
        {
            _scale = new(AxisKind.Linear, cells.Least, cells.Greatest);
            _scaleTicks = _scale.Ticks(Math.Max(2, (int)(height / 60)));
        }

        var apart = data.Y.Kind == AxisKind.Category ? 15 : 38;
        _yTicks = Shortened(
            data.Y.Ticks(Math.Max(2, (int)((height - 90) / apart))), Math.Min(LongestLabel, 0.3 * width));
        var plotWidth = Math.Max(40, width - Left - Right);
        _xTicks = FittingTicks(plotWidth);
        if (data.X.Kind == AxisKind.Category)
        {
            var slot = plotWidth / Math.Max(1, data.X.Greatest - data.X.Least);
            _isSlanted = Widest(_xTicks) > slot - 4;
            if (_isSlanted) _xTicks = data.X.Ticks(Math.Max(2, (int)(plotWidth / 15)));
            _xTicks = Shortened(_xTicks, LongestLabel);
        }
    }

    public Margins Margins => new(Left, Top, Right, Bottom);

    private Mark.Cells? Bar => _data.Heatmap is { Map.ShowScale: true } cells ? cells : null;

    private double Left => 8 + (_data.Panel.Y.Text is null ? 0 : 22) + Widest(_yTicks) + TickLength + 4;

    private double Top => _data.Panel.Title is null ? 8 : 30;

    private double Right => Bar is { } bar
        ? 14 + BarWidth + 6 + Widest(_scaleTicks) + (bar.Map.ScaleTitle is null ? 10 : 30)
        : 18;

    private double Bottom =>
        TickLength + 4 + LabelHeight + (_data.Panel.X.Text is null ? 6 : 28) + (_data.Excluded > 0 ? 16 : 0);

    private double LabelHeight => _isSlanted ? 0.72 * Widest(_xTicks) + TickSize : TickSize;

    /// <summary>Draws the panel, its own rectangle (without margins) at <paramref name="plot"/>.</summary>
    public IEnumerable<Shape> Draw(Box plot)
    {
        var isMap = _data.Heatmap is not null;
        var place = new PlotPlace(plot, _data.X, _data.Y);
        return
        [
            .. Grid(place, isMap),
            new Shape.Clip(
                plot.Inflate(isMap ? 0 : 1), [.. _data.Marks.SelectMany(mark => MarkShapes.Of(mark, place))]),
            .. Frame(place, isMap),
            .. _data.Marks.SelectMany(mark => MarkShapes.Texts(mark, place)),
            .. Titles(plot),
            .. ColorBar(plot),
            .. Notes(plot),
        ];
    }

    private Tick[] FittingTicks(double plotWidth)
    {
        if (_data.X.Kind == AxisKind.Category) return _data.X.Ticks(int.MaxValue);
        for (var wanted = Math.Max(2, (int)(plotWidth / 55)); ; wanted--)
        {
            var ticks = _data.X.Ticks(wanted);
            var labels = ticks.Count(tick => tick.Label.Length > 0);
            if (wanted <= 1 || labels * (Widest(ticks) + 14) <= plotWidth * 1.05) return ticks;
        }
    }

    private IEnumerable<Shape> Grid(PlotPlace place, bool isMap)
    {
        var plot = place.Plot;
        var hasVertical = _data.Panel.X.ShowGrid ?? !isMap && _data.X.Kind != AxisKind.Category;
        foreach (var tick in _xTicks.Where(tick => tick.IsMajor && hasVertical))
        {
            var x = Crisp(place.X(tick.Value));
            yield return Line(new(x, plot.Y), new(x, plot.Bottom), Palette.Grid);
        }

        var hasHorizontal = _data.Panel.Y.ShowGrid ?? !isMap && _data.Y.Kind != AxisKind.Category;
        foreach (var tick in _yTicks.Where(tick => tick.IsMajor && hasHorizontal))
        {
            var y = Crisp(place.Y(tick.Value));
            yield return Line(new(plot.X, y), new(plot.Right, y), Palette.Grid);
        }
    }

    private IEnumerable<Shape> Frame(PlotPlace place, bool isMap)
    {
        var plot = place.Plot;
        var (bottom, left) = (Crisp(plot.Bottom), Crisp(plot.X));
        if (_data.Y is { Kind: AxisKind.Linear, Least: < 0, Greatest: > 0 } && !isMap)
        {
            yield return Line(
                new(plot.X, Crisp(place.Y(0))), new(plot.Right, Crisp(place.Y(0))),
                Palette.FrameLine.WithOpacity(0.6));
        }

        yield return Line(new(left - 0.5, bottom), new(plot.Right, bottom), Palette.FrameLine);
        yield return Line(new(left, plot.Y), new(left, bottom + 0.5), Palette.FrameLine);
        foreach (var tick in _xTicks)
        {
            var x = Crisp(place.X(tick.Value));
            yield return Line(
                new(x, bottom), new(x, bottom + (tick.IsMajor ? TickLength : 3)), Palette.FrameLine);
            yield return _isSlanted
                ? new Shape.Text(
                    new(x + 4, bottom + TickLength + TickSize), tick.Label, TickSize, Palette.Ink,
                    Anchor.End, -45)
                : new Shape.Text(
                    new(x, bottom + TickLength + 3 + TickSize), tick.Label, TickSize, Palette.Ink,
                    Anchor.Middle);
        }

        foreach (var tick in _yTicks)
        {
            var y = Crisp(place.Y(tick.Value));
            yield return Line(
                new(left, y), new(left - (tick.IsMajor ? TickLength : 3), y), Palette.FrameLine);
            yield return new Shape.Text(
                new(left - TickLength - 3, y + 0.36 * TickSize), tick.Label, TickSize, Palette.Ink,
                    Anchor.End);
        }
    }

    private IEnumerable<Shape> Titles(Box plot)
    {
        var (middle, center) = (plot.X + plot.Width / 2, plot.Y + plot.Height / 2);
        if (_data.Panel.Title is { } heading)
        {
            yield return new Shape.Text(
                new(middle, plot.Y - 12), TextMetrics.Fit(heading, HeadingSize, plot.Width + 40),
                    HeadingSize, Palette.Ink, Anchor.Middle);
        }

        if (_data.Panel.X.Text is { } x)
        {
            yield return new Shape.Text(
                new(middle, plot.Bottom + TickLength + 4 + LabelHeight + 19),
                    TextMetrics.Fit(x, TitleSize, plot.Width + 60), TitleSize,
                Palette.Ink, Anchor.Middle);
        }

        if (_data.Panel.Y.Text is { } y)
        {
            yield return new Shape.Text(
                new(plot.X - Widest(_yTicks) - TickLength - 14, center),
                    TextMetrics.Fit(y, TitleSize, plot.Height + 40), TitleSize,
                Palette.Ink, Anchor.Middle, -90);
        }
    }

    private IEnumerable<Shape> ColorBar(Box plot)
    {
        if (Bar is not { } cells) yield break;
        const int Colors = 100;
        var box = new Box(plot.Right + 14, plot.Y, BarWidth, plot.Height);
        var pixels = Enumerable.Range(0, Colors)
            .Select(i => cells.ColorOf(cells.Greatest - (cells.Greatest - cells.Least) * (i + 0.5) / Colors))
                .ToArray();
        yield return new Shape.Raster(box, 1, Colors, pixels);
        foreach (var tick in _scaleTicks)
        {
            var y = Crisp(box.Bottom - _scale.Fraction(tick.Value) * box.Height);
            yield return Line(new(box.Right, y), new(box.Right + 3, y), Palette.FrameLine);
            yield return new Shape.Text(
                new(box.Right + 6, y + 0.36 * TickSize), tick.Label, TickSize, Palette.Ink);
        }

        if (cells.Map.ScaleTitle is not { } title) yield break;
        yield return new Shape.Text(
            new(box.Right + 6 + Widest(_scaleTicks) + 17, box.Y + box.Height / 2),
                TextMetrics.Fit(title, TitleSize, box.Height + 40),
            TitleSize, Palette.Ink, Anchor.Middle, -90);
    }

    private IEnumerable<Shape> Notes(Box plot)
    {
        if (_data.Excluded > 0)
        {
            var what = _data.Excluded == 1 ? "1 value that is" : $"{_data.Excluded:N0} values that are";
            yield return new Shape.Text(
                new(plot.Right, plot.Bottom + Bottom - 5),
                    $"The logarithmic axis leaves out {what} not above 0.", 10.5, Palette.Pale, Anchor.End);
        }

        if (_data.IsEmpty)
        {
            yield return new Shape.Text(
                new(plot.X + plot.Width / 2, plot.Y + plot.Height / 2), "no data", 16, Palette.Pale,
                    Anchor.Middle);
        }
    }

    private static Shape.Polyline Line(Point from, Point to, Color color) => new([from, to], color, 1, []);

    // A line of width 1 is sharp when its middle lies half-way between two whole numbers.
    private static double Crisp(double value) => Math.Round(value - 0.5) + 0.5;

    private static Tick[] Shortened(Tick[] ticks, double width) =>
        [.. ticks.Select(tick => tick with { Label = TextMetrics.Fit(tick.Label, TickSize, width) })];

    private static double Widest(Tick[] ticks) =>
        ticks.Select(tick => TextMetrics.Width(tick.Label, TickSize)).DefaultIfEmpty(0).Max();
}
