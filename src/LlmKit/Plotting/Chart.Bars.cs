using System.Collections;

namespace LlmKit.Plotting;

public static partial class Chart
{
    /// <summary>Upright bars. Several combined stand side by side.</summary>
    /// <param name="values">The heights; a negative one hangs below 0.</param>
    /// <param name="Keys">What each bar stands for: text, numbers or dates; 0, 1, 2 and so on by default. A
    /// text that comes twice makes two bars.</param>
    /// <param name="MultiText">A text at the end of each bar.</param>
    public static GenericChart Column<TValue>(
        IEnumerable<TValue> values,
        IEnumerable? Keys = null,
        string? Name = null,
        bool? ShowLegend = null,
        double Opacity = 1,
        Color? MarkerColor = null,
        IEnumerable? MultiText = null) =>
        Bars(values, Keys, Name, ShowLegend, Opacity, MarkerColor, MultiText, isHorizontal: false);

    /// <summary>Lying bars, the first at the bottom; otherwise as <see cref="Column"/>.</summary>
    public static GenericChart Bar<TValue>(
        IEnumerable<TValue> values,
        IEnumerable? Keys = null,
        string? Name = null,
        bool? ShowLegend = null,
        double Opacity = 1,
        Color? MarkerColor = null,
        IEnumerable? MultiText = null) =>
        Bars(values, Keys, Name, ShowLegend, Opacity, MarkerColor, MultiText, isHorizontal: true);

    /// <summary>Upright bars that, combined with others, stand on top of each other.</summary>
    public static GenericChart StackedColumn<TValue>(
        IEnumerable<TValue> values,
        IEnumerable? Keys = null,
        string? Name = null,
        bool? ShowLegend = null,
        double Opacity = 1,
        Color? MarkerColor = null,
        IEnumerable? MultiText = null) =>
        Column(values, Keys, Name, ShowLegend, Opacity, MarkerColor, MultiText)
            .WithBarMode(StyleParam.BarMode.Stack);

    /// <summary>Lying bars that, combined with others, follow on each other.</summary>
    public static GenericChart StackedBar<TValue>(
        IEnumerable<TValue> values,
        IEnumerable? Keys = null,
        string? Name = null,
        bool? ShowLegend = null,
        double Opacity = 1,
        Color? MarkerColor = null,
        IEnumerable? MultiText = null) =>
        Bar(values, Keys, Name, ShowLegend, Opacity, MarkerColor, MultiText)
            .WithBarMode(StyleParam.BarMode.Stack);

    /// <summary>How the values are distributed: their number in each of a row of equally wide bins.</summary>
    /// <remarks>
    /// The bin's width follows Freedman and Diaconis (1981), twice the interquartile range over the cube root
    /// of the number of values; where that range is 0, Sturges' rule (1926), log₂ n + 1 bins. It is then
    /// rounded up to 1, 2 or 5 times a power of ten, so that bins end on round numbers. Whole numbers that
    /// are at most 30 apart get a bin each. Combined histograms share their bins.
    /// </remarks>
    /// <param name="NBinsX">The most bins to make, instead of the rule.</param>
    /// <param name="HistNorm">What the heights mean; the number of values by default.</param>
    public static GenericChart Histogram<TX>(
        IEnumerable<TX> X,
        string? Name = null,
        int? NBinsX = null,
        StyleParam.HistNorm HistNorm = StyleParam.HistNorm.None,
        bool? ShowLegend = null,
        double? Opacity = null,
        Color? MarkerColor = null)
    {
        if (NBinsX is < 1 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(
                nameof(NBinsX), $"NBinsX = {NBinsX}. NBinsX must be from 1 to 10000.");
        }

        return GenericChart.Of(new Trace.Histogram(Series.NumbersFrom(X, nameof(X)), NBinsX, HistNorm)
        {
            Name = Name,
            ShowLegend = ShowLegend,
            Color = MarkerColor,
            Opacity = Require.Opacity(Opacity ?? 1),
        });
    }

    private static GenericChart Bars<TValue>(
        IEnumerable<TValue> values, IEnumerable? keys, string? name, bool? showLegend, double opacity,
        Color? color, IEnumerable? texts, bool isHorizontal)
    {
        var numbers = Series.NumbersFrom(values, nameof(values));
        var keySeries = keys is null ? Series.Positions(numbers.Length) : Series.From(keys, "Keys");
        Require.SameLength("Keys", keySeries.Count, nameof(values), numbers.Length);

        return GenericChart.Of(new Trace.Bar(keySeries, numbers, isHorizontal)
        {
            Name = name,
            ShowLegend = showLegend,
            Opacity = Require.Opacity(opacity),
            Color = color,
            Texts = Texts(texts, "MultiText", nameof(values), numbers.Length),
        });
    }
}
