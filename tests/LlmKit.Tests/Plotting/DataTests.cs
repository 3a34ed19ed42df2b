using LlmKit.Plotting;
using FsCheck;
using FsCheck.Fluent;

namespace LlmKit.Tests.Plotting;

/// <summary>What becomes of the data on its way to the picture: bins, thinning, reading.</summary>
public sealed class DataTests
{
    private static readonly Arbitrary<double[]> s_samples =
        Gen.Choose(-5000, 5000).Select(i => i / 37.0).NonEmptyListOf().Select(list => list.ToArray())
            .ToArbitrary();

    [Fact]
    public void Every_value_falls_into_exactly_one_bin() => Prop.ForAll(s_samples, values =>
    {
        var bins = Bins.For(values, null);

        Assert.Equal(values.Length, bins.CountOf(values).Sum());
        Assert.True(
            bins.First <= values.Min() && values.Max() < bins.First + bins.Width * bins.Count * 1.000001);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void There_are_never_more_bins_than_asked_for() =>
        Prop.ForAll(s_samples, Gen.Choose(1, 40).ToArbitrary(), (values, most) =>
        Assert.InRange(Bins.For(values, most).Count, 1, most)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_bins_follow_Freedman_and_Diaconis()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)];

        // Interquartile range 0.4995, so 2 · 0.4995 / 10 = 0.0999, rounded up to 0.1.
        Assert.Equal(new Bins(0, 0.1, 10), Bins.For(values, null));
    }

    [Fact]
    public void Whole_numbers_get_bins_about_whole_numbers() =>
        Assert.Equal(new Bins(0.5, 1, 4), Bins.For([1, 2, 2, 3, 3, 4], null));

    [Fact]
    public void A_thinned_line_keeps_its_ends_and_every_spike() =>
        Prop.ForAll(Gen.Choose(1, 99_998).ToArbitrary(), place =>
    {
        var (x, y) = (Samples.Steps(100_000).Select(i => (double)i).ToArray(), new double[100_000]);
        y[place] = 7;
        var kept = Downsampling.Line(x, y, 2000);

        Assert.InRange(kept.Length, 2, 2500);
        Assert.Contains(place, kept);
        Assert.Equal((0, 99_999), (kept[0], kept[^1]));
        Assert.Equal(kept.Order().Distinct(), kept);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_thinned_line_keeps_its_gaps()
    {
        var y = new double[50_000];
        y[20_000] = double.NaN;

        Assert.Contains(20_000, Downsampling.Line(y, y, 2000));
    }

    [Fact]
    public void Thinned_points_leave_no_part_of_the_plot_empty()
    {
        var random = new System.Random(1);
        double[] x = [.. Samples.Steps(50_000).Select(_ => random.NextDouble())];
        double[] y = [.. Samples.Steps(50_000).Select(_ => random.NextDouble())];
        var kept = Downsampling.Scatter(x, y, 2000);

        Assert.InRange(kept.Length, 800, 2000);
        Assert.Equal(400, kept.Select(i => ((int)(x[i] * 20), (int)(y[i] * 20))).Distinct().Count());
    }

    [Fact]
    public void A_large_heat_map_shows_the_means_of_blocks()
    {
        var map =
            new Trace.Heatmap([.. Samples.Steps(256 * 2).Select(i => (double)(i % 2))], 2, 256, null, null);
        var small = Downsampling.Cells(map);

        Assert.Equal((2, 128), (small.Rows, small.Columns));
        Assert.All(small.Cells, cell => Assert.Equal(0.5, cell));
        Assert.Equal(0.5, small.X!.Values[0]);
    }

    [Fact]
    public void Numbers_of_every_kind_are_read_and_what_is_not_finite_is_a_gap()
    {
        Assert.Equal([1, 2], Series.From(new[] { 1f, 2f }, "x").Values);
        Assert.Equal([1, 2], Series.From(new[] { (Half)1, (Half)2 }, "x").Values);
        Assert.Equal([1, double.NaN], Series.From(new double?[] { 1, null }, "x").Values);
        Assert.Equal([1, 2], Series.From(new[] { 1m, 2m }, "x").Values);
        Assert.Equal([double.NaN, 3], Series.From(new[] { double.PositiveInfinity, 3 }, "x").Values);
        Assert.Equal(["a", "b"], Series.From("ab".ToCharArray(), "x").Texts);
        Assert.Equal([86_400_000], Series.From(new[] { new DateOnly(1970, 1, 2) }, "x").Values);
    }
}
