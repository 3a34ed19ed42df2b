using System.CommandLine;
using LlmKit.Cli.Data;
using LlmKit.Data.Sources;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data convert</c>: reads data in any format and writes it in another.</summary>
internal static class DataConvertCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files, folders or fetched corpora to read, each as path, path:subset or path:subset#N, and last the file to write",
            Arity = new(2, 10_000),
        };
        var to = new Option<string>("--to")
        {
            Description = "The format to write; messages holds every sample",
            DefaultValueFactory = _ => "messages",
            HelpName = "format",
        };
        to.AcceptOnlyFromAmong(DataOptions.FormatNames);
        var command = new Command("convert", "Turn data into another format") { paths, to };
        var options = new DataOptions(command);
        command.AddExamples(
            "llmkit data convert data/samples/alpaca.jsonl out.jsonl",
            "llmkit data convert data/samples/messages.jsonl out.json --to sharegpt --on-error skip",
            "llmkit data convert set.zip:train#1000 more.csv out.jsonl.gz --on-error skip --rejected bad.jsonl");
        command.SetAction((result, stop) => DataAction.Aside(() => Run(result, paths, to, options, stop)));
        return command;
    }

    private static int Run(
        ParseResult result, Argument<string[]> paths, Option<string> to, DataOptions options, CancellationToken stop)
    {
        var (inputs, path) = (result.GetValue(paths)![..^1], result.GetValue(paths)![^1]);
        return DataAction.Run(result, options, () => DataAction.WrongWithOutput(path, inputs), reading =>
        {
            using var writer = new SampleWriter(path, DataOptions.FormatOf(result.GetValue(to)!));
            long number = 0;
            foreach (var sample in reading.Samples(inputs))
            {
                number++;
                if (writer.TryWrite(sample) is { } reason) reading.Refuse(number, string.Join(' ', inputs), reason);
            }

            writer.Complete();
            result.InvocationConfiguration.Output.WriteLine(
                $"{path}: {writer.Written} written, {reading.Skipped} skipped");
        }, stop);
    }
}
