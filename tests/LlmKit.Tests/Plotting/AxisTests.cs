using LlmKit.Plotting;
using FsCheck;
using FsCheck.Fluent;
using LlmKit.Plotting.Axes;

namespace LlmKit.Tests.Plotting;

public sealed class AxisTests
{
    private static readonly Arbitrary<(double Least, double Length)> s_ranges =
        (from least in Gen.Choose(-10_000, 10_000)
         from length in Gen.Choose(1, 10_000)
         from power in Gen.Choose(-8, 8)
         select (least * Math.Pow(10, power), length * Math.Pow(10, power))).ToArbitrary();

    [Fact]
    public void Ticks_are_multiples_of_1_2_or_5_times_a_power_of_ten() =>
        ForRanges((least, greatest, ticks) =>
    {
        Assert.True(ticks.Length >= 1);
        if (ticks.Length < 2) return;
        var step = ticks[1].Value - ticks[0].Value;
        var mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-6));

        Assert.Contains(new[] { 1.0, 2, 5 }, factor => Math.Abs(mantissa / factor - 1) < 1e-5);
        Assert.All(ticks, tick => Assert.Equal(Math.Round(tick.Value / step), tick.Value / step, 1e-3));
    });

    [Fact]
    public void Ticks_lie_in_the_range_and_leave_less_than_a_step_free_at_its_ends() =>
        ForRanges((least, greatest, ticks) =>
    {
        var hair = (greatest - least) * 1e-6;
        Assert.All(ticks, tick => Assert.InRange(tick.Value, least - hair, greatest + hair));
        if (ticks.Length < 2) return;
        var step = ticks[1].Value - ticks[0].Value;
        Assert.True(ticks[0].Value - least < step * 1.000001 && greatest - ticks[^1].Value < step * 1.000001);
    });

    [Fact]
    public void There_are_no_more_ticks_than_wanted_and_their_labels_differ() =>
        ForRanges((least, greatest, ticks) =>
    {
        Assert.InRange(ticks.Length, 1, 8);
        Assert.Equal(ticks.Length, ticks.Select(tick => tick.Label).Distinct().Count());
    });

    [Fact]
    public void Each_label_of_a_short_number_says_the_number()
    {
        Assert.Equal(["−1.0", "−0.5", "0.0", "0.5", "1.0"], Labels(Ticks.Linear(-1, 1, 5)));
        Assert.Equal(["0", "200k", "400k", "600k"], Labels(Ticks.Linear(0, 600_000, 5)));
        Assert.Equal(["0.0B", "2.5B", "5.0B"], NumberText.Labels([1e-9, 2.5e9, 5e9], 5e8));
        Assert.Equal(["0", "1×10⁻⁴", "2×10⁻⁴"], Labels(Ticks.Linear(0, 2e-4, 2)));
    }

    [Fact]
    public void Whole_numbers_get_no_ticks_between_them() =>
        Assert.Equal(["0", "1", "2", "3"], Labels(Ticks.Linear(0, 3, 10, leastStep: 1)));

    [Fact]
    public void A_logarithmic_axis_has_labels_at_powers_of_ten_and_minor_ticks_between()
    {
        var ticks = Ticks.Logarithmic(1e-6, 1, 8);

        Assert.Equal(
            ["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"],
            Labels(ticks.Where(tick => tick.IsMajor)));
        Assert.Equal(6 * 8, ticks.Count(tick => !tick.IsMajor));
    }

    [Fact]
    public void A_short_logarithmic_axis_has_labels_at_1_2_and_5() =>
        Assert.Equal(
            ["2", "5", "10", "20", "50"], Labels(Ticks.Logarithmic(2, 60, 8).Where(tick => tick.IsMajor)));

    [Fact]
    public void Dates_get_ticks_at_round_moments()
    {
        double At(int year, int month, int day, int hour = 0) =>
            Series.Milliseconds(new(year, month, day, hour, 0, 0));

        Assert.Equal(
            ["2024-01", "2024-04", "2024-07", "2024-10"],
            Labels(DateTicks.Between(At(2024, 1, 1), At(2024, 12, 30), 5)));
        Assert.Equal(
            ["2024-03-01", "06:00", "12:00", "18:00"],
            Labels(DateTicks.Between(At(2024, 3, 1), At(2024, 3, 1, 23), 5)));
    }

    [Fact]
    public void A_value_stands_at_its_share_of_the_axis()
    {
        Assert.Equal(0.25, new Axis(AxisKind.Linear, 0, 8).Fraction(2));
        Assert.Equal(0.75, new Axis(AxisKind.Linear, 0, 8) { IsReversed = true }.Fraction(2));
        Assert.Equal(0.5, new Axis(AxisKind.Log, 1, 100).Fraction(10), 12);
        Assert.Equal(double.NaN, new Axis(AxisKind.Log, 1, 100).Fraction(0));
    }

    private static IEnumerable<string> Labels(IEnumerable<Tick> ticks) => ticks.Select(tick => tick.Label);

    private static void ForRanges(Action<double, double, Tick[]> law) => Prop.ForAll(s_ranges, range =>
        law(range.Least, range.Least + range.Length,
            Ticks.Linear(range.Least, range.Least + range.Length, 7))).QuickCheckThrowOnFailure();
}
