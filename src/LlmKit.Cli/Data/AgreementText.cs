using System.Globalization;
using LlmKit.Data.Agreement;

namespace LlmKit.Cli.Data;

/// <summary>What <c>llmkit data kappa</c> prints.</summary>
internal sealed class AgreementText(RatingTable table, int draws, int seed, CancellationToken stop)
{
    private const int LargestConfusion = 12;

    private int _undefined;

    public IEnumerable<string> Lines()
    {
        yield return Invariant($"{Count(table.Annotators.Count, "annotator")}, {Count(table.Items, "item")} ({table.Comparable:N0} with two answers or more), ")
            + $"{Count(table.Classes.Count, "class", "es")}: {string.Join(table.IsOrdered ? " < " : ", ", table.Classes.Take(20))}{(table.Classes.Count > 20 ? ", …" : "")}";
        if (table.Gaps > 0) yield return Invariant($"{Count(table.Gaps, "answer")} missing");
        yield return "";
        var rows = Rows().Prepend(new Row("measure", "value", draws > 0 ? "95 % interval" : "", "items", "reading")).ToArray();
        foreach (var line in Aligned(rows)) yield return line;
        if (_undefined > 0)
            yield return $"Some drawn sets were of one class and were left out of the intervals ({_undefined} of all).";
        if (!table.IsOrdered) yield return "The classes have no order: --order least,…,most adds weighted kappa and ordinal alpha.";
        if (table.Annotators.Count == 2 && table.Classes.Count <= LargestConfusion)
        {
            yield return "";
            foreach (var line in ConfusionLines()) yield return line;
        }
    }

    private IEnumerable<Row> Rows()
    {
        for (var first = 0; first < table.Annotators.Count; first++)
        {
            for (var second = first + 1; second < table.Annotators.Count; second++)
            {
                var (a, b) = (first, second);
                var names = table.Annotators.Count == 2 ? "" : $" {table.Annotators[a]}, {table.Annotators[b]}";
                foreach (var weights in Enum.GetValues<KappaWeights>().Where(weights => weights == KappaWeights.None || table.IsOrdered))
                {
                    var kind = weights == KappaWeights.None ? "" : $" {weights.ToString().ToLowerInvariant()}";
                    yield return Measured($"Cohen's kappa{kind}{names}", set => CohenKappa.Of(set, a, b, weights), score => score.Reading);
                }
            }
        }

        if (table.Annotators.Count > 2)
        {
            yield return table.Gaps == 0
                ? Measured("Fleiss' kappa", FleissKappa.Of, score => score.Reading)
                : new("Fleiss' kappa", "–", "", "", "needs as many answers for each item");
        }

        foreach (var level in Enum.GetValues<MeasurementLevel>())
        {
            if (KrippendorffAlpha.WhyNot(table, level) is null)
            {
                yield return Measured(
                    $"Krippendorff's alpha {level.ToString().ToLowerInvariant()}", set => KrippendorffAlpha.Of(set, level),
                    score => score.ReliabilityReading);
            }
        }
    }

    private Row Measured(string name, Func<RatingTable, AgreementScore> measure, Func<AgreementScore, string> reading)
    {
        var score = measure(table);
        if (score.Value is not { } value) return new(name, "–", "", Invariant($"{score.Items}"), $"undefined: {score.WhyUndefined}");
        var interval = draws == 0 ? null : Bootstrap.Of(table, set =>
        {
            stop.ThrowIfCancellationRequested();
            return measure(set).Value;
        }, seed, draws);
        _undefined += interval?.Undefined ?? 0;
        return new(
            name, Invariant($"{value:F4}"), interval is { } bounds ? Invariant($"{bounds.Low:F3} to {bounds.High:F3}") : "",
            Invariant($"{score.Items}"), reading(score));
    }

    private IEnumerable<string> ConfusionLines()
    {
        var counts = table.Confusion(0, 1);
        var (classes, size) = (table.Classes, table.Classes.Count);
        yield return $"rows: {table.Annotators[0]}, columns: {table.Annotators[1]}";
        var lines = new List<string[]> { (string[])["", .. classes] };
        for (var row = 0; row < size; row++)
            lines.Add([classes[row], .. Enumerable.Range(0, size).Select(column => Invariant($"{counts[row, column]}"))]);
        foreach (var line in TextTable.Lines(lines, rightFrom: 1)) yield return line;
    }

    private static IEnumerable<string> Aligned(IEnumerable<Row> rows) => TextTable.Lines(
        [.. rows.Select(row => (string[])[row.Name, row.Value, row.Interval, row.Items, row.Reading])], rightFrom: 1, leftFrom: 4);

    private static string Count(int number, string word, string plural = "s") =>
        Invariant($"{number:N0} {word}{(number == 1 ? "" : plural)}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Row(string Name, string Value, string Interval, string Items, string Reading);
}
