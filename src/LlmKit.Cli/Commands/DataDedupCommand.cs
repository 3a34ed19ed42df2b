using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Data;
using LlmKit.Data;
using LlmKit.Data.Deduplication;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data dedup</c>: leaves out what a set holds twice.</summary>
internal static class DataDedupCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files, folders or fetched corpora to read, each as path, path:subset or path:subset#N, and last the file to write",
            Arity = new(2, 10_000),
        };
        var to = DataOptions.To();
        var removed = new Option<string?>("--removed")
        {
            Description = "The file that keeps what was left out, with the number of the sample that stayed in duplicate_of",
            HelpName = "file",
        };
        var command = new Command("dedup", "Leave out samples that are the same or nearly the same") { paths, to, removed };
        var choice = new DedupOptions(command);
        var options = new DataOptions(command);
        command.AddExamples(
            "llmkit data dedup set.jsonl out.jsonl",
            "llmkit data dedup set.jsonl more.jsonl out.jsonl --method exact --keep last --removed twice.jsonl",
            "llmkit data dedup web.jsonl.gz out.jsonl.gz --threshold 0.8 --verify 0.8 --memory 4G",
            "llmkit data dedup web.jsonl out.jsonl --method substring --least 200");
        command.SetAction((result, stop) => DataAction.Aside(() =>
        {
            var (inputs, path, rest) = (result.GetValue(paths)![..^1], result.GetValue(paths)![^1], result.GetValue(removed));
            return DataAction.Run(
                result, options,
                () => choice.WrongWith(result) ?? DataAction.WrongWithOutput(path, inputs)
                    ?? (rest is null ? null : WrongWithRemoved(rest, inputs, path, choice.IsSubstring(result))),
                reading =>
                {
                    using var output = new DataOutput(path, result.GetValue(to));
                    var table = new SummaryTable(result.InvocationConfiguration.Output);
                    if (choice.IsSubstring(result)) Cut(reading, inputs, choice.Substrings(result), output, table);
                    else LeaveOut(reading, inputs, choice.Finder(result), choice.KeepRule(result), output, rest, table);
                    result.InvocationConfiguration.Output.WriteLine($"{path}: {output.Written} written, {reading.Skipped} skipped");
                },
                stop);
        }));
        return command;
    }

    private static string? WrongWithRemoved(string rest, string[] inputs, string path, bool isSubstring) =>
        isSubstring ? "--removed keeps whole samples, and --method substring cuts inside of them. Leave it out."
        : Path.GetFullPath(rest) == Path.GetFullPath(path) ? $"--removed {rest} is the file to write. Give it another name."
        : DataAction.WrongWithOutput(rest, inputs) is { } wrong ? $"--removed {wrong}" : null;

    private static void LeaveOut(
        DataReading reading, string[] inputs, DuplicateFinder finder, KeepRule rule, DataOutput output, string? rest, SummaryTable table)
    {
        using var _ = finder;
        using var removed = rest is null ? null : new DataOutput(rest, "messages");
        var lengths = new List<int>();
        finder.AddAll(reading.Samples(inputs).Select(sample =>
        {
            var text = sample.AllText;
            lengths.Add(text.Length);
            return text;
        }), reading.Stop);
        var clusters = finder.Find();
        var kept = clusters.Kept(rule, lengths);
        var number = 0;
        foreach (var sample in reading.SamplesAgain(inputs))
        {
            var stays = kept[number];
            var reason = stays == number ? output.TryWrite(sample) : removed?.TryWrite(Marked(sample, stays));
            number++;
            if (reason is not null) reading.Refuse(number, string.Join(' ', inputs), reason);
        }

        output.Complete();
        removed?.Complete();
        var sizes = Enumerable.Range(0, number).CountBy(clusters.LeaderOf).Where(cluster => cluster.Value > 1).ToArray();
        table.Row("samples", number);
        table.Row("left out", sizes.Sum(cluster => cluster.Value - 1L), number);
        table.Row("clusters", sizes.Length, sizes.Length == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"the largest of {sizes.Max(cluster => cluster.Value):N0} samples"));
    }

    private static Sample Marked(Sample sample, int stays) => sample with
    {
        Extra = [.. sample.Extra.Where(column => column.Key != "duplicate_of"), new("duplicate_of", (stays + 1).ToString(CultureInfo.InvariantCulture))],
    };

    private static void Cut(DataReading reading, string[] inputs, RepeatedSubstrings search, DataOutput output, SummaryTable table)
    {
        using var _ = search;
        var number = 0;
        foreach (var sample in reading.Samples(inputs))
        {
            number++;
            if (!sample.Conversation.IsPlainText)
                throw new FormatException($"sample {number} is a conversation. --method substring cuts plain text; convert with --to text first.");
            search.Add(sample.Conversation[0].Content);
        }

        (number, var (before, after, touched, emptied)) = (0, (0L, 0L, 0L, 0L));
        foreach (var sample in reading.SamplesAgain(inputs))
        {
            var text = sample.Conversation[0].Content;
            var cut = search.Cut(number++, text);
            (before, after) = (before + text.Length, after + cut.Length);
            if (cut.Length < text.Length) touched++;
            if (string.IsNullOrWhiteSpace(cut))
            {
                emptied++;
                continue;
            }

            var message = sample.Conversation[0] with { Content = cut };
            if (output.TryWrite(sample with { Conversation = new(message) }) is { } reason)
                reading.Refuse(number, string.Join(' ', inputs), reason);
        }

        output.Complete();
        table.Row("samples", number);
        table.Row("with parts cut out", touched, number);
        table.Row("left out, since nothing remained", emptied, number);
        table.Row("characters", before);
        table.Row("characters cut out", before - after, before);
    }
}
