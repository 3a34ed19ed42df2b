using LlmKit.Plotting;
using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using LlmKit.Plotting.Drawing;
using LlmKit.Plotting.Fonts;

namespace LlmKit.Tests.Plotting;

/// <summary>The static picture: SVG and PNG.</summary>
public sealed class PictureTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => new(Samples.All.Keys);

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_chart_is_well_formed_SVG_of_the_size_asked_for(string kind)
    {
        var root = XDocument.Parse(Samples.All[kind]().WithSize(500, 300).ToSvg()).Root!;

        Assert.Equal(s_svg + "svg", root.Name);
        Assert.Equal(("500", "300"), (root.Attribute("width")!.Value, root.Attribute("height")!.Value));
        Assert.DoesNotContain("NaN", root.ToString());
        Assert.Empty(root.Descendants(s_svg + "script"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_chart_is_a_small_PNG_of_twice_the_size_that_states_its_density(string kind)
    {
        var file = Samples.All[kind]().WithSize(500, 300).ToPng();
        var png = PngReader.Read(file);

        Assert.Equal((1000, 600), (png.Width, png.Height));
        Assert.Equal(7559, png.PixelsPerMetre);
        Assert.InRange(file.Length, 1, 60_000);
        Assert.InRange(png.CountOf(new(255, 255, 255)), 1, 599_000);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Text_stays_on_the_picture(string kind)
    {
        foreach (var (box, text) in Texts(Samples.All[kind]()))
        {
            Assert.True(
                box.X >= -1 && box.Y >= -1 && box.Right <= 701 && box.Bottom <= 601, $"\"{text}\" at {box}");
        }
    }

    [Fact]
    public void Every_point_is_drawn_inside_the_plot()
    {
        Prop.ForAll(
            Gen.Choose(-1000, 1000).Select(i => i / 7.0).Two().ListOf().Where(list => list.Count > 0)
            .ToArbitrary(), points =>
        {
            var chart = Chart.Point(points.Select(p => p.Item1), points.Select(p => p.Item2 * 1e6));
            var plot = XDocument.Parse(chart.ToSvg()).Root!.Elements(s_svg + "svg").Single();
            var (x, y, width, height) =
                (Number(plot, "x"), Number(plot, "y"), Number(plot, "width"), Number(plot, "height"));
            var circles = plot.Elements(s_svg + "circle").ToList();

            Assert.Equal(points.Count, circles.Count);
            Assert.All(circles, circle =>
            {
                Assert.InRange(Number(circle, "cx"), x, x + width);
                Assert.InRange(Number(circle, "cy"), y, y + height);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Text_is_escaped_and_what_XML_cannot_hold_becomes_a_box()
    {
        var svg = Chart.Line([1], [2]).WithTitle("a < b & \"c\" </svg>\u0001").ToSvg();

        Assert.Contains(
            XDocument.Parse(svg).Descendants(s_svg + "text"), text =>
                text.Value == "a < b & \"c\" </svg>\u25A1");
    }

    [Fact]
    public void A_legend_never_covers_the_plot()
    {
        foreach (var orientation in Enum.GetValues<StyleParam.Orientation>())
        {
            var chart = Samples.All["lines"]().WithLegendStyle(orientation);
            var plot = XDocument.Parse(chart.ToSvg()).Root!.Elements(s_svg + "svg").Single();
            var entry = Texts(chart).Single(text => text.Text == "validation").Box;

            Assert.True(
                entry.X > Number(plot, "x") + Number(plot, "width")
                || entry.Bottom < Number(plot, "y"), $"{entry}");
        }
    }

    [Fact]
    public void A_gap_parts_the_line()
    {
        var svg = XDocument.Parse(Chart.Line([1, 2, 3, 4, 5], [1, 2, double.NaN, 3, 4]).ToSvg());

        var lines = svg.Root!.Elements(s_svg + "svg").Single().Elements(s_svg + "polyline");
        Assert.Equal([2, 2], lines.Select(line => line.Attribute("points")!.Value.Split(' ').Length));
    }

    [Fact]
    public void A_chart_without_data_says_so()
    {
        Assert.Contains("no data", Chart.Line(Array.Empty<int>(), Array.Empty<int>()).ToSvg());
        Assert.DoesNotContain("no data", Chart.Line([1], [1]).ToSvg());
    }

    [Fact]
    public void A_logarithmic_axis_says_how_many_values_it_leaves_out()
    {
        var svg = Chart.Line([1, 2, 3, 4], [10, 0, -5, 100]).WithYAxisStyle(AxisType: StyleParam.AxisType.Log)
            .ToSvg();

        Assert.Contains("leaves out 2 values that are not above 0", svg);
    }

    [Fact]
    public void A_line_in_the_PNG_has_its_colour_at_its_place()
    {
        var png = PngReader.Read(Chart.Line([0, 1], [5, 5], LineColor: "#FF0000", LineWidth: 4).ToPng());

        var rows = Enumerable.Range(0, png.Height)
            .Where(y => png.At(png.Width / 2, y) == new Color(255, 0, 0)).ToList();

        Assert.InRange(rows.Count, 7, 8);
        Assert.Equal(rows.Count - 1, rows[^1] - rows[0]);
    }

    [Fact]
    public void Text_appears_on_a_machine_without_fonts()
    {
        var picture = new Picture(100, 40, "", [new Shape.Text(new(5, 25), "Loss 10⁻³ 损", 14, "#000000")]);
        var blank = new Picture(100, 40, "", []);

        Assert.True(
            PngReader.Read(PngPainter.Write(picture, 2, Typeface.Strokes)).CountOf(new(0, 0, 0)) > 100);
        Assert.Equal(0, PngReader.Read(PngPainter.Write(blank, 2, Typeface.Strokes)).CountOf(new(0, 0, 0)));
    }

    [Fact]
    public void Chinese_text_is_drawn_from_a_font_where_the_machine_has_one()
    {
        if (!Typeface.System.Has('损')) Assert.Skip("no font with Chinese characters on this machine");
        Assert.NotEqual(Drawn("损失"), Drawn("曲线"));

        static byte[] Drawn(string text) =>
            PngPainter.Write(new Picture(60, 40, "", [new Shape.Text(new(5, 30), text, 20, "#000000")]), 2);
    }

    [Fact]
    public void A_tiny_chart_is_drawn_as_approved()
    {
        var chart = Chart.Combine(
                Chart.Line([0, 1, 2], [1.0, 0.5, 0.25], "train", ShowMarkers: true),
                    Chart.Line([0, 2], [1.2, 0.4], "测试"))
            .WithTitle("Loss").WithXAxisStyle("step").WithYAxisStyle("loss", Unit: "nats").WithSize(300, 200);

        Approved.Equal("tiny-line.svg", chart.ToSvg());
    }

    // Each text with the rectangle that it takes.
    private static IEnumerable<(Box Box, string Text)> Texts(GenericChart chart)
    {
        foreach (var text in XDocument.Parse(chart.ToSvg()).Root!.Elements(s_svg + "text"))
        {
            var size = Number(text, "font-size");
            var width = TextMetrics.Width(text.Value, size);
            var left =
                Number(text, "x") - width * text.Attribute(
                "text-anchor")?.Value switch { "middle" => 0.5, "end" => 1, _ => 0 };
            var isUpright = text.Attribute("transform") is null;
            yield return (
                isUpright ? new(left, Number(text, "y") - size, width, size)
                : new(Number(text, "x"), Number(text, "y"), 0, 0), text.Value);
        }
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
