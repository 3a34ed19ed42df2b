using System.CommandLine;

namespace LlmKit.Cli.Commands;

/// <summary>Stands in the help for what the launcher does itself, before there is a program to run.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var command = new Command("setup", "Look again for libtorch and packages, and build what is out of date");
        command.AddExamples("llmkit setup", "LIBTORCH=/opt/libtorch llmkit setup");
        command.SetAction(result =>
        {
            result.InvocationConfiguration.Error.WriteLine(
                "llmkit: setup is done by the launcher at the root of the repository. Run: ./llmkit setup");
            return CommandLine.Usage;
        });
        return command;
    }
}
