using LlmKit.Plotting;
using LlmKit.Plotting.Drawing;
using LlmKit.Plotting.Fonts;

namespace LlmKit.Tests.Plotting;

public sealed class FontTests
{
    // Parts of names of fonts whose H stands on the baseline; calligraphic ones may swing below it.
    private static readonly string[] s_plainFonts = ["Sans", "Main-Regular", "hei"];

    [Fact]
    public void Every_sign_that_a_label_can_have_is_drawn_without_a_font()
    {
        var box = StrokeFont.Outline('损');

        for (var rune = '!'; rune <= '~'; rune++)
        {
            Assert.NotEmpty(StrokeFont.Outline(rune));
            Assert.NotEqual(box.Count == 4 ? Corners(box) : [], Corners(StrokeFont.Outline(rune)));
        }

        Assert.All(
            "−×·…µ→±≤≥°⁰¹²³⁴⁵⁶⁷⁸⁹⁻", (char sign) =>
            Assert.NotEqual(Corners(box), Corners(StrokeFont.Outline(sign))));
    }

    [Fact]
    public void A_stroked_letter_stays_within_its_width()
    {
        for (var rune = ' '; rune <= '~'; rune++)
        {
            foreach (var point in StrokeFont.Outline(rune).SelectMany(slab => slab))
            {
                Assert.InRange(point.X, -0.1, TextMetrics.Advance(rune) + 0.1);
                Assert.InRange(point.Y, -1, 0.35);
            }
        }
    }

    [Fact]
    public void A_file_that_is_no_font_is_passed_over()
    {
        var path = Path.GetTempFileName();
        try
        {
            foreach (
                var content in new byte[][] { [], [1, 2, 3], new byte[1000],
                [.. Enumerable.Repeat((byte)255, 5000)] })
            {
                File.WriteAllBytes(path, content);
                Assert.Null(FontFile.TryRead(path));
            }

            Assert.Null(FontFile.TryRead(path + ".missing"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory, InlineData("*.ttf"), InlineData("*.ttc"), InlineData("*.otf")]
    public void Letters_of_the_fonts_of_this_machine_stand_on_the_baseline(string pattern)
    {
        var fonts = FontFiles(pattern).Select(FontFile.TryRead).OfType<FontFile>()
            .Where(font => font.Glyph('H') != 0 && font.Glyph('o') != 0 && font.Outline(font.Glyph('H')).Count == 1)
            .Take(20).ToList();
        if (fonts.Count == 0) Assert.Skip($"no font {pattern} on this machine");

        foreach (var font in fonts)
        {
            var (h, o) = (Corners(font.Outline(font.Glyph('H'))), font.Outline(font.Glyph('o')));
            Assert.InRange(h.Max(point => point.Y), -0.06, 0.06);
            Assert.InRange(h.Min(point => point.Y), -0.9, -0.5);
            Assert.InRange(h.Max(point => point.X), 0.2, font.Advance(font.Glyph('H')) + 0.1);
            Assert.Equal(2, o.Count);
            Assert.Equal(-Math.Sign(Area(o[0])), Math.Sign(Area(o[1])));
        }
    }

    [Fact]
    public void A_short_text_is_not_cut_and_a_long_one_fits_with_its_ellipsis()
    {
        Assert.Equal("loss", TextMetrics.Fit("loss", 12, 100));
        var cut = TextMetrics.Fit("a rather long name of a run 一个很长的名字", 12, 100);

        Assert.EndsWith("…", cut);
        Assert.InRange(TextMetrics.Width(cut, 12), 80, 100);
    }

    [Fact]
    public void The_pieces_of_a_dashed_line_lie_on_it_and_sum_to_its_inked_share()
    {
        var pieces = Dashes.Cut([new(0, 0), new(100, 0), new(100, 50)], [10, 5]).ToList();

        Assert.Equal(10, pieces.Count);
        Assert.Equal(100, pieces.Sum(Length), 6);
    }

    [Fact]
    public void A_pixel_is_covered_by_the_share_of_the_outline_in_it()
    {
        var paper = new Rasterizer(4, 4);
        paper.Add([[new(0, 0), new(2.5, 0), new(2.5, 2), new(0, 2)]]);
        paper.Add([[new(0, 0), new(1, 0), new(1, 2), new(0, 2)]]);
        paper.Paint("#000000", new(0, 0, 4, 4));

        Assert.Equal([0, 0, 128, 255], Enumerable.Range(0, 4).Select(x => (int)paper.Pixels[3 * x]));
        Assert.Equal(255, paper.Pixels[3 * 4 * 2]);
    }

    [Fact]
    public void An_outline_inside_another_of_opposite_direction_is_a_hole()
    {
        var paper = new Rasterizer(3, 3);
        paper.Add(
            [[new(0, 0), new(3, 0), new(3, 3), new(0, 3)], [new(1, 1), new(1, 2), new(2, 2), new(2, 1)]]);
        paper.Paint("#000000", new(0, 0, 3, 3));

        Assert.Equal(255, paper.Pixels[3 * 4]);
        Assert.Equal(0, paper.Pixels[3 * 3]);
    }

    private static IEnumerable<string> FontFiles(string pattern) => Directory.Exists("/usr/share/fonts")
        ? Directory.EnumerateFiles("/usr/share/fonts", pattern, SearchOption.AllDirectories)
            .Where(path => s_plainFonts.Any(Path.GetFileName(path).Contains)).Order(StringComparer.Ordinal)
        : [];

    private static double Area(IReadOnlyList<Point> points) =>
        points.Zip(points.Skip(1).Append(points[0]), (a, b) => a.X * b.Y - b.X * a.Y).Sum();

    private static double Length(IReadOnlyList<Point> points) =>
        points.Zip(points.Skip(1), (a, b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2)))
            .Sum();

    private static List<Point> Corners(IReadOnlyList<IReadOnlyList<Point>> outline) =>
        [.. outline.SelectMany(slab => slab)];
}
