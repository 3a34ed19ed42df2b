using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Data;
using LlmKit.Data.Profiles;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data stats</c>: says what a data set holds.</summary>
internal static class DataStatsCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files, folders or fetched corpora to read, each as path, path:subset or path:subset#N",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("stats", "Say what data holds: tasks, lengths, labels, missing values, outliers, repetitions") { paths };
        var options = new DataOptions(command);
        command.AddExamples("llmkit data stats data/samples", "llmkit data stats set.jsonl --on-error skip --rejected bad.jsonl");
        command.SetAction((result, stop) => DataAction.Aside(() => DataAction.Run(result, options, () => null, reading =>
        {
            var profile = new DataProfile();
            foreach (var sample in reading.Samples(result.GetValue(paths)!)) profile.Add(sample);
            foreach (var line in Lines(profile, reading.Skipped)) result.InvocationConfiguration.Output.WriteLine(line);
        }, stop)));
        return command;
    }

    private static IEnumerable<string> Lines(DataProfile profile, long skipped)
    {
        yield return Row("samples", profile.Samples);
        if (skipped > 0) yield return Row("skipped rows", skipped);
        foreach (var (task, count) in profile.Tasks) yield return Row($"  {task}", count);
        foreach (var (label, count) in profile.Labels.OrderByDescending(label => label.Value).Take(10))
            yield return Row($"  label {label}", count);
        yield return Row("repeated texts", profile.Repeated);
        yield return Row("missing: empty messages", profile.WithEmptyMessage);
        if (profile.WithoutLabel > 0) yield return Row("missing: labels", profile.WithoutLabel);
        foreach (var (column, missing) in profile.MissingValues.Where(column => column.Missing > 0).Take(20))
            yield return Row($"missing: column {column}", missing);
        if (profile.Files > 0) yield return Row("files named", profile.Files);
        yield return string.Create(CultureInfo.InvariantCulture, $"{"Chinese, Japanese, Korean",-26}{profile.WideShare,10:P1}");
        if (profile.Characters is not { } characters || profile.Messages is not { } messages) yield break;

        yield return "";
        yield return $"{"",-12}{"least",9}{"25 %",9}{"median",9}{"75 %",9}{"95 %",9}{"most",9}{"mean",10}";
        yield return Row("characters", characters);
        yield return Row("messages", messages);
        yield return "";
        yield return Bounds("outliers by the IQR, 1.5 beyond the quartiles", characters, characters.Fences());
        yield return Bounds("outliers by the z-score, 3 from the mean", characters, characters.WithinDeviations());
    }

    private static string Row(string name, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-26}{number,10:N0}");

    private static string Row(string name, Distribution all) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-12}{all.Least,9:F0}{all.Quantile(0.25),9:F0}{all.Median,9:F0}{all.Quantile(0.75),9:F0}"
        + $"{all.Quantile(0.95),9:F0}{all.Most,9:F0}{all.Mean,10:F1}");

    private static string Bounds(string name, Distribution all, (double Low, double High) bounds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-46}{all.Outside(bounds),8:N0}  ({(bounds.Low > 0 ? $"shorter than {bounds.Low:F0}, " : "")}longer than {bounds.High:F0} characters)");
}
