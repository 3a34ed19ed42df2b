using System.CommandLine;
using System.Text.Json;
using LlmKit.Cli.Data;
using LlmKit.Data;
using LlmKit.Data.Cleaning;
using LlmKit.Data.Profiles;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data clean</c>: cleans texts, leaves out what should not be trained on, and says why.</summary>
internal static class DataCleanCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files (also .html), folders or fetched corpora to read, each as path, path:subset or path:subset#N, and last the file to write",
            Arity = new(2, 10_000),
        };
        var to = DataOptions.To();
        var removed = new Option<string?>("--removed")
        {
            Description = "The file that keeps what was left out, with the columns rule and reason",
            HelpName = "file",
        };
        var command = new Command("clean", "Clean texts and leave out bad ones, with the reason of each") { paths, to, removed };
        var choice = new CleanOptions(command);
        var options = new DataOptions(command);
        command.AddExamples(
            "llmkit data clean set.jsonl out.jsonl",
            "llmkit data clean web.jsonl.gz out.jsonl.gz --steps web --language en,zh --removed bad.jsonl",
            "llmkit data clean pages out.jsonl --steps html,normalize,length --min 200",
            "llmkit data clean web.jsonl out.jsonl --unicode nfkc --perplexity-from good.txt --max-perplexity 20",
            "llmkit data clean chats.jsonl out.jsonl --steps normalize,missing,mask --outliers quartiles --on-error skip --rejected broken.jsonl");
        command.SetAction((result, stop) => DataAction.Aside(() =>
        {
            var (inputs, path, rest) = (result.GetValue(paths)![..^1], result.GetValue(paths)![^1], result.GetValue(removed));
            return DataAction.Run(
                result, options,
                () => choice.WrongWith(result) ?? DataAction.WrongWithOutput(path, inputs) ?? WrongWithRemoved(rest, inputs, path),
                reading =>
                {
                    using var output = new DataOutput(path, result.GetValue(to));
                    using var removal = rest is null ? null : new DataOutput(rest, "messages");
                    var report = Clean(reading, inputs, result, choice, output, removal);
                    Show(report, new SummaryTable(result.InvocationConfiguration.Output));
                    result.InvocationConfiguration.Output.WriteLine($"{path}: {output.Written} written, {reading.Skipped} skipped");
                },
                stop);
        }));
        return command;
    }

    private static string? WrongWithRemoved(string? rest, string[] inputs, string path) =>
        rest is null ? null
        : Path.GetFullPath(rest) == Path.GetFullPath(path) ? $"--removed {rest} is the file to write. Give it another name."
        : DataAction.WrongWithOutput(rest, inputs) is { } wrong ? $"--removed {wrong}" : null;

    private static CleaningReport Clean(
        DataReading reading, string[] inputs, ParseResult result, CleanOptions choice, DataOutput output, DataOutput? removal)
    {
        var samples = reading.Samples(inputs);
        Distribution? lengths = null;
        if (choice.AsksForLengths(result))
        {
            var all = reading.Samples(inputs).Select(sample => (double)PlainWords.Length(sample.AllText)).ToArray();
            lengths = all.Length == 0 ? null : Distribution.Of(all);
            samples = reading.SamplesAgain(inputs);
        }

        var pipeline = choice.Pipeline(result, lengths, path => reading.SamplesAgain([path]), text => result.InvocationConfiguration.Error.WriteLine($"llmkit: {text}"));
        var report = new CleaningReport();
        foreach (var (given, cleaned, why) in pipeline.Clean(samples, reading.Stop))
        {
            report.Add(given, cleaned, why);
            var reason = cleaned is not null ? output.TryWrite(cleaned) : removal?.TryWrite(Marked(given, why!));
            if (reason is not null) reading.Refuse(report.Samples, string.Join(' ', inputs), reason);
        }

        output.Complete();
        removal?.Complete();
        return report;
    }

    private static Sample Marked(Sample sample, CleaningOutcome.Rejected why) => sample with
    {
        Extra =
        [
            .. sample.Extra.Where(column => column.Key is not ("rule" or "reason")),
            new("rule", JsonSerializer.Serialize(why.Rule)), new("reason", JsonSerializer.Serialize(why.Reason)),
        ],
    };

    private static void Show(CleaningReport report, SummaryTable table)
    {
        table.Row("samples", report.Samples);
        table.Row("kept", report.Kept, report.Samples);
        table.Row("  of them changed", report.Changed, report.Samples);
        table.Row("left out", report.Samples - report.Kept, report.Samples);
        foreach (var (rule, count) in report.Rejected.OrderByDescending(rule => rule.Value)) table.Row($"  {rule}", count, report.Samples);
        table.Row("characters", report.CharactersBefore);
        table.Row("characters kept", report.CharactersAfter, report.CharactersBefore);
    }
}
