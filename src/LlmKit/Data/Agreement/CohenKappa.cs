namespace LlmKit.Data.Agreement;

/// <summary>How much a disagreement of two ordered classes weighs.</summary>
public enum KappaWeights
{
    /// <summary>Each disagreement weighs the same.</summary>
    None,

    /// <summary>As many as the classes lie apart.</summary>
    Linear,

    /// <summary>The square of that.</summary>
    Quadratic,
}

/// <summary>
/// Agreement of two annotators (Cohen 1960; weighted: Cohen 1968): κ = (p_o − p_e) / (1 − p_e), and with weights
/// 1 − Σ w·O / Σ w·E. Classes are as far apart as their places in the order, as in scikit-learn.
/// </summary>
public static class CohenKappa
{
    /// <param name="first">The number of each item's class, from 0.</param>
    /// <param name="second">The other annotator's, item by item.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="ArgumentException">The two have not as many answers, or a class is out of range.</exception>
    public static AgreementScore Of(
        ReadOnlySpan<int> first, ReadOnlySpan<int> second, int classes, KappaWeights weights = KappaWeights.None)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException(
                $"first has {first.Length} answers and second {second.Length}. They go together one by one.", nameof(second));
        }

        var confusion = new int[classes, classes];
        for (var item = 0; item < first.Length; item++) confusion[Checked(first[item]), Checked(second[item])]++;
        return Of(confusion, weights);

        int Checked(int code) => (uint)code < (uint)classes ? code
            : throw new ArgumentException($"an answer is class {code}, and there are {classes} classes, from 0.", nameof(first));
    }

    /// <summary>Two annotators of a table, on the items that both answered.</summary>
    /// <exception cref="ArgumentException">Weights are asked for classes without an order.</exception>
    public static AgreementScore Of(RatingTable table, int first, int second, KappaWeights weights = KappaWeights.None)
    {
        if (weights != KappaWeights.None && !table.IsOrdered)
        {
            throw new ArgumentException(
                $"the classes {string.Join(", ", table.Classes)} have no order, so {weights} weights mean nothing. "
                + "Give their order, or take KappaWeights.None.", nameof(weights));
        }

        return Of(table.Confusion(first, second), weights);
    }

    private static AgreementScore Of(int[,] confusion, KappaWeights weights)
    {
        var classes = confusion.GetLength(0);
        var (ofFirst, ofSecond, observed, items) = (new double[classes], new double[classes], 0.0, 0);
        for (var a = 0; a < classes; a++)
        {
            for (var b = 0; b < classes; b++)
            {
                ofFirst[a] += confusion[a, b];
                ofSecond[b] += confusion[a, b];
                observed += Weight(a, b, weights) * confusion[a, b];
                items += confusion[a, b];
            }
        }

        var expected = 0.0;
        for (var a = 0; a < classes; a++)
            for (var b = 0; b < classes; b++) expected += Weight(a, b, weights) * ofFirst[a] * ofSecond[b];
        double count = Math.Max(1, items);
        return new(observed / count, expected / count / count, items);
    }

    private static double Weight(int a, int b, KappaWeights weights) => weights switch
    {
        KappaWeights.None => a == b ? 0 : 1,
        KappaWeights.Linear => Math.Abs(a - b),
        _ => (double)(a - b) * (a - b),
    };
}
