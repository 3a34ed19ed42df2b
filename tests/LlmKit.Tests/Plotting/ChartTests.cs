using LlmKit.Plotting;
using System.Text.Json;

namespace LlmKit.Tests.Plotting;

/// <summary>What a caller sees: Plotly JSON, messages, files.</summary>
public sealed class ChartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-plotting").FullName;

    public static TheoryData<string> Kinds => new(Samples.All.Keys);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Kinds))]
    public void The_Plotly_JSON_of_every_kind_is_small_and_has_one_trace_for_each_of_the_charts(string kind)
    {
        var chart = Samples.All[kind]();
        var json = chart.ToPlotlyJson();
        var root = JsonDocument.Parse(json).RootElement;

        Assert.Equal(
            chart.Figure.Panels.Sum(panel => panel.Traces.Length), root.GetProperty("data").GetArrayLength());
        Assert.True(root.GetProperty("layout").TryGetProperty("xaxis", out _));
        Assert.InRange(json.Length, 1, 150_000);
    }

    [Fact]
    public void The_traces_carry_the_data()
    {
        var root = Json(Chart.Combine(
            Chart.Line([1, 2], [0.5, double.NaN], "a<b", LineDash: StyleParam.DrawingStyle.Dash),
                Chart.Point([1, 2], [3, 4])));
        var (line, points) = (root.GetProperty("data")[0], root.GetProperty("data")[1]);

        Assert.Equal(
            """{"type":"scatter","name":"a\u0026lt;b","showlegend":false,"mode":"lines","x":[1,2],"y":[0.5,null],"line":{"color":"#0072B2","width":2,"dash":"dash"}}""", line.GetRawText());
        Assert.Equal("markers", points.GetProperty("mode").GetString());
        Assert.Equal("#D55E00", points.GetProperty("marker").GetProperty("color").GetString());
    }

    [Fact]
    public void Columns_with_the_same_text_stay_apart()
    {
        var root = Json(Chart.Column([3, 4], new[] { "the", "the" }));

        Assert.Equal("[0,1]", root.GetProperty("data")[0].GetProperty("x").GetRawText());
        Assert.Equal(
            """["the","the"]""", root.GetProperty("layout").GetProperty("xaxis").GetProperty("ticktext")
            .GetRawText());
    }

    [Fact]
    public void Stacked_bars_start_where_the_last_one_ended()
    {
        var root = Json(Chart.Combine(Chart.StackedColumn([1, 2]), Chart.StackedColumn([10, -20])));

        Assert.Equal("[1,0]", root.GetProperty("data")[1].GetProperty("base").GetRawText());
        Assert.Equal("[10,-20]", root.GetProperty("data")[1].GetProperty("y").GetRawText());
    }

    [Fact]
    public void A_histogram_counts_and_its_areas_can_sum_to_1()
    {
        var counts = Json(Chart.Histogram([1, 1, 2, 3])).GetProperty("data")[0];
        var density =
            Json(Chart.Histogram([0.1, 0.4, 0.5, 3], HistNorm: StyleParam.HistNorm.ProbabilityDensity))
            .GetProperty("data")[0];

        Assert.Equal("[2,1,1]", counts.GetProperty("y").GetRawText());
        var area = density.GetProperty("y").EnumerateArray()
            .Sum(y => y.GetDouble()) * density.GetProperty("width").GetDouble();
        Assert.Equal(1, area, 5);
    }

    [Fact]
    public void A_diverging_scale_has_its_middle_at_0()
    {
        var map = Json(Chart.Heatmap(new double[,] { { -1, 4 } }, ColorScale: StyleParam.Colorscale.RdBu))
            .GetProperty("data")[0];

        Assert.Equal((-4, 4), (map.GetProperty("zmin").GetDouble(), map.GetProperty("zmax").GetDouble()));
        Assert.Equal("[[-1,4]]", map.GetProperty("z").GetRawText());
    }

    [Fact]
    public void The_unit_stands_in_brackets_after_the_axis_title()
    {
        var layout = Json(Chart.Line([1], [1]).WithYAxisStyle("loss", Unit: "nats")).GetProperty("layout");

        Assert.Equal(
            "loss (nats)", layout.GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString());
    }

    [Fact]
    public void The_same_name_has_the_same_colour_in_every_panel_and_one_place_in_the_legend()
    {
        var data = Json(Chart.Grid(
            [Chart.Combine(Chart.Line([1], [1], "a"), Chart.Line([1], [1], "b")), Chart.Line([1], [1], "b")],
                1, 2)).GetProperty("data");

        Assert.Equal(data[1].GetProperty("line").GetRawText(), data[2].GetProperty("line").GetRawText());
        Assert.Equal(
            [true, true, false], data.EnumerateArray()
            .Select(trace => trace.GetProperty("showlegend").GetBoolean()));
        Assert.Equal("x2", data[2].GetProperty("xaxis").GetString());
    }

    [Fact]
    public void A_chart_never_changes()
    {
        var chart = Chart.Line([1, 2], [3, 4]);
        var before = chart.ToPlotlyJson();
        chart.WithTitle("other").WithSize(300, 300).WithXAxisStyle("x");

        Assert.Equal(before, chart.ToPlotlyJson());
    }

    [Fact]
    public void Its_text_is_one_short_line() =>
        Assert.Equal("""Chart "Loss": line "train" of 2, points of 1""",
            Chart.Combine(Chart.Line([1, 2], [3, 4], "train"), Chart.Point([1], [2])).WithTitle("Loss")
                .ToString());

    [Fact]
    public void Messages_say_what_was_given_which_rule_it_breaks_and_the_way_out()
    {
        Message("x has 3 values and y has 1 value. They go together one by one: pass as many of the one as of the other, for example x.Take(1).",
            () => Chart.Line([1, 2, 3], [1]));
        Message("Width = 20. Width must be from 100 to 5000 pixels. (Parameter 'Width')", () =>
            Chart.Line([1], [1]).WithSize(Width: 20));
        Message("MinMax = (0, 1) on a logarithmic axis. Both must be above 0: pass the data's own numbers.",
            () => Chart.Line([1], [1]).WithYAxisStyle(AxisType: StyleParam.AxisType.Log, MinMax: (0, 1)));
        Message("MinMax = (2, 1). The first number must be below the second.", () =>
            Chart.Line([1], [1]).WithXAxisStyle(MinMax: (2, 1)));
        Message("zData[1] has 1 values where 2 are wanted. All rows of a heat map have the same length.",
            () => Chart.Heatmap(new[] { new[] { 1, 2 }, [3] }));
        Message("X has 1 labels and zData has 2 columns. Pass one label each.", () =>
            Chart.Heatmap(new[,] { { 1, 2 } }, X: new[] { "a" }));
        Message("values holds text, where numbers are wanted. (Parameter 'values')", () =>
            Chart.Column(new[] { "a" }));
        Message("Keys is one text, \"ab\", where a list of values is wanted. Write [\"ab\"], or \"ab\".ToCharArray() for one value a character. (Parameter 'Keys')",
            () => Chart.Column([1], "ab"));
        Message("Chart.Grid was given 3 charts for 1 rows of 2. Pass between 1 and nRows · nCols charts.",
            () => Chart.Grid(Enumerable.Repeat(Chart.Line([1], [1]), 3), 1, 2));
        Message("The x axis was given text by one trace and numbers by another. Traces on the same axes bring the same kind of data: "
            + "convert one of them, or use Chart.Grid.",
            () => Chart.Combine(Chart.Line(new[] { "a" }, [1]), Chart.Line([1], [1])).ToSvg());
        Message("x has a value of type TimeSpan (00:00:01). A column holds numbers, dates (DateTime, DateOnly) or text, all of one kind: "
            + "convert first, as in x.Select(value => ...). (Parameter 'x')", () =>
                Chart.Line([TimeSpan.FromSeconds(1)], [1]));
        Message("\"#12\" is no colour. Write six hexadecimal digits: \"#0072B2\". (Parameter 'hex')", () =>
            Chart.Line([1], [1], LineColor: "#12"));

        static void Message(string expected, Func<object> act) =>
            Assert.Equal(expected, Assert.ThrowsAny<ArgumentException>(act).Message);
    }

    [Fact]
    public void Files_are_written_whole_and_leave_nothing_beside_them()
    {
        var chart = Chart.Line([1, 2], [3, 4]);
        chart.SaveSvg(Path.Combine(_folder, "a.svg"));
        chart.SavePng(Path.Combine(_folder, "a.png"));
        chart.SavePng(Path.Combine(_folder, "a.png"));
        chart.SaveHtml(Path.Combine(_folder, "a.html"));

        Assert.Equal(
            ["a.html", "a.png", "a.svg"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        Assert.Equal(chart.ToSvg(), File.ReadAllText(Path.Combine(_folder, "a.svg")));
        Assert.Equal(chart.ToPng(), File.ReadAllBytes(Path.Combine(_folder, "a.png")));
    }

    [Fact]
    public void A_missing_folder_gets_a_message()
    {
        var error =
            Assert.Throws<DirectoryNotFoundException>(
            () => Chart.Line([1], [1]).SaveSvg(Path.Combine(_folder, "no", "a.svg")));

        Assert.Contains("Create it first, or save elsewhere.", error.Message);
    }

    [Fact]
    public void A_page_has_no_script_that_runs_until_it_is_given_plotly_js()
    {
        var chart = Chart.Line([1], [1]).WithTitle("</script><b>");
        var library = Path.Combine(_folder, "plotly.js");
        File.WriteAllText(library, "window.Plotly = '</script>';");

        Assert.DoesNotContain("<script>", chart.ToHtml());
        Assert.Contains("<svg", chart.ToHtml());
        Assert.DoesNotContain("</script><b>", chart.ToHtml());
        Assert.Contains("<script>window.Plotly = '<\\/script>';</script>", chart.ToHtml(library));
        Assert.Contains(
            "<script src=\"https://cdn.example/plotly.js\"></script>",
            chart.ToHtml("https://cdn.example/plotly.js"));
        Assert.Contains(
            "is no file", Assert.Throws<FileNotFoundException>(() => chart.ToHtml("no.js")).Message);
    }

    private static JsonElement Json(GenericChart chart) =>
        JsonDocument.Parse(chart.ToPlotlyJson()).RootElement;
}
