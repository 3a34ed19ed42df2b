using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace LlmKit.Cli;

/// <summary>Prints the usual help of a command and, below it, the examples that the command was given.</summary>
public sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private readonly HelpAction _usual = usual;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _usual.Invoke(parseResult);

        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command.Examples();
        if (examples.Count == 0) return CommandLine.Ok;

        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return CommandLine.Ok;
    }
}

/// <summary>Examples of a command: whole lines, as a user types them.</summary>
public static class CommandExamples
{
    private static readonly ConditionalWeakTable<Command, List<string>> s_examples = [];

    public static void AddExamples(this Command command, params IEnumerable<string> lines) =>
        s_examples.GetOrCreateValue(command).AddRange(lines);

    public static IReadOnlyList<string> Examples(this Command command) =>
        s_examples.TryGetValue(command, out var lines) ? lines : [];
}
