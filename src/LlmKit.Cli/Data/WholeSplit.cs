using System.Globalization;
using LlmKit.Data;
using LlmKit.Data.Deduplication;
using LlmKit.Data.Sources;
using LlmKit.Data.Splits;

namespace LlmKit.Cli.Data;

/// <summary>A split that has to see all samples before it can place one.</summary>
internal static class WholeSplit
{
    public static void Divide(
        DataReading reading, string[] inputs, SplitPlan plan, string? by, bool near, string? even, List<SampleWriter> writers, TextWriter output)
    {
        try
        {
            var samples = reading.Samples(inputs).ToList();
            if (by is not null && samples.All(sample => Value(sample, by) is null)) throw new FormatException($"no sample has the column {by} to stay together by.");
            var groups = LeakFreeGroups.Of(samples, by is null ? null : sample => Value(sample, by), near ? new MinHash() : null);
            string?[] classes = [.. samples.Select(sample => even is null ? null : even == "label" ? NameOf(sample.Label) : Value(sample, even))];
            if (even is not null && classes.All(name => name is null)) throw new FormatException($"no sample has {(even == "label" ? "a label" : $"the column {even}")} to stratify by.");
            var parts = StratifiedSplit.Of(plan, groups, classes);
            for (var number = 0; number < samples.Count; number++) writers[parts[number]].TryWrite(samples[number]);
            Complete(writers, reading.Skipped, output);
            foreach (var line in even is null ? [] : Mixture(plan, parts, classes)) output.WriteLine(line);
        }
        finally
        {
            foreach (var writer in writers) writer.Dispose();
        }
    }

    /// <summary>Gives the files their names and says what is in them.</summary>
    public static void Complete(List<SampleWriter> writers, long skipped, TextWriter output)
    {
        foreach (var writer in writers) writer.Complete();
        var total = Math.Max(1, writers.Sum(writer => writer.Written));
        foreach (var writer in writers)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{writer.Path}: {writer.Written} ({100.0 * writer.Written / total:F1} %)"));
        if (skipped > 0) output.WriteLine($"{skipped} skipped");
    }

    private static IEnumerable<string> Mixture(SplitPlan plan, int[] parts, string?[] classes)
    {
        var rows = new List<string[]> { (string[])["class", .. plan.Parts.Select(part => part.Name)] };
        foreach (var name in classes.Select(name => name ?? "none").Distinct().Order(StringComparer.Ordinal).Take(20))
        {
            rows.Add([name, .. Enumerable.Range(0, plan.Parts.Count).Select(part =>
                parts.Zip(classes).Count(pair => pair.First == part && (pair.Second ?? "none") == name).ToString(CultureInfo.InvariantCulture))]);
        }

        return TextTable.Lines(rows, rightFrom: 1);
    }

    private static string? Value(Sample sample, string column) => sample.Extra.FirstOrDefault(extra => extra.Key == column).Value;

    private static string? NameOf(Label? label) => label switch
    {
        Label.Class one => one.Number.ToString(CultureInfo.InvariantCulture),
        Label.Name name => name.Text,
        Label.Wanted wanted => wanted.Is ? "true" : "false",
        Label.Classes many => string.Join('+', many.Numbers),
        _ => null,
    };
}
