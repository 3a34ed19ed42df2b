namespace LlmKit.Data.Balancing;

/// <summary>
/// How often each of several sets, such as languages, is drawn from: in proportion to its size to the power 1/T (Devlin 2019 took
/// T = 1/0.7 for multilingual BERT, mT5 1/0.3). T = 1 draws by size, large T from all alike.
/// </summary>
public static class TemperatureSampling
{
    /// <summary>The probability of each set; they sum to 1.</summary>
    /// <param name="sizes">Of the sets; an empty one is never drawn.</param>
    /// <param name="temperature">Above 0; infinity draws from all alike.</param>
    public static double[] Shares(IReadOnlyList<long> sizes, double temperature)
    {
        if (!(temperature > 0))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, $"temperature = {temperature}. It must be above 0; 1 draws by size.");
        if (sizes.Any(size => size < 0)) throw new ArgumentException($"sizes holds {sizes.Min()}. A set has no fewer than 0 samples.", nameof(sizes));
        if (sizes.All(size => size == 0)) throw new ArgumentException("all sizes are 0, so there is nothing to draw from.", nameof(sizes));

        // Relative to the largest, so that a small temperature does not overflow.
        double most = sizes.Max();
        double[] weights = [.. sizes.Select(size => size == 0 ? 0 : Math.Exp(Math.Log(size / most) / temperature))];
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>How many of a total each set gives: the shares rounded so that the sum is the total, the largest remainders up.</summary>
    public static long[] Counts(IReadOnlyList<long> sizes, double temperature, long total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var shares = Shares(sizes, temperature);
        long[] counts = [.. shares.Select(share => (long)(share * total))];
        var byRemainder = Enumerable.Range(0, counts.Length).Where(set => sizes[set] > 0)
            .OrderByDescending(set => (shares[set] * total) - counts[set]).ThenBy(set => set).ToArray();
        var left = total - counts.Sum();
        for (var extra = 0; extra < left; extra++) counts[byRemainder[extra % byRemainder.Length]]++;
        return counts;
    }

    /// <summary>The sets to draw from, one after the other, without an end.</summary>
    public static IEnumerable<int> Draws(IReadOnlyList<long> sizes, double temperature, int seed = 42)
    {
        var (shares, random) = (Shares(sizes, temperature), new Random(seed));
        var last = Array.FindLastIndex(shares, share => share > 0);
        while (true)
        {
            var (place, set) = (random.NextDouble(), 0);
            while (set < last && (place -= shares[set]) >= 0) set++;
            yield return set;
        }
    }
}
