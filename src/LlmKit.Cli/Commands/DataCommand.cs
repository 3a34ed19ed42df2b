using System.CommandLine;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data</c>, and below it what can be done with data.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var command = new Command("data", "Convert, describe, clean, divide and annotate data sets")
        {
            DataConvertCommand.Create(),
            DataStatsCommand.Create(),
            DataCleanCommand.Create(),
            DataDedupCommand.Create(),
            DataFetchCommand.Create(),
            DataSplitCommand.Create(),
            DataQueryCommand.Create(),
            DataAnnotateCommand.Create(),
            DataKappaCommand.Create(),
            DataLabelCommand.Create(),
        };
        command.AddExamples(
            "llmkit data stats data/samples/messages.jsonl",
            "llmkit data convert data/samples/alpaca.jsonl out.jsonl --to messages");
        return command;
    }
}
