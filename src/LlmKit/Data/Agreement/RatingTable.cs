using System.Globalization;

namespace LlmKit.Data.Agreement;

/// <summary>What several annotators said of the same items, each answer one of a list of classes, or none.</summary>
public sealed class RatingTable
{
    internal const int Missing = -1;

    private readonly int[][] _rows;

    // How many items have the answers of each row.
    private readonly int[] _times;

    private RatingTable(IReadOnlyList<string> annotators, IReadOnlyList<string> classes, bool isOrdered, int[][] rows)
    {
        (Annotators, Classes, IsOrdered, _rows, _times) = (annotators, classes, isOrdered, rows, new int[rows.Length]);
        Array.Fill(_times, 1);
        (Values, Items) = (ValuesOf(classes), rows.Length);
    }

    private RatingTable(RatingTable table, int[][] rows, int[] times)
    {
        (Annotators, Classes, IsOrdered, Values) = (table.Annotators, table.Classes, table.IsOrdered, table.Values);
        (_rows, _times, Items) = (rows, times, times.Sum());
    }

    public IReadOnlyList<string> Annotators { get; }

    /// <summary>All classes, in order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Whether the order of the classes means something: it was given, or all are numbers.</summary>
    public bool IsOrdered { get; }

    /// <summary>The classes as numbers; null when one of them is none.</summary>
    public IReadOnlyList<double>? Values { get; }

    public int Items { get; }

    /// <summary>Items with at least two answers. The others say nothing of agreement.</summary>
    public int Comparable => _rows.Zip(_times).Sum(pair => pair.First.Count(code => code != Missing) > 1 ? pair.Second : 0);

    /// <summary>Answers that are missing.</summary>
    public int Gaps => _rows.Zip(_times).Sum(pair => pair.First.Count(code => code == Missing) * pair.Second);

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
        var (a, b, count) = (new int[Items], new int[Items], 0);
        for (var row = 0; row < _rows.Length; row++)
        {
            var (x, y) = (_rows[row][first], _rows[row][second]);
            if (x == Missing || y == Missing) continue;
            a.AsSpan(count, _times[row]).Fill(x);
            b.AsSpan(count, _times[row]).Fill(y);
            count += _times[row];
        }

        return (a[..count], b[..count]);
    }

    /// <summary>How often one annotator gave the class of the row and the other that of the column.</summary>
    public int[,] Confusion(int first, int second)
    {
        var counts = new int[Classes.Count, Classes.Count];
        for (var row = 0; row < _rows.Length; row++)
        {
            var (x, y) = (_rows[row][first], _rows[row][second]);
            if (x != Missing && y != Missing) counts[x, y] += _times[row];
        }

        return counts;
    }

    /// <summary>The same table with equal rows as one, and the number of each item's row in it.</summary>
    internal (RatingTable Table, int[] RowOf) Grouped()
    {
        var (rows, seen) = (new List<int[]>(), new Dictionary<string, int>(StringComparer.Ordinal));
        int[] rowOf =
        [
            .. _rows.Select(row =>
            {
                var key = string.Join(',', row);
                if (!seen.TryGetValue(key, out var number))
                {
                    seen[key] = number = rows.Count;
                    rows.Add(row);
                }

                return number;
            }),
        ];
        var times = new int[rows.Count];
        foreach (var number in rowOf) times[number]++;
        return (new(this, [.. rows], times), rowOf);
    }

    /// <summary>The same rows, each for another number of items.</summary>
    internal RatingTable WithTimes(int[] times) => new(this, _rows, times);

    /// <summary>How many annotators gave each class, row by row, and how many items have that row.</summary>
    internal IEnumerable<(int[] Counts, int Times)> Counts()
    {
        for (var row = 0; row < _rows.Length; row++)
        {
            var counts = new int[Classes.Count];
            foreach (var code in _rows[row])
                if (code != Missing) counts[code]++;
            yield return (counts, _times[row]);
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
