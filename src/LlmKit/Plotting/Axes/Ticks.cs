namespace LlmKit.Plotting.Axes;

/// <summary>Chooses the marks of an axis.</summary>
internal static class Ticks
{
    /// <summary>
    /// Multiples of 1, 2 or 5 times a power of ten, about <paramref name="wanted"/> of them, rather fewer.
    /// </summary>
    /// <param name="leastStep">The marks' least distance: 1 for counts, 0 for no such rule.</param>
    public static Tick[] Linear(double least, double greatest, int wanted, double leastStep = 0)
    {
        var step = Math.Max(Step.RoundUp((greatest - least) / Math.Max(1, wanted)), leastStep);
        double[] values = [.. Step.Multiples(step, least, greatest)];
        // One mark tells no scale.
        while (values.Length < 2 && Step.RoundUp(step * 0.3) is var finer && finer >= leastStep
            && finer < step)
        {
            values = [.. Step.Multiples(step = finer, least, greatest)];
        }

        return [.. values.Zip(NumberText.Labels(values, step), (value, label) => new Tick(value, label))];
    }

    /// <summary>
    /// Powers of ten with minor marks at 2 to 9 times each. Under two decades 2 and 5 times a power have
    /// labels too, and under a third of a decade the marks are those of a linear axis.
    /// </summary>
    /// <param name="least">The least value itself, above 0, not its logarithm.</param>
    public static Tick[] Logarithmic(double least, double greatest, int wanted)
    {
        var decades = Math.Log10(greatest / least);
        if (decades < 0.34) return Linear(least, greatest, wanted);

        var (first, last) =
            ((int)Math.Floor(Math.Log10(least) - 1e-9), (int)Math.Ceiling(Math.Log10(greatest) + 1e-9));
        var stride = Math.Max(1, (int)Math.Ceiling(decades / Math.Max(1, wanted)));
        var isPlain = least >= 0.9e-3 && greatest <= 1.1e4;
        var ticks = new List<Tick>();
        for (var exponent = first; exponent <= last; exponent++)
        {
            for (var factor = 1; factor <= 9; factor++)
            {
                var value = factor * Math.Pow(10, exponent);
                if (value < least * (1 - 1e-9) || value > greatest * (1 + 1e-9)) continue;
                var isMajor = factor == 1 ? exponent % stride == 0 : decades < 2 && factor is 2 or 5;
                if (!isMajor && stride > 1 && factor > 1) continue;
                var label = isPlain ? Plain(value) : NumberText.Power(factor, exponent);
                ticks.Add(new(value, isMajor ? label : "", isMajor));
            }
        }

        return [.. ticks];
    }

    /// <summary>
    /// One mark a category at 0, 1, 2 and so on; only every n-th when there are too many to read.
    /// </summary>
    public static Tick[] Categories(IReadOnlyList<string> names, double least, double greatest, int most)
    {
        var (first, last) =
            (Math.Max(0, (int)Math.Ceiling(least)), Math.Min(names.Count - 1, (int)Math.Floor(greatest)));
        var stride = Math.Max(1, (int)Math.Ceiling((last - first + 1.0) / Math.Max(1, most)));
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1))
            .Where(i => (i - first) % stride == 0)
            .Select(i => new Tick(i, names[i]))];
    }

    private static string Plain(double value) => value.ToString("0.#####");
}
