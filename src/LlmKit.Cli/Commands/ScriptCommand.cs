using System.CommandLine;
using LlmKit.Notebook.Running;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit script</c>: runs a C# script.</summary>
internal static class ScriptCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The script (.csx), or - for standard input" };
        var arguments = new Argument<string[]>("args") { Description = "What the script sees as Args", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("script", "Run a C# script, in the dialect of dotnet script") { file, arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.AddExamples("llmkit script scripts/attention.csx", "llmkit script scripts/attention.csx --seconds 10");
        command.SetAction(async (result, cancel) =>
        {
            var path = result.GetValue(file)!;
            if (path != "-" && !File.Exists(path))
            {
                await result.InvocationConfiguration.Error.WriteLineAsync($"llmkit: there is no script {path}. Give the path of a .csx file, or - for standard input.");
                return CommandLine.Usage;
            }

            // Options meant for the script are unmatched here, in their place among its arguments.
            var given = result.Tokens.Select(token => token.Value).SkipWhile(token => token != path).Skip(1).Where(token => token != "--").ToArray();
            return await ScriptRunner.RunAsync(path, given, result.InvocationConfiguration.Error, cancel);
        });
        return command;
    }
}
