using System.CommandLine;
using System.CommandLine.Parsing;
using LlmKit.Notebook.Running;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit script</c>: runs a C# script.</summary>
internal static class ScriptCommand
{
    /// <summary>The name of the argument that takes everything behind the script's name, options too.</summary>
    public const string Arguments = "args";

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "The script (.csx), or - for standard input",
        };
        var arguments = new Argument<string[]>(Arguments)
        {
            Description = "What the script sees as Args; --help and the like behind --",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("script", "Run a C# script, in the dialect of dotnet script; the script's exit code is llmkit's")
        {
            file, arguments,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.AddExamples(
            "llmkit script scripts/attention.csx", "llmkit script scripts/attention.csx 2000",
            "llmkit script tool.csx -- --help");
        command.SetAction(async (result, cancel) =>
        {
            var error = result.InvocationConfiguration.Error;
            var path = result.GetValue(file)!;
            if (WrongWith(path) is { } wrong)
            {
                await error.WriteLineAsync($"llmkit: {wrong}");
                return CommandLine.Usage;
            }

            return await ScriptRunner.RunAsync(path, GivenTo(result, file), error, cancel);
        });
        return command;
    }

    private static string? WrongWith(string path) =>
        path == "-" || File.Exists(path) ? null
        : Directory.Exists(path) ? $"{path} is a folder. Give the path of a .csx file in it."
        : $"there is no script {path}. Give the path of a .csx file, or - for standard input.";

    // Options meant for the script are unmatched by the parser, but in their place among all words. The first --
    // only says where the script's words begin.
    private static string[] GivenTo(ParseResult result, Argument<string> file)
    {
        var name = result.GetResult(file)!.Tokens[0];
        var behind = result.Tokens.SkipWhile(token => token != name).Skip(1).ToList();
        var isMarkedBefore = result.Tokens.TakeWhile(token => token != name)
            .Any(token => token.Type == TokenType.DoubleDash);
        var mark = isMarkedBefore ? -1 : behind.FindIndex(token => token.Type == TokenType.DoubleDash);
        if (mark >= 0) behind.RemoveAt(mark);
        return [.. behind.Select(token => token.Value)];
    }
}
