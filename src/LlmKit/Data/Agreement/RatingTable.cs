using System.Globalization;

namespace LlmKit.Data.Agreement;

/// <summary>What several annotators said of the same items, each answer one of a list of classes, or none.</summary>
public sealed class RatingTable
{
    internal const int Missing = -1;

    private readonly int[][] _rows;

    private RatingTable(IReadOnlyList<string> annotators, IReadOnlyList<string> classes, bool isOrdered, int[][] rows)
    {
        (Annotators, Classes, IsOrdered, _rows) = (annotators, classes, isOrdered, rows);
        Values = ValuesOf(classes);
    }

    public IReadOnlyList<string> Annotators { get; }

    /// <summary>All classes, in order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Whether the order of the classes means something: it was given, or all are numbers.</summary>
    public bool IsOrdered { get; }

    /// <summary>The classes as numbers; null when one of them is none.</summary>
    public IReadOnlyList<double>? Values { get; }

    public int Items => _rows.Length;

    /// <summary>Items with at least two answers. The others say nothing of agreement.</summary>
    public int Comparable => _rows.Count(row => row.Count(code => code != Missing) > 1);

    /// <summary>Answers that are missing.</summary>
    public int Gaps => _rows.Sum(row => row.Count(code => code == Missing));

    /// <summary>Makes a table.</summary>
    /// <param name="annotators">Their names, or those of labelling functions.</param>
    /// <param name="items">For each item one answer of each annotator; null or empty where there is none.</param>
    /// <param name="order">The classes from the least to the most. Without it numbers are in the order of their value and
    /// texts in that of their letters, which means nothing.</param>
    /// <exception cref="ArgumentException">There is no annotator, an item with more or fewer answers, or a class that the
    /// order does not name.</exception>
    public static RatingTable Of(
        IReadOnlyList<string> annotators, IEnumerable<IReadOnlyList<string?>> items, IReadOnlyList<string>? order = null)
    {
        if (annotators.Count == 0) throw new ArgumentException("annotators is empty. A table has at least one, and agreement two.", nameof(annotators));
        var rows = items.ToArray();
        if (rows.FirstOrDefault(row => row.Count != annotators.Count) is { } odd)
        {
            throw new ArgumentException(
                $"an item has {odd.Count} answers, and there are {annotators.Count} annotators. Put null where there is none.", nameof(items));
        }

        var given = rows.SelectMany(row => row).Where(answer => !string.IsNullOrEmpty(answer)).Select(answer => answer!).Distinct();
        var classes = order is null ? Ordered([.. given]) : Checked(order, given);
        var codes = classes.Select((name, code) => (name, code)).ToDictionary(pair => pair.name, pair => pair.code, StringComparer.Ordinal);
        return new(
            annotators, classes, order is not null || ValuesOf(classes) is not null,
            [.. rows.Select(row => row.Select(answer => string.IsNullOrEmpty(answer) ? Missing : codes[answer]).ToArray())]);
    }

    /// <summary>The answers of two annotators on the items that both answered.</summary>
    public (int[] First, int[] Second) Pair(int first, int second)
    {
        var (a, b, count) = (new int[_rows.Length], new int[_rows.Length], 0);
        foreach (var row in _rows)
        {
            if (row[first] == Missing || row[second] == Missing) continue;
            (a[count], b[count]) = (row[first], row[second]);
            count++;
        }

        return (a[..count], b[..count]);
    }

    /// <summary>The same table with the items of these numbers, which may repeat.</summary>
    public RatingTable Take(IEnumerable<int> items) =>
        new(Annotators, Classes, IsOrdered, [.. items.Select(item => _rows[item])]);

    /// <summary>How often one annotator gave the class of the row and the other that of the column.</summary>
    public int[,] Confusion(int first, int second)
    {
        var counts = new int[Classes.Count, Classes.Count];
        var (a, b) = Pair(first, second);
        for (var item = 0; item < a.Length; item++) counts[a[item], b[item]]++;
        return counts;
    }

    /// <summary>How many annotators gave each class, item by item.</summary>
    internal IEnumerable<int[]> Counts()
    {
        foreach (var row in _rows)
        {
            var counts = new int[Classes.Count];
            foreach (var code in row)
                if (code != Missing) counts[code]++;
            yield return counts;
        }
    }

    internal int CodeOf(int item, int annotator) => _rows[item][annotator];

    private static string[] Ordered(string[] classes) => ValuesOf(classes) is { } values
        ? [.. classes.Zip(values).OrderBy(pair => pair.Second).ThenBy(pair => pair.First, StringComparer.Ordinal).Select(pair => pair.First)]
        : [.. classes.Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> order, IEnumerable<string> given)
    {
        if (order.Distinct(StringComparer.Ordinal).Count() < order.Count)
            throw new ArgumentException($"order names a class twice: {string.Join(", ", order)}.", nameof(order));
        return given.FirstOrDefault(name => !order.Contains(name, StringComparer.Ordinal)) is not { } strange ? order
            : throw new ArgumentException(
                $"an item has the answer \"{strange}\", and the order names {string.Join(", ", order)}. Add it to the order.", nameof(order));
    }

    private static double[]? ValuesOf(IReadOnlyList<string> classes)
    {
        var values = new double[classes.Count];
        for (var code = 0; code < values.Length; code++)
        {
            if (!double.TryParse(classes[code], NumberStyles.Float, CultureInfo.InvariantCulture, out values[code])
                || !double.IsFinite(values[code])) return null;
        }

        return values;
    }
}
