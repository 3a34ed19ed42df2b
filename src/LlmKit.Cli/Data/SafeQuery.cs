using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LlmKit.Cli.Notebooks;

namespace LlmKit.Cli.Data;

/// <summary>Runs a query in a process of its own, since a damaged file can crash DuckDB's native code: that becomes a message.</summary>
internal static class SafeQuery
{
    private const string Variable = "LLMKIT_QUERY_HERE";

    /// <summary>The exit code of the same command in another process; null when this is that process, or its output is not the
    /// console's.</summary>
    public static int? RunElsewhere(ParseResult result)
    {
        if (!ReferenceEquals(result.InvocationConfiguration.Output, Console.Out) || Environment.GetEnvironmentVariable(Variable) is not null) return null;
        var words = OwnProgram.Words("data");
        var start = new ProcessStartInfo(words[0], [.. words[1..], .. result.Tokens.Skip(1).Select(token => token.Value)]);
        start.Environment[Variable] = "1";
        using var process = Process.Start(start)!;

        // Ctrl-C at a terminal goes to both, and the other one ends the query.
        process.WaitForExit();
        const int LeastSignal = 129, Interrupt = 130, Terminated = 143;
        if (process.ExitCode < LeastSignal || process.ExitCode is Interrupt or Terminated) return Math.Min(process.ExitCode, CommandLine.Usage);
        result.InvocationConfiguration.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"llmkit: DuckDB crashed (exit code {process.ExitCode}, signal {process.ExitCode - 128}). A damaged file in the query does that: make it again from its source."));
        return CommandLine.Failed;
    }
}
