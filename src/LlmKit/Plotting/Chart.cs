using System.Collections;

namespace LlmKit.Plotting;

/// <summary>
/// Makes charts: <c>Chart.Line(steps, losses, "train").WithXAxisStyle("step").WithYAxisStyle("loss", Unit:
/// "nats")</c>. Names and arguments are those of Plotly.NET's C# API.
/// </summary>
/// <remarks>
/// Data may be of any number type (also <c>Half</c> and nullable ones), <c>DateTime</c>, <c>DateOnly</c> or
/// text. NaN, infinities and null are gaps. However long the data, an output stays small: see
/// <see cref="Downsampling"/>.
/// </remarks>
public static partial class Chart
{
    /// <summary>A line through the points in the order given.</summary>
    /// <param name="x">One place a point: numbers, dates or text.</param>
    /// <param name="y">One value a point; as many as <paramref name="x"/>.</param>
    /// <param name="Name">What the legend calls it.</param>
    public static GenericChart Line<TX, TY>(
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        string? Name = null,
        bool ShowMarkers = false,
        bool? ShowLegend = null,
        double Opacity = 1,
        Color? LineColor = null,
        double LineWidth = 2,
        StyleParam.DrawingStyle? LineDash = null,
        Color? MarkerColor = null,
        StyleParam.MarkerSymbol MarkerSymbol = StyleParam.MarkerSymbol.Circle) =>
        Scatter(
            x, y, ShowMarkers ? StyleParam.Mode.Lines_Markers
                : StyleParam.Mode.Lines, Name, ShowLegend, Opacity,
            MarkerColor, MarkerSymbol, LineColor: LineColor, LineWidth: LineWidth, LineDash: LineDash);

    /// <summary>Points that are not joined.</summary>
    /// <param name="MultiText">A text beside each point.</param>
    /// <param name="MarkerSize">The diameter in pixels.</param>
    public static GenericChart Point<TX, TY>(
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        string? Name = null,
        bool? ShowLegend = null,
        double Opacity = 1,
        Color? MarkerColor = null,
        StyleParam.MarkerSymbol MarkerSymbol = StyleParam.MarkerSymbol.Circle,
        double MarkerSize = 7,
        IEnumerable? MultiText = null) =>
        Scatter(
            x, y, StyleParam.Mode.Markers, Name, ShowLegend, Opacity, MarkerColor, MarkerSymbol, MarkerSize,
                MultiText);

    /// <summary>Points, a line through them, or both, as <paramref name="mode"/> says.</summary>
    public static GenericChart Scatter<TX, TY>(
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        StyleParam.Mode mode,
        string? Name = null,
        bool? ShowLegend = null,
        double Opacity = 1,
        Color? MarkerColor = null,
        StyleParam.MarkerSymbol MarkerSymbol = StyleParam.MarkerSymbol.Circle,
        double MarkerSize = 7,
        IEnumerable? MultiText = null,
        Color? LineColor = null,
        double LineWidth = 2,
        StyleParam.DrawingStyle? LineDash = null)
    {
        var (xs, ys) = (Series.From(x, nameof(x)), Series.From(y, nameof(y)));
        Require.SameLength(nameof(x), xs.Count, nameof(y), ys.Count);

        return GenericChart.Of(new Trace.Scatter(xs, ys, mode)
        {
            Name = Name,
            ShowLegend = ShowLegend,
            Opacity = Require.Opacity(Opacity),
            Color = LineColor ?? MarkerColor,
            MarkerColor = MarkerColor,
            MarkerSymbol = MarkerSymbol,
            MarkerSize = Require.Positive(MarkerSize, nameof(MarkerSize)),
            LineWidth = Require.Positive(LineWidth, nameof(LineWidth)),
            LineDash = LineDash,
            Texts = Texts(MultiText, nameof(MultiText), nameof(x), xs.Count),
        });
    }

    private static string[]? Texts(IEnumerable? texts, string name, string other, int count)
    {
        if (texts is null) return null;
        var read = texts is string ? Series.From(texts, name).Texts : [.. texts.Cast<object?>().Select(Text)];
        Require.SameLength(name, read.Length, other, count);
        return read;

        static string Text(object? value) =>
            value is IFormattable formattable ? formattable.ToString(null, null) : value?.ToString() ?? "";
    }
}
