using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>How a process ended in the middle of a cell.</summary>
/// <param name="Reason">A sentence with the signal or the exit code.</param>
/// <param name="Line">Line of the cell that ended it; null when it cannot be told.</param>
/// <param name="LastWords">What the process printed while it died, with the calls of the cells alone.</param>
internal sealed partial record WorkerDeath(string Reason, int? Line, IReadOnlyList<string> LastWords)
{
    private const int FirstSignal = 128, Killed = 9, MostLines = 20;

    private static readonly Dictionary<int, string> s_signals = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE",
        [9] = "SIGKILL", [11] = "SIGSEGV", [13] = "SIGPIPE", [15] = "SIGTERM",
    };

    /// <param name="exitCode">The process's; 128 and the signal for one that a signal ended.</param>
    /// <param name="words">What it printed on its standard streams while it died.</param>
    /// <param name="code">The cell.</param>
    /// <param name="isExit">Whether somebody called <c>Environment.Exit</c>.</param>
    /// <param name="peak">The most bytes of memory it had.</param>
    public static WorkerDeath Of(int exitCode, string words, string code, bool isExit, long peak)
    {
        var lines = words.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(ReasonOf(exitCode, isExit, peak), LineOf(isExit ? "Exit" : CalledIn(lines), code), [.. Readable(lines).Take(MostLines)]);
    }

    private static string ReasonOf(int exitCode, bool isExit, long peak)
    {
        if (isExit || !s_signals.TryGetValue(exitCode - FirstSignal, out var signal))
            return $"The cell ended its process with exit code {exitCode}.";
        var memory = peak == 0 || exitCode - FirstSignal != Killed ? ""
            : string.Create(CultureInfo.InvariantCulture, $" It had {peak / 1e6:N0} MB of memory; when memory runs out, the system ends processes so.");
        return $"The cell's process was ended by the signal {signal} (exit code {exitCode}).{memory}";
    }

    // The runtime names the calls, but no lines. The call that left the cell's own code stands above the cell's first.
    private static string? CalledIn(string[] lines)
    {
        var first = Array.FindIndex(lines, line => OwnCall().IsMatch(line));
        return first > 0 && CalledName().Match(lines[first - 1]) is { Success: true } called ? called.Groups["name"].Value : null;
    }

    // The only line that calls the function; null when there are several.
    private static int? LineOf(string? called, string code)
    {
        if (called is null) return null;
        var call = new Regex($@"\b{Regex.Escape(called)}\s*[(<]");
        var places = code.Split('\n').Index().Where(line => call.IsMatch(line.Item)).Select(line => line.Index + 1).ToList();
        return places.Count == 1 ? places[0] : null;
    }

    private static IEnumerable<string> Readable(string[] lines)
    {
        foreach (var line in lines)
        {
            if (Machinery().IsMatch(line)) continue;
            yield return TopLevel().IsMatch(line) ? "   at the cell" : line.Replace("   at Script.", "   at ", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^\s+at Script[.+]")]
    private static partial Regex OwnCall();

    [GeneratedRegex(@"^\s+at [^(\[]*[.+](?<name>\w+)(\[|\()")]
    private static partial Regex CalledName();

    [GeneratedRegex(@"^\s+at Script\+<<Initialize>>d__\d+\.MoveNext")]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"^\s+at (System\.Runtime\.CompilerServices\.|LlmKit\.Notebook\.|System\.Threading\.Thread\.StartCallback|Script\.<(Initialize|Factory)>)")]
    private static partial Regex Machinery();
}
