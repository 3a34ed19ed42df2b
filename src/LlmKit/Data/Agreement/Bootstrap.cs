namespace LlmKit.Data.Agreement;

/// <summary>Bounds between which a number lies with some confidence.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
/// <param name="Undefined">Samples in which the number was not defined, such as those of one class; they were left out.</param>
public readonly record struct ConfidenceInterval(double Low, double High, int Undefined);

/// <summary>
/// Confidence by drawing the items again with repetition (Efron 1979): the bounds are quantiles of what the drawn
/// sets give.
/// </summary>
public static class Bootstrap
{
    /// <param name="statistic">The number for one set of items; null where it is not defined.</param>
    /// <param name="level">The share of the drawn numbers that lies between the bounds.</param>
    /// <returns>Null when fewer than half of the drawn sets have a number.</returns>
    public static ConfidenceInterval? Of(
        RatingTable table, Func<RatingTable, double?> statistic, int seed = 42, int draws = 1000, double level = 0.95)
    {
        Require.Positive(draws);
        Require.InRange(level, 0, 1);
        if (table.Items == 0) return null;
        var (random, values) = (new Random(seed), new List<double>(draws));
        // Many items have the same answers, so what is drawn is how often each row comes.
        var (rows, rowOf) = table.Grouped();
        var distinct = rowOf.Max() + 1;
        for (var draw = 0; draw < draws; draw++)
        {
            var times = new int[distinct];
            for (var item = 0; item < rowOf.Length; item++) times[rowOf[random.Next(rowOf.Length)]]++;
            if (statistic(rows.WithTimes(times)) is { } value) values.Add(value);
        }

        if (values.Count * 2 < draws) return null;
        var all = Profiles.Distribution.Of(values);
        return new(all.Quantile((1 - level) / 2), all.Quantile((1 + level) / 2), draws - values.Count);
    }
}
