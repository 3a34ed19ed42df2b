using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Data;
using LlmKit.Data;
using LlmKit.Data.Agreement;
using LlmKit.Data.Formats;
using LlmKit.Data.Sources;
using LlmKit.Data.WeakLabels;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data label</c>: labels samples by rules that vote.</summary>
internal static class DataLabelCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files or folders to read, and last the file to write",
            Arity = new(2, 10_000),
        };
        var rules = new Option<string>("--rules")
        {
            Description = "The file of rules, each a row with label and keywords or regex",
            Required = true,
            HelpName = "file",
        };
        var by = new Option<string>("--by")
        {
            Description = "majority counts votes; dawid-skene weighs them by how the rules agree, for some hundred samples or more",
            DefaultValueFactory = _ => "majority",
        };
        by.AcceptOnlyFromAmong("majority", "dawid-skene");
        var least = new Option<double>("--min-confidence")
        {
            Description = "Leaves out samples whose class is less probable",
            DefaultValueFactory = _ => 0,
        };
        var command = new Command("label", "Label samples by rules that vote, and say what the rules are worth") { paths, rules, by, least };
        var options = new DataOptions(command);
        command.AddExamples(
            "llmkit data label reviews.jsonl labelled.jsonl --rules rules.jsonl",
            "llmkit data label reviews.jsonl sure.jsonl --rules rules.csv --by dawid-skene --min-confidence 0.9");
        command.SetAction((result, stop) => DataAction.Aside(() =>
        {
            var (inputs, path) = (result.GetValue(paths)![..^1], result.GetValue(paths)![^1]);
            return DataAction.Run(result, options, () => WrongWith(result.GetValue(least)) ?? DataAction.WrongWithOutput(path, inputs), reading =>
            {
                var functions = LabelRules.Read(result.GetValue(rules)!);
                var samples = reading.Samples(inputs).ToList();
                var votes = LabelingFunction.Votes(functions, samples.Select(sample =>
                {
                    stop.ThrowIfCancellationRequested();
                    return sample;
                }));
                var fit = result.GetValue(by) == "majority" || votes.Classes.Count == 0 ? null : DawidSkene.Fit(votes, isSilenceAnAnswer: true);
                var guesses = fit?.Guesses ?? MajorityVote.Of(votes);
                var written = Write(path, samples, guesses, votes, result.GetValue(least), reading);
                foreach (var line in Lines(samples, votes, guesses, fit)) result.InvocationConfiguration.Output.WriteLine(line);
                result.InvocationConfiguration.Output.WriteLine($"{path}: {written} written, {samples.Count - written} left out, {reading.Skipped} skipped");
            }, stop);
        }));
        return command;
    }

    private static string? WrongWith(double least) =>
        least is >= 0 and <= 1 ? null : $"--min-confidence {least.ToString(CultureInfo.InvariantCulture)} must be from 0 to 1.";

    private static long Write(
        string path, List<Sample> samples, IReadOnlyList<LabelGuess> guesses, RatingTable votes, double least, DataReading reading)
    {
        using var writer = new SampleWriter(path, DataFormat.Messages);
        for (var item = 0; item < samples.Count; item++)
        {
            if (guesses[item].Class is not { } code || guesses[item].Confidence < least) continue;
            var confidence = Math.Round(guesses[item].Confidence, 4).ToString(CultureInfo.InvariantCulture);
            var labelled = samples[item] with
            {
                Label = LabelOf(votes.Classes[code]),
                Extra = [.. samples[item].Extra.Where(column => column.Key != "confidence"), new("confidence", confidence)],
            };
            if (writer.TryWrite(labelled) is { } reason) reading.Refuse(item + 1, path, reason);
        }

        writer.Complete();
        return writer.Written;
    }

    private static IEnumerable<string> Lines(List<Sample> samples, RatingTable votes, IReadOnlyList<LabelGuess> guesses, DawidSkene? fit)
    {
        string?[] truth = [.. samples.Select(sample => NameOf(sample.Label))];
        var isKnown = truth.Any(name => name is not null);
        var rows = new List<string[]> { (string[])["rule", "votes", "coverage", "overlap", "conflict", .. fit is null ? [] : (string[])["est. right"], .. isKnown ? (string[])["right"] : []] };
        var qualities = FunctionQuality.Of(votes, truth);
        for (var rule = 0; rule < qualities.Count; rule++)
        {
            var quality = qualities[rule];
            rows.Add([
                quality.Name, Invariant($"{quality.Votes:N0}"), Percent(quality.Coverage), Percent(quality.Overlap), Percent(quality.Conflict),
                .. fit is null ? [] : (string[])[quality.Votes == 0 ? "–" : Percent(fit.AccuracyOf(rule))],
                .. isKnown ? (string[])[quality.Accuracy is { } right ? Percent(right) : "–"] : []]);
        }

        foreach (var line in TextTable.Lines(rows, rightFrom: 1)) yield return line;
        yield return "";
        var labelled = guesses.Count(guess => guess.Class is not null);
        yield return Invariant($"{labelled:N0} of {samples.Count:N0} samples labelled, {guesses.Count - labelled:N0} without votes or with a tie");
        foreach (var group in guesses.Where(guess => guess.Class is not null).GroupBy(guess => guess.Class!.Value).OrderBy(group => group.Key))
            yield return Invariant($"  {votes.Classes[group.Key]}  {group.Count():N0}");
        if (fit is { IsSettled: false }) yield return Invariant($"Dawid-Skene did not settle in {fit.Objectives.Count - 1} rounds.");
        if (fit is not null && samples.Count < 200)
            yield return "Dawid-Skene learns how rules err from the samples, and these are few: look at what it wrote, or take --by majority.";
        if (!isKnown) yield break;
        var known = guesses.Zip(truth).Where(pair => pair.First.Class is not null && pair.Second is not null).ToArray();
        var hits = known.Count(pair => votes.Classes[pair.First.Class!.Value] == pair.Second);
        yield return Invariant($"right where a label was there: {hits:N0} of {known.Length:N0} ({Percent(known.Length == 0 ? 0 : (double)hits / known.Length)})");
    }

    private static Label LabelOf(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? new Label.Class(number) : new Label.Name(name);

    private static string? NameOf(Label? label) => label switch
    {
        Label.Class one => Invariant($"{one.Number}"),
        Label.Name name => name.Text,
        _ => null,
    };

    private static string Percent(double share) => Invariant($"{100 * share:F1} %");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
