using System.CommandLine;
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
            Description = "Files, folders or fetched corpora to read, each as path, path:subset or path:subset#N",
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
        var near = new Option<bool>("--near") { Description = "Keeps texts that are nearly the same together (MinHash); holds all samples in memory" };
        var even = new Option<string?>("--stratify")
        {
            Description = "Gives each part the same mixture of this extra column's values, or of the labels: --stratify label; holds all samples in memory",
            HelpName = "column",
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder that gets a .jsonl file for each part",
            DefaultValueFactory = _ => ".",
            HelpName = "folder",
        };
        var command = new Command("split", "Divide data into parts that share no question") { paths, parts, by, near, even, folder };
        var options = new DataOptions(command);
        command.AddExamples(
            "llmkit data split set.jsonl --out parts",
            "llmkit data split set.jsonl --parts train=0.8,validation=0.1,test=0.1 --seed 1 --out parts",
            "llmkit data split dialogues.jsonl --by author --out parts",
            "llmkit data split reviews.jsonl --near --stratify label --out parts");
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
                reading =>
                {
                    var (column, output) = (result.GetValue(by), result.InvocationConfiguration.Output);
                    if (result.GetValue(near) || result.GetValue(even) is not null)
                        WholeSplit.Divide(reading, inputs, plan!, column, result.GetValue(near), result.GetValue(even), Writers(plan!, result.GetValue(folder)!), output);
                    else
                        Divide(reading, inputs, plan!, column, result.GetValue(folder)!, output);
                },
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
        var writers = Writers(plan, folder);
        try
        {
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

            WholeSplit.Complete(writers, reading.Skipped, output);
        }
        finally
        {
            foreach (var writer in writers) writer.Dispose();
        }
    }

    private static List<SampleWriter> Writers(SplitPlan plan, string folder) =>
        [.. plan.Parts.Select(part => new SampleWriter(PathOf(folder, part.Name), DataFormat.Messages))];

    private static string PathOf(string folder, string part) => Path.Combine(folder, $"{part}.jsonl");
}
