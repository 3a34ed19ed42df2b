namespace LlmKit.Data.Balancing;

/// <summary>Weights of the classes in a loss, so that rare ones are not learned away.</summary>
public static class ClassWeights
{
    /// <summary>n / (k · n_c), as scikit-learn's <c>balanced</c>: all classes weigh the same together, and the mean over samples is 1.</summary>
    /// <param name="counts">The samples of each class, at least one.</param>
    public static double[] Balanced(IReadOnlyList<long> counts)
    {
        Check(counts);
        double all = counts.Sum();
        return [.. counts.Select(count => all / (counts.Count * (double)count))];
    }

    /// <summary>(1 − β) / (1 − β^n_c), scaled to the sum k (Cui et al. 2019, arXiv:1901.05555): a further sample of a large class
    /// brings little that is new.</summary>
    /// <param name="counts">The samples of each class, at least one.</param>
    /// <param name="beta">0 weighs all alike, towards 1 by the inverse of the counts; the paper takes 0.9 to 0.9999.</param>
    public static double[] EffectiveNumber(IReadOnlyList<long> counts, double beta = 0.999)
    {
        Check(counts);
        if (beta is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(beta), beta, $"beta = {beta}. It must be at least 0 and below 1.");
        double[] weights = [.. counts.Select(count => (1 - beta) / (1 - Math.Pow(beta, count)))];
        var scale = counts.Count / weights.Sum();
        return [.. weights.Select(weight => weight * scale)];
    }

    private static void Check(IReadOnlyList<long> counts)
    {
        if (counts.Count == 0) throw new ArgumentException("counts is empty. Give the samples of each class.", nameof(counts));
        for (var code = 0; code < counts.Count; code++)
        {
            if (counts[code] < 1)
                throw new ArgumentException($"counts[{code}] = {counts[code]}. A class without samples has no weight: leave it out.", nameof(counts));
        }
    }
}
