using System.Diagnostics;
using System.Text.Json;

namespace LlmKit.Cli.Testing;

/// <summary>Runs the test programs one after the other and ends with <c>N passed, N failed, N skipped</c>.</summary>
public static class TestRun
{
    private static readonly string[] s_programs =
        ["LlmKit.Torch.Tests", "LlmKit.Tests", "LlmKit.Notebook.Tests", "LlmKit.Cli.Tests"];

    /// <summary>Returns 0 when every test passed or was skipped, else 1; also 1 when the filter matches no test.</summary>
    public static async Task<int> RunAsync(
        string? filter, Checkout checkout, TextWriter output, CancellationToken stop)
    {
        var tallies = new List<TestTally>();
        foreach (var program in s_programs)
        {
            var path = Path.Combine(checkout.Artifacts, "bin", program, "release", program);
            tallies.Add(await RunProgramAsync(program, path, filter, output, stop));
        }

        return Report(tallies, filter, output);
    }

    /// <summary>The reasons for skips, each once, then the sum as the last line.</summary>
    public static int Report(IReadOnlyList<TestTally> tallies, string? filter, TextWriter output)
    {
        var skips = tallies.SelectMany(tally => tally.Skips).GroupBy(skip => skip.Key, skip => skip.Value);
        foreach (var reason in skips) output.WriteLine($"skipped {reason.Sum()}: {reason.Key}");

        int passed = tallies.Sum(t => t.Passed), failed = tallies.Sum(t => t.Failed), skipped = tallies.Sum(t => t.Skipped);
        var nothing = filter is not null && passed + failed + skipped == 0;
        if (nothing)
            output.WriteLine($"No test's name contains \"{filter}\". Without a filter all tests run: llmkit test");

        output.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        return failed > 0 || nothing ? CommandLine.Failed : CommandLine.Ok;
    }

    /// <summary>Runs one program and shows failures as they come.</summary>
    public static async Task<TestTally> RunProgramAsync(
        string name, string path, string? filter, TextWriter output, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var tally = new TestTally();
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true };
        start.ArgumentList.Add("-automated");
        if (filter is not null)
        {
            start.ArgumentList.Add("-method");
            start.ArgumentList.Add($"*{filter.Replace(' ', '_')}*");
        }

        using var process = Process.Start(start)!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(stop) is { } line)
            {
                if (Show(line, tally) is { } text) output.WriteLine(text);
            }

            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        // 0 and 1 are the runner's own verdicts; a 1 without a failure means that it never got to the tests.
        var crashed = process.ExitCode is not (0 or 1) || (process.ExitCode == 1 && tally.Failed == 0);
        if (crashed) output.WriteLine(tally.AddCrash(name, process.ExitCode));
        output.WriteLine(
            $"{name,-22} {tally.Passed,5} passed {tally.Failed,3} failed {tally.Skipped,3} skipped"
            + $" {watch.Elapsed.TotalSeconds,6:F1} s");
        return tally;
    }

    // A native library may print into the stream of messages: such a line is shown as it is.
    private static string? Show(string line, TestTally tally)
    {
        try
        {
            return TestMessage.Read(line) is { } message ? tally.Add(message) : null;
        }
        catch (JsonException)
        {
            return line;
        }
    }
}
