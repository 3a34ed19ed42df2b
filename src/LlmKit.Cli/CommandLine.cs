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

    // What was computed is written after Ctrl-C, when cells that do not stop have been left behind.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

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
            DataCommand.Create(),
            TokenizerCommand.Create(),
            ChunkCommand.Create(),
            NotebookCommand.Create(),
            KernelCommand.Create(),
            ReplCommand.Create(),
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
        var result = Create().Parse(ScriptCommand.Marked(args));
        var streams = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = s_patience,
        };

        try
        {
            if (result.Action is HelpWithExamples) return result.Invoke(streams);
            if (UnknownOptions.In(result) is { Count: > 0 } unknown) return Explain(Hints(unknown, result), PathOf(result.CommandResult), error);
            if (WrongValues.In(result) is { Count: > 0 } wrong) return Explain(wrong, PathOf(result.CommandResult), error);
            return result.Errors.Count > 0 ? Explain(result, error) : result.Invoke(streams);
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

        foreach (var word in result.UnmatchedTokens)
        {
            if (Spelling.Nearest(word, KnownTo(result)) is { } near) error.WriteLine($"Did you mean {near}?");
        }

        error.WriteLine($"Try: {PathOf(result.CommandResult)} --help");
        return Usage;
    }

    private static int Explain(IEnumerable<string> messages, string path, TextWriter error)
    {
        foreach (var message in messages) error.WriteLine($"llmkit: {message}");
        error.WriteLine($"Try: {path} --help");
        return Usage;
    }

    private static IEnumerable<string> Hints(IReadOnlyList<string> unknown, ParseResult result)
    {
        var path = PathOf(result.CommandResult);
        return unknown.Select(word =>
        {
            var hint = Spelling.Nearest(word.Split('=')[0], KnownTo(result)) is { } near
                ? $"Did you mean {near}?"
                : $"If it is none, put it behind --, as in: {path} -- {word}";
            return $"{path[(path.IndexOf(' ') + 1)..]} has no option {word}. {hint}";
        });
    }

    private static IEnumerable<string> KnownTo(ParseResult result)
    {
        var command = result.CommandResult.Command;
        return command.Subcommands.Cast<Symbol>().Concat(command.Options).Select(symbol => symbol.Name)
            .Concat(command.Options.SelectMany(option => option.Aliases)).Append("--help");
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
