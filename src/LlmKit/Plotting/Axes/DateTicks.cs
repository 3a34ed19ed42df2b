namespace LlmKit.Plotting.Axes;

/// <summary>
/// Marks of a date axis: whole seconds, minutes, hours, days, months or years. Values in milliseconds since
/// 1970.
/// </summary>
internal static class DateTicks
{
    private const double Second = 1000;
    private const double Minute = 60 * Second;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;
    private const double Month = 30.44 * Day;
    private const double Year = 365.25 * Day;

    private static readonly double[] s_steps =
    [
        Second, 2 * Second, 5 * Second, 10 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 10 * Minute,
        30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day, 14 * Day,
    ];

    private static readonly int[] s_months = [1, 2, 3, 6];

    /// <summary>About <paramref name="wanted"/> marks, rather fewer.</summary>
    public static Tick[] Between(double least, double greatest, int wanted)
    {
        var distance = (greatest - least) / Math.Max(1, wanted);
        if (distance < Second) return Fractions(least, greatest, distance);
        if (s_steps.FirstOrDefault(step => step >= distance) is var fixedStep and > 0)
        {
            return [.. Step.Multiples(fixedStep, least, greatest)
                .Select(value => new Tick(value, Label(value, fixedStep)))];
        }

        var months = s_months.FirstOrDefault(count => count * Month >= distance);
        if (months == 0) months = 12 * (int)Step.RoundUp(Math.Max(1, distance / Year));
        return [.. Months(least, greatest, months)];
    }

    private static Tick[] Fractions(double least, double greatest, double distance)
    {
        var step = Step.RoundUp(Math.Max(distance, 1e-3));
        return [.. Step.Multiples(step, least, greatest).Select(value =>
            new Tick(value, Series.Moment(value).ToString(step >= 1 ? "HH:mm:ss.fff" : "ss.ffffff")))];
    }

    private static IEnumerable<Tick> Months(double least, double greatest, int months)
    {
        var start = Series.Moment(least);
        var index = (start.Year * 12 + start.Month - 1) / months * months;
        for (; index / 12 is > 0 and < 9999; index += months)
        {
            var value = Series.Milliseconds(new(index / 12, index % 12 + 1, 1));
            if (value > greatest) yield break;
            if (value >= least)
            {
                yield return new(value, Series.Moment(value).ToString(months >= 12 ? "yyyy" : "yyyy-MM"));
            }
        }
    }

    private static string Label(double value, double step)
    {
        var time = Series.Moment(value);
        if (step >= Day || time.TimeOfDay == TimeSpan.Zero && step >= Hour)
        {
            return time.ToString("yyyy-MM-dd");
        }
        return time.ToString(step >= Minute ? "HH:mm" : "HH:mm:ss");
    }
}
