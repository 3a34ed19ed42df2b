using LlmKit.Plotting.Axes;

namespace LlmKit.Plotting;

/// <summary>
/// A row of equally wide bins: bin i holds First + i · Width up to, not including, First + (i + 1) · Width.
/// </summary>
internal sealed record Bins(double First, double Width, int Count)
{
    private const int MostBins = 1000;
    private const int FewWholeNumbers = 30;

    /// <summary>
    /// The bins for values without NaN; the rule is described at <see cref="Chart.Histogram"/>.
    /// </summary>
    public static Bins For(IReadOnlyList<double> values, int? mostBins)
    {
        if (values.Count == 0) return new(0, 1, 0);

        double[] sorted = [.. values.Order()];
        var range = sorted[^1] - sorted[0];
        if (range == 0) range = sorted[0] == 0 ? 1 : Math.Abs(sorted[0]) * 0.1;
        var areWhole = sorted.All(value => value == Math.Floor(value));
        var width = Step.RoundUp(mostBins is { } most ? range / most : Wanted(sorted, range));
        if (areWhole)
        {
            width = mostBins is null && range <= FewWholeNumbers ? 1 : Math.Max(1, Math.Ceiling(width));
        }

        while (true)
        {
            var first = Start(sorted[0], width, areWhole);
            var count = (int)Math.Floor((sorted[^1] - first) / width * (1 + 1e-12)) + 1;
            if (count <= (mostBins ?? MostBins)) return new(first, width, count);
            // The bins' round edges can cost one bin more than the range asks for.
            width = Step.RoundUp(width * 1.01);
            if (mostBins == 1) return new(sorted[0], range * 1.000001, 1);
        }
    }

    /// <summary>How many of the values fall into each bin.</summary>
    public double[] CountOf(IEnumerable<double> values)
    {
        var counts = new double[Count];
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                counts[Math.Clamp((int)Math.Floor((value - First) / Width * (1 + 1e-12)), 0, Count - 1)]++;
            }
        }

        return counts;
    }

    private static double Start(double least, double width, bool areWhole)
    {
        var first = Math.Floor(least / width) * width;
        return areWhole && width == 1 ? first - 0.5 : first;
    }

    private static double Wanted(double[] sorted, double range)
    {
        var middle = Quantile(sorted, 0.75) - Quantile(sorted, 0.25);
        var width = 2 * middle / Math.Cbrt(sorted.Length);
        var sturges = range / (Math.Log2(sorted.Length) + 1);
        return width > 0 ? Math.Max(width, range / MostBins) : sturges;
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
