namespace LlmKit.Plotting.Axes;

/// <summary>Round distances: 1, 2 or 5 times a power of ten.</summary>
internal static class Step
{
    /// <summary>
    /// The smallest round distance that is at least <paramref name="distance"/>, which is above 0.
    /// </summary>
    public static double RoundUp(double distance)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(distance)));
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            // A hair's breadth above, because 0.3 / 3 is not 0.1.
            if (factor * power >= distance * (1 - 1e-9)) return factor * power;
        }

        return 10 * power;
    }

    /// <summary>
    /// The multiples of a step from <paramref name="least"/> to <paramref name="greatest"/>, both included.
    /// </summary>
    public static IEnumerable<double> Multiples(double step, double least, double greatest)
    {
        var first = Math.Ceiling(least / step - 1e-9);
        var last = Math.Floor(greatest / step + 1e-9);
        for (var i = first; i <= last; i++) yield return Exact(i, step);
    }

    // 3 · 0.1 is 0.30000000000000004; dividing by the whole number 10 gives 0.3.
    private static double Exact(double i, double step) => step >= 1 ? i * step : i / Math.Round(1 / step, 10);
}
