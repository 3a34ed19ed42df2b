using System.CommandLine;
using LlmKit.Cli.Testing;

namespace LlmKit.Cli.Commands;

/// <summary>Runs the test programs that the launcher has built, and adds up what they report.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var filter = new Argument<string?>("filter")
        {
            Description = "Part of a test's or a class's name, as a sentence or with underscores; all tests when left out",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("test", "Build and run all tests, or those whose name contains the filter") { filter };
        command.AddExamples(
            "llmkit test", "llmkit test Architecture", "llmkit test \"changing a later token\"");
        command.SetAction((result, stop) => TestRun.RunAsync(
            result.GetValue(filter), Checkout.Find(), result.InvocationConfiguration.Output, stop));
        return command;
    }
}
