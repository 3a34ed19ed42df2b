using LlmKit.Plotting;
namespace LlmKit.Tests.Plotting;

/// <summary>One chart of each kind, and the edge cases.</summary>
internal static class Samples
{
    public static readonly Dictionary<string, Func<GenericChart>> All = new()
    {
        ["lines"] = () => Chart.Combine(
                Chart.Line(Steps(100), Steps(100).Select(s => 3 + 5 * Math.Exp(-s / 20.0)), "train"),
                Chart.Line(
                    Steps(100), Steps(100)
                    .Select(s => 3.2 + 5 * Math.Exp(-s / 20.0)), "validation", ShowMarkers: true))
            .WithTitle("Loss").WithXAxisStyle("step").WithYAxisStyle("loss", Unit: "nats"),
        ["log"] = () => Chart.Line(Steps(50), Steps(50).Select(s => Math.Pow(10, -s / 8.0)))
            .WithYAxisStyle("rate", AxisType: StyleParam.AxisType.Log),
        ["points"] = () => Chart.Point([1.0, 2, 3], [2f, 1, 3], MultiText: new[] { "国王", "queen", "<b>" }),
        ["columns"] = () => Chart.Combine(
            Chart.Column([1, -2, 3], new[] { "a", "b", "c" }, "x"),
                Chart.Column([2, 1, 2], new[] { "a", "b", "c" }, "y")),
        ["bars"] = () =>
            Chart.Bar(
            [0.5, 0.25, 0.25], new[] { "the", "the", "一个很长的词语" },
            MultiText: new[] { "50 %", "25 %", "25 %" }),
        ["stacked"] = () =>
            Chart.Combine(Chart.StackedColumn([1, 2], Name: "x"), Chart.StackedColumn([2, 1], Name: "y")),
        ["histogram"] = () => Chart.Histogram(Steps(500).Select(s => Math.Sin(s) * Math.Sin(3 * s))),
        ["heat map"] = () => Chart.AnnotatedHeatmap(
            new double[,] { { 1, -2, 3 }, { double.NaN, 0.5, -1 } }, X: new[] { "the", "cat", "the" },
            ColorScale: StyleParam.Colorscale.RdBu, ReverseYAxis: true).WithColorBarStyle("weight"),
        ["large heat map"] = () =>
            Chart.Heatmap(Steps(300).Select(i => Steps(200).Select(j => (float)(i * j)))),
        ["grid"] = () =>
            Chart.Grid([All!["lines"](), All["heat map"](), All["columns"]()], 2, 2, ["one", "two", "three"]),
        ["dates"] = () =>
            Chart.Line(Steps(30).Select(i => new DateTime(2024, 1, 1).AddDays(9 * i)), Steps(30)),
        ["empty"] = () => Chart.Line(Array.Empty<double>(), Array.Empty<double>()),
        ["one point"] = () => Chart.Point([3], [4.5]),
        ["constant"] = () => Chart.Line([1, 2, 3], [0.0, 0, 0]),
        ["huge values"] = () => Chart.Line([1, 2], [-1e300, 1e300]),
        ["tiny values"] = () => Chart.Line([1, 2], [1e-300, 3e-300]),
        ["nothing positive"] = () =>
            Chart.Line([1, 2], [-1, 0]).WithYAxisStyle(AxisType: StyleParam.AxisType.Log),
        ["many names"] = () =>
            Chart.Combine(
            Steps(30)
            .Select(i => Chart.Line([0, 1], [i, i + 1], $"run number {i} of a long sweep over rates"))),
        ["long"] = () => Chart.Line(Steps(100_000), Steps(100_000).Select(s => Math.Sin(s / 9000.0))),
    };

    public static int[] Steps(int count) => [.. Enumerable.Range(0, count)];
}
