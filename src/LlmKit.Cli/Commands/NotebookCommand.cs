using System.CommandLine;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit notebook</c>, and below it <c>run</c> and <c>convert</c>.</summary>
internal static class NotebookCommand
{
    public static Command Create()
    {
        var command = new Command("notebook", "Work with C# notebooks")
        {
            NotebookRunCommand.Create(), NotebookConvertCommand.Create(),
        };
        command.AddExamples("llmkit notebook run notebooks");
        return command;
    }
}
