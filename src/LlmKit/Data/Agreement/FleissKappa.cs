namespace LlmKit.Data.Agreement;

/// <summary>
/// Agreement of any number of annotators, who need not be the same for each item (Fleiss 1971):
/// κ = (P̄ − P̄_e) / (1 − P̄_e), where P_i = (Σ n_ij² − n) / (n (n − 1)).
/// </summary>
public static class FleissKappa
{
    /// <param name="counts">For each item how many annotators gave each class.</param>
    /// <exception cref="ArgumentException">Items have different numbers of answers, or only one each.</exception>
    public static AgreementScore Of(IEnumerable<IReadOnlyList<int>> counts) => Of(counts.Select(item => (item, 1)));

    /// <summary>All annotators of a table.</summary>
    /// <exception cref="ArgumentException">The table has gaps.</exception>
    public static AgreementScore Of(RatingTable table) => Of(table.Counts().Select(row => ((IReadOnlyList<int>)row.Counts, row.Times)));

    private static AgreementScore Of(IEnumerable<(IReadOnlyList<int> Counts, int Times)> counts)
    {
        var (items, answers, agreeing, ofClass) = (0, 0, 0.0, Array.Empty<double>());
        foreach (var (item, times) in counts)
        {
            var sum = item.Sum();
            if (ofClass.Length == 0) (answers, ofClass) = (sum, new double[item.Count]);
            items += times;
            if (sum != answers || item.Count != ofClass.Length)
            {
                throw new ArgumentException(
                    $"item {items} has {sum} answers of {item.Count} classes, and the first has {answers} of {ofClass.Length}. "
                    + "Fleiss' kappa needs as many answers for each item; Krippendorff's alpha allows gaps.", nameof(counts));
            }

            if (answers < 2)
                throw new ArgumentException($"the items have {answers} answers each. Agreement is between at least two.", nameof(counts));
            for (var code = 0; code < ofClass.Length; code++)
            {
                ofClass[code] += (double)times * item[code];
                agreeing += (double)times * item[code] * (item[code] - 1);
            }
        }

        var all = Math.Max(1.0, (double)items * answers);
        var expected = ofClass.Sum(count => count / all * (count / all));
        // One class alone gives exactly 1, which a sum of quotients need not.
        var isOneClass = ofClass.Count(count => count > 0) <= 1;
        return new(1 - (agreeing / (all * Math.Max(1, answers - 1))), isOneClass ? 0 : 1 - expected, items);
    }
}
