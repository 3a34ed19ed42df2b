namespace LlmKit.Data.Profiles;

/// <summary>How a set of numbers lies, and which of them lie outside.</summary>
/// <param name="sorted">The numbers in rising order, at least one.</param>
public sealed class Distribution(double[] sorted)
{
    /// <exception cref="ArgumentException">There are no numbers.</exception>
    public static Distribution Of(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length > 0 ? new(sorted)
            : throw new ArgumentException("numbers is empty. A distribution needs at least one.", nameof(numbers));
    }

    public int Count => sorted.Length;

    public double Least => sorted[0];

    public double Most => sorted[^1];

    public double Mean { get; } = sorted.Average();

    public double Median => Quantile(0.5);

    /// <summary>The standard deviation of the population (divided by n).</summary>
    public double Deviation => Math.Sqrt(sorted.Average(number => (number - Mean) * (number - Mean)));

    /// <summary>The value below which a share of the numbers lies, with the straight line between two (numpy's default).</summary>
    public double Quantile(double share)
    {
        Require.InRange(share, 0, 1);
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>Bounds outside of which Tukey calls a number an outlier: 1.5 interquartile ranges beyond the quartiles.</summary>
    public (double Low, double High) Fences(double reach = 1.5)
    {
        var (low, high) = (Quantile(0.25), Quantile(0.75));
        return (low - (reach * (high - low)), high + (reach * (high - low)));
    }

    /// <summary>Bounds some standard deviations from the mean.</summary>
    public (double Low, double High) WithinDeviations(double limit = 3) =>
        (Mean - (limit * Deviation), Mean + (limit * Deviation));

    /// <summary>How many numbers lie outside of the bounds.</summary>
    public int Outside((double Low, double High) bounds) =>
        sorted.Count(number => number < bounds.Low || number > bounds.High);
}
