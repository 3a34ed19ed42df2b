using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Data;
using LlmKit.Data.Formats;
using LlmKit.Data.Sources;
using LlmKit.Data.Splits;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data split</c>: divides data into parts that share no question.</summary>
internal static class DataSplitCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files or folders to read, each as path, path:subset or path:subset#N",
            Arity = ArgumentArity.OneOrMore,
        };
        var parts = new Option<string>("--parts")
        {
            Description = "Names and shares",
            DefaultValueFactory = _ => "train=0.9,test=0.1",
        };
        var by = new Option<string?>("--by")
        {
            Description = "The extra column whose equal values stay together. By default equal questions do",
            HelpName = "column",
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder that gets a .jsonl file for each part",
            DefaultValueFactory = _ => ".",
            HelpName = "folder",
        };
        var command = new Command("split", "Divide data into parts that share no question") { paths, parts, by, folder };
        var options = new DataOptions(command);
        command.AddExamples(
            "llmkit data split set.jsonl --out parts",
            "llmkit data split set.jsonl --parts train=0.8,validation=0.1,test=0.1 --seed 1 --out parts",
            "llmkit data split dialogues.jsonl --by author --out parts");
        command.SetAction((result, stop) =>
        {
            var (inputs, plan, wrong) = (result.GetValue(paths)!, (SplitPlan?)null, (string?)null);
            try
            {
                plan = SplitPlan.Parse(result.GetValue(parts)!, options.SeedOf(result));
            }
            catch (FormatException e)
            {
                wrong = $"--parts {e.Message}";
            }

            return DataAction.Aside(() => DataAction.Run(
                result, options, () => wrong ?? WrongWith(plan!, result.GetValue(folder)!, inputs),
                reading => Divide(
                    reading, inputs, plan!, result.GetValue(by), result.GetValue(folder)!,
                    result.InvocationConfiguration.Output),
                stop));
        });
        return command;
    }

    private static string? WrongWith(SplitPlan plan, string folder, string[] inputs) =>
        File.Exists(folder) ? $"--out {folder} is a file. Name a folder."
        : plan.Parts.Select(part => DataAction.WrongWithOutput(PathOf(folder, part.Name), inputs))
            .FirstOrDefault(wrong => wrong is not null);

    private static void Divide(
        DataReading reading, string[] inputs, SplitPlan plan, string? by, string folder, TextWriter output)
    {
        var writers = new List<SampleWriter>();
        try
        {
            foreach (var (name, _) in plan.Parts) writers.Add(new(PathOf(folder, name), DataFormat.Messages));
            long number = 0;
            foreach (var sample in reading.Samples(inputs))
            {
                number++;
                var group = by is null ? null : sample.Extra.FirstOrDefault(column => column.Key == by).Value;
                if (by is not null && group is null)
                    reading.Refuse(number, string.Join(' ', inputs), $"it has no column {by} to stay together by.");
                else
                    writers[plan.PartOf(sample, group)].TryWrite(sample);
            }

            foreach (var writer in writers) writer.Complete();
            var total = Math.Max(1, writers.Sum(writer => writer.Written));
            foreach (var (writer, (name, _)) in writers.Zip(plan.Parts))
            {
                var share = (100.0 * writer.Written / total).ToString("F1", CultureInfo.InvariantCulture);
                output.WriteLine($"{PathOf(folder, name)}: {writer.Written} ({share} %)");
            }

            if (reading.Skipped > 0) output.WriteLine($"{reading.Skipped} skipped");
        }
        finally
        {
            foreach (var writer in writers) writer.Dispose();
        }
    }

    private static string PathOf(string folder, string part) => Path.Combine(folder, $"{part}.jsonl");
}
