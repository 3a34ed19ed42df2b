using System.CommandLine;
using LlmKit.Cli.Scripts;
using LlmKit.Notebook.Scripts;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit script</c>: runs a C# script.</summary>
internal static class ScriptCommand
{
    /// <summary>The name of the argument that takes everything behind the script's name, options too.</summary>
    public const string Arguments = "args";

    private const string Name = "script";

    private static readonly string[] s_configurations = ["release", "debug"];

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "The script (.csx), or - for standard input",
        };
        var arguments = new Argument<string[]>(Arguments)
        {
            Description = "What the script sees as Args: all words behind its name, options too, without a first --",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var debug = new Option<bool>("--debug")
        {
            Description = "Compile for a debugger: each line and each variable as they are written",
        };
        var configuration = new Option<string>("--configuration", "-c")
        {
            Description = "release, or debug for --debug",
            DefaultValueFactory = _ => s_configurations[0],
            HelpName = "name",
        };
        configuration.Validators.Add(result =>
        {
            var given = result.GetValueOrDefault<string>();
            if (!s_configurations.Contains(given, StringComparer.OrdinalIgnoreCase))
                result.AddError($"--configuration {given} is none. Give release or debug.");
        });
        var noCache = new Option<bool>("--no-cache")
        {
            Description = "Compile in any case, and keep nothing for the next start",
        };
        var command = new Command(
            Name,
            "Run a C# script, in the dialect of dotnet script; the script's exit code is llmkit's. What is compiled is " +
            "kept for the next start. With #!/usr/bin/env -S llmkit script as its first line, an executable script " +
            "starts by its name.")
        {
            file, debug, configuration, noCache, arguments,
        };
        command.AddExamples(
            "llmkit script scripts/attention.csx", "llmkit script scripts/attention.csx 2000",
            "llmkit script --debug tool.csx --help", "echo 'Print(Args);' | llmkit script - one two");
        // Not asynchronous: Ctrl-C is the script's own, and ends it as it ends any program.
        command.SetAction(result =>
        {
            var error = result.InvocationConfiguration.Error;
            var path = result.GetValue(file)!;
            if (ScriptFile.WrongWith(path) is { } wrong)
            {
                error.WriteLine($"llmkit: {wrong}");
                return CommandLine.Usage;
            }

            var options = new ScriptOptions
            {
                IsDebug = result.GetValue(debug) ||
                    string.Equals(result.GetValue(configuration), "debug", StringComparison.OrdinalIgnoreCase),
                IsCached = !result.GetValue(noCache),
            };
            try
            {
                return ScriptRunner.Run(path, WithoutMark(result.GetValue(arguments)!), options, error);
            }
            catch (ScriptException e)
            {
                error.WriteLine($"llmkit: {e.Message}");
                return CommandLine.Usage;
            }
        });
        return command;
    }

    /// <summary>Marks where the script's own words begin, so that none of them is taken for llmkit's.</summary>
    public static string[] Marked(string[] words)
    {
        if (words is not [Name, ..]) return words;

        var file = 1;
        while (file < words.Length && words[file].StartsWith('-') && words[file] is not ("-" or "--"))
            file += words[file] is "-c" or "--configuration" ? 2 : 1;
        if (file >= words.Length || words[file] == "--") return words;
        return [.. words[..(file + 1)], "--", .. words[(file + 1)..]];
    }

    // As with dotnet script: what is before and behind it goes to the script.
    private static string[] WithoutMark(string[] words)
    {
        var mark = Array.IndexOf(words, "--");
        return mark < 0 ? words : [.. words[..mark], .. words[(mark + 1)..]];
    }
}
