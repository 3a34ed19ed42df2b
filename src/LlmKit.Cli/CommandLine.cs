using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using LlmKit.Cli.Commands;

namespace LlmKit.Cli;

/// <summary>The program's commands, and the rules they share: help with examples, and the three exit codes.</summary>
public static class CommandLine
{
    /// <summary>The command did what was asked.</summary>
    public const int Ok = 0;

    /// <summary>The command ran and failed; the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command was called wrongly and did nothing.</summary>
    public const int Usage = 2;

    /// <summary>As in <c>llmkit 0.1.0</c>.</summary>
    public static string Version { get; } =
        $"llmkit {typeof(CommandLine).Assembly.GetName().Version!.ToString(fieldCount: 3)}";

    public static Command Create()
    {
        var help = new HelpOption { Description = "Show this help" };
        var helpAction = new HelpWithExamples((HelpAction)help.Action!);
        help.Action = helpAction;

        // A RootCommand would call itself LlmKit.Cli in the help.
        var root = new Command("llmkit", "Learn and do the whole life of a language model, in C# on libtorch.")
        {
            DoctorCommand.Create(),
            NotebookCommand.Create(),
            ScriptCommand.Create(),
            TestCommand.Create(),
            SetupCommand.Create(),
            help,
            new VersionOption { Description = "Show the version", Action = new PrintVersion() },
        };
        root.AddExamples("llmkit notebook run notebooks", "llmkit doctor", "llmkit test Architecture", "llmkit doctor --help");
        root.SetAction(helpAction.Invoke);
        return root;
    }

    /// <summary>Runs one command and returns its exit code. Ctrl-C cancels the command's token.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var result = Create().Parse(args);
        var streams = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };

        try
        {
            var isMistake = result.Errors.Count > 0 && result.Action is not HelpWithExamples;
            return isMistake ? Explain(result, error) : result.Invoke(streams);
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("llmkit: interrupted");
            return Failed;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("LLMKIT_TRACE") is not "1")
        {
            error.WriteLine($"llmkit: {e.Message}");
            error.WriteLine("Set LLMKIT_TRACE=1 to see where this was thrown.");
            return Failed;
        }
    }

    private static int Explain(ParseResult result, TextWriter error)
    {
        foreach (var mistake in result.Errors) error.WriteLine($"llmkit: {mistake.Message}");

        var command = result.CommandResult.Command;
        var known = command.Subcommands.Cast<Symbol>().Concat(command.Options).Select(symbol => symbol.Name).ToArray();
        foreach (var word in result.UnmatchedTokens)
        {
            if (Nearest(word, known) is { } near) error.WriteLine($"Did you mean {near}?");
        }

        error.WriteLine($"Try: {PathOf(result.CommandResult)} --help");
        return Usage;
    }

    // At most two typing mistakes away, and no more than the word has letters to spare.
    private static string? Nearest(string word, IEnumerable<string> known) => known
        .Select(name => (name, distance: EditDistance(word, name)))
        .Where(candidate => candidate.distance <= 2 && candidate.distance < word.Length - 1)
        .OrderBy(candidate => candidate.distance)
        .Select(candidate => candidate.name)
        .FirstOrDefault();

    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : command.Command.Name;

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(Version);
            return Ok;
        }
    }
}
