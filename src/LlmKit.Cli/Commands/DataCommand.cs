using System.CommandLine;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data</c>, and below it <c>convert</c>, <c>stats</c>, <c>clean</c>, <c>dedup</c>, <c>fetch</c> and <c>split</c>.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var command = new Command("data", "Convert, describe, clean and divide data sets")
        {
            DataConvertCommand.Create(),
            DataStatsCommand.Create(),
            DataCleanCommand.Create(),
            DataDedupCommand.Create(),
            DataFetchCommand.Create(),
            DataSplitCommand.Create(),
        };
        command.AddExamples(
            "llmkit data stats data/samples/messages.jsonl",
            "llmkit data convert data/samples/alpaca.jsonl out.jsonl --to messages");
        return command;
    }
}
