using LlmKit.Plotting.Display;

namespace LlmKit.Plotting;

/// <summary>
/// A chart, which never changes: each <c>With…</c> returns another. As the value of a notebook's cell it is
/// interactive where Plotly JSON is drawn (VS Code, JupyterLab) and a picture everywhere else.
/// </summary>
[TypeFormatterSource(
    typeof(ChartFormatters),
    PreferredMimeTypes = [ChartFormatters.Plotly, ChartFormatters.Png, ChartFormatters.Text])]
public sealed partial class GenericChart
{
    internal GenericChart(Figure figure) => Figure = figure;

    internal Figure Figure { get; }

    /// <summary>The heading above the chart.</summary>
    public GenericChart WithTitle(string title) => new(Figure with { Title = title });

    /// <summary>The size in pixels, 700 × 450 unless set; each side from 100 to 5000.</summary>
    public GenericChart WithSize(int? Width = null, int? Height = null) => new(Figure with
    {
        Width = Width is { } width ? Require.Size(width, nameof(Width)) : Figure.Width,
        Height = Height is { } height ? Require.Size(height, nameof(Height)) : Figure.Height,
    });

    /// <summary>Sets what is not null of the x axis; in a grid, of every x axis.</summary>
    /// <param name="Unit">Written after the title in brackets: <c>time (s)</c>.</param>
    /// <param name="AxisType">A logarithmic axis leaves out what is not above 0, and the picture says how
    /// many values that are.</param>
    /// <param name="MinMax">The ends of the axis in the data's own numbers. (Plotly.NET takes their
    /// logarithms on a logarithmic axis.)</param>
    public GenericChart WithXAxisStyle(
        string? TitleText = null,
        string? Unit = null,
        StyleParam.AxisType? AxisType = null,
        (double Min, double Max)? MinMax = null,
        bool? ShowGrid = null,
        bool? Reversed = null) =>
        new(Figure.Map(
            panel =>
            panel with { X = Styled(panel.X, TitleText, Unit, AxisType, MinMax, ShowGrid, Reversed) }));

    /// <summary>
    /// Sets what is not null of the y axis, as <see cref="WithXAxisStyle"/> does for the x axis.
    /// </summary>
    public GenericChart WithYAxisStyle(
        string? TitleText = null,
        string? Unit = null,
        StyleParam.AxisType? AxisType = null,
        (double Min, double Max)? MinMax = null,
        bool? ShowGrid = null,
        bool? Reversed = null) =>
        new(Figure.Map(
            panel =>
            panel with { Y = Styled(panel.Y, TitleText, Unit, AxisType, MinMax, ShowGrid, Reversed) }));

    /// <summary>
    /// Shows or hides the legend. By default it is shown when there are at least two names.
    /// </summary>
    public GenericChart WithLegend(bool showlegend) => new(Figure with { ShowLegend = showlegend });

    /// <summary>
    /// Puts the legend to the right of the plot (vertical) or above it (horizontal); never over the data.
    /// </summary>
    public GenericChart WithLegendStyle(StyleParam.Orientation Orientation) =>
        new(Figure with { LegendOrientation = Orientation });

    /// <summary>
    /// Names the trace, and says whether the legend lists it. Several traces are numbered: <c>name_1</c>.
    /// </summary>
    public GenericChart WithTraceInfo(string? Name = null, bool? ShowLegend = null)
    {
        var count = Figure.Panels.Sum(panel => panel.Traces.Length);
        var index = 0;
        return new(Figure.Map(trace => trace with
        {
            Name = Name is null ? trace.Name : count == 1 ? Name : $"{Name}_{++index}",
            ShowLegend = ShowLegend ?? trace.ShowLegend,
        }));
    }

    /// <summary>Sets what is not null of every line.</summary>
    public GenericChart WithLineStyle(
        double? Width = null, Color? Color = null, StyleParam.DrawingStyle? Dash = null) =>
        new(Figure.Map(trace => trace is not Trace.Scatter scatter ? trace : scatter with
        {
            LineWidth = Width is { } width ? Require.Positive(width, nameof(Width)) : scatter.LineWidth,
            Color = Color ?? scatter.Color,
            LineDash = Dash ?? scatter.LineDash,
        }));

    /// <summary>Sets what is not null of every point, and the colour of every bar.</summary>
    /// <param name="Size">The diameter in pixels.</param>
    public GenericChart WithMarkerStyle(
        double? Size = null, Color? Color = null, StyleParam.MarkerSymbol? Symbol = null) =>
        new(Figure.Map(trace => trace switch
        {
            Trace.Scatter scatter => scatter with
            {
                MarkerSize = Size is { } size ? Require.Positive(size, nameof(Size)) : scatter.MarkerSize,
                MarkerColor = Color ?? scatter.MarkerColor,
                MarkerSymbol = Symbol ?? scatter.MarkerSymbol,
            },
            _ => trace with { Color = Color ?? trace.Color },
        }));

    /// <summary>The title beside the colour bar of a heat map.</summary>
    public GenericChart WithColorBarStyle(string TitleText) =>
        new(Figure.Map(trace => trace is Trace.Heatmap map ? map with { ScaleTitle = TitleText } : trace));

    /// <summary>
    /// How bars of several traces share a place: side by side, on top of each other, or over each other.
    /// </summary>
    public GenericChart WithBarMode(StyleParam.BarMode BarMode) =>
        new(Figure.Map(panel => panel with { BarMode = BarMode }));

    internal static GenericChart Of(Trace trace, AxisStyle? y = null) =>
        new(new Figure { Panels = [new Panel { Traces = [trace], Y = y ?? new() }] });

    private static AxisStyle Styled(
        AxisStyle style, string? title, string? unit, StyleParam.AxisType? type,
            (double Min, double Max)? range,
        bool? showGrid, bool? isReversed)
    {
        if (range is var (min, max) && !(min < max && double.IsFinite(max - min)))
        {
            throw new ArgumentException(
                $"MinMax = ({min}, {max}). The first number must be below the second.");
        }

        var styled = style.Overlay(new()
        {
            Title = title, Unit = unit, Type = type, Range = range, ShowGrid = showGrid, IsReversed =
                isReversed,
        });
        if (styled is { Type: StyleParam.AxisType.Log, Range: { Least: <= 0 } wrong })
        {
            throw new ArgumentException(
                $"MinMax = ({wrong.Least}, {wrong.Greatest}) on a logarithmic axis. Both must be above 0: pass the data's own numbers.");
        }

        return styled;
    }
}
