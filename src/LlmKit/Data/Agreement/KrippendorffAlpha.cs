namespace LlmKit.Data.Agreement;

/// <summary>What the difference of two classes means.</summary>
public enum MeasurementLevel
{
    /// <summary>Names: different or not.</summary>
    Nominal,

    /// <summary>Ranks: how many answers lie between the two.</summary>
    Ordinal,

    /// <summary>Numbers: the square of their difference.</summary>
    Interval,

    /// <summary>Amounts with a zero: the square of difference by sum.</summary>
    Ratio,
}

/// <summary>
/// Agreement of any number of annotators with any gaps (Krippendorff, <em>Content Analysis</em>, 2004): α = 1 − D_o / D_e over
/// pairs of answers to the same item. Items with one answer are left out.
/// </summary>
public static class KrippendorffAlpha
{
    /// <exception cref="ArgumentException">The level asks for numbers or an order, and the classes have none.</exception>
    public static AgreementScore Of(RatingTable table, MeasurementLevel level = MeasurementLevel.Nominal)
    {
        Check(table, level);
        var classes = table.Classes.Count;
        var coincidences = new double[classes, classes];
        var totals = new double[classes];
        var items = 0;
        foreach (var (counts, times) in table.Counts())
        {
            var answers = counts.Sum();
            if (answers < 2) continue;
            items += times;
            for (var a = 0; a < classes; a++)
            {
                if (counts[a] == 0) continue;
                totals[a] += (double)times * counts[a];
                for (var b = 0; b < classes; b++)
                    coincidences[a, b] += (double)times * counts[a] * (counts[b] - (a == b ? 1 : 0)) / (answers - 1);
            }
        }

        // Alpha is the same in any unit; in this one no square is too large for a number.
        var values = table.Values is { } given && given.Select(Math.Abs).DefaultIfEmpty().Max() is var largest and > 0
            ? [.. given.Select(value => value / largest)] : table.Values?.ToArray();
        var all = totals.Sum();
        var (observed, expected) = (0.0, 0.0);
        for (var a = 0; a < classes; a++)
        {
            for (var b = 0; b < classes; b++)
            {
                if (a == b) continue;
                var apart = Difference(a, b);
                observed += coincidences[a, b] * apart;
                expected += totals[a] * totals[b] * apart;
            }
        }

        return items == 0 ? new(0, 0, 0) : new(observed / all, expected / (all * (all - 1)), items);

        double Difference(int a, int b) => level switch
        {
            MeasurementLevel.Nominal => 1,
            MeasurementLevel.Ordinal => Square(Between(totals, Math.Min(a, b), Math.Max(a, b))),
            MeasurementLevel.Interval => Square(values![a] - values[b]),
            _ => values![a] + values[b] is var sum and > 0 ? Square((values[a] - values[b]) / sum) : 0,
        };
    }

    /// <summary>Whether the classes are what the level asks for; null when they are.</summary>
    public static string? WhyNot(RatingTable table, MeasurementLevel level) => level switch
    {
        MeasurementLevel.Ordinal when !table.IsOrdered =>
            $"the classes {string.Join(", ", table.Classes)} have no order. Give their order, or measure nominally.",
        MeasurementLevel.Interval or MeasurementLevel.Ratio when table.Values is null =>
            $"the classes {string.Join(", ", table.Classes)} are not all numbers. Measure nominally, or ordinally with their order.",
        MeasurementLevel.Ratio when table.Values!.Any(value => value < 0) =>
            $"the class {table.Classes[table.Values!.ToList().FindIndex(value => value < 0)]} is below 0. Amounts with a zero are not.",
        _ => null,
    };

    private static void Check(RatingTable table, MeasurementLevel level)
    {
        if (WhyNot(table, level) is { } reason) throw new ArgumentException(reason, nameof(level));
    }

    // Answers from one class to the other, those of the two ends by half.
    private static double Between(double[] totals, int low, int high)
    {
        var sum = -(totals[low] + totals[high]) / 2;
        for (var code = low; code <= high; code++) sum += totals[code];
        return sum;
    }

    private static double Square(double number) => number * number;
}
