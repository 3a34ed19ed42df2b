using System.CommandLine;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit tokenizer</c>, and below it <c>train</c>, <c>encode</c>, <c>decode</c>, <c>info</c> and <c>compare</c>.</summary>
internal static class TokenizerCommand
{
    public static Command Create()
    {
        var command = new Command("tokenizer", "Train tokenizers, and see what they make of text")
        {
            TokenizerTrainCommand.Create(),
            TokenizerEncodeCommand.Create(),
            TokenizerDecodeCommand.Create(),
            TokenizerInfoCommand.Create(),
            TokenizerCompareCommand.Create(),
        };
        command.AddExamples(
            "llmkit tokenizer train data/samples/prose.en.txt --vocab-size 500",
            "llmkit tokenizer encode tokenizer.json \"The whale\"");
        return command;
    }
}
