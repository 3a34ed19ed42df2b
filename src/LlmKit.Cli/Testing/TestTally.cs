namespace LlmKit.Cli.Testing;

/// <summary>Counts the outcomes of one test program, and remembers what is running in case it crashes.</summary>
public sealed class TestTally
{
    private readonly Dictionary<string, string> _running = [];
    private readonly Dictionary<string, int> _skips = [];

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>Why tests were skipped, and how many for each reason.</summary>
    public IReadOnlyDictionary<string, int> Skips => _skips;

    /// <summary>Counts <paramref name="message"/> and returns the text that a person should see at once, if any.</summary>
    public string? Add(TestMessage message)
    {
        switch (message)
        {
            case TestMessage.Started started:
                _running[started.Id] = started.Name;
                return null;
            case TestMessage.Passed passed:
                Passed++;
                _running.Remove(passed.Id);
                return null;
            case TestMessage.Skipped skipped:
                Skipped++;
                _running.Remove(skipped.Id);
                _skips[skipped.Reason] = _skips.GetValueOrDefault(skipped.Reason) + 1;
                return null;
            case TestMessage.Failed failed:
                Failed++;
                var name = failed.Id is null ? "outside of any test" : _running.GetValueOrDefault(failed.Id, "?");
                if (failed.Id is not null) _running.Remove(failed.Id);
                return $"FAILED {name}\n{Indent(failed.Reason)}\n{Indent(Own(failed.StackTrace))}".TrimEnd();
            default:
                return null;
        }
    }

    /// <summary>Counts a program that ended otherwise than by its last test: one failure, with its suspects.</summary>
    public string AddCrash(string program, int exitCode)
    {
        Failed++;
        var suspects = _running.Count == 0 ? "no test was running" : $"running: {string.Join(", ", _running.Values)}";
        return $"CRASHED {program} ended with exit code {exitCode}; {suspects}";
    }

    // The frames of the test framework and of reflection tell nothing about the failure.
    private static string Own(string stackTrace) => string.Join('\n', stackTrace.Split('\n').Where(frame =>
        !frame.Contains(" Xunit.", StringComparison.Ordinal)
        && !frame.Contains(" System.Reflection.MethodBaseInvoker", StringComparison.Ordinal)));

    private static string Indent(string text) =>
        string.Join('\n', text.Split('\n').Where(line => line.Length > 0).Select(line => $"    {line}"));
}
