using LlmKit.Cli.Testing;

namespace LlmKit.Cli.Tests.Testing;

public sealed class TestRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-test-run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Passes_failures_and_skips_are_counted_and_failures_shown()
    {
        var (tally, output) = await RunAsync("""
            echo '{"$type":"test-starting","TestUniqueID":"1","TestDisplayName":"A.Good"}'
            echo '{"$type":"test-passed","TestUniqueID":"1"}'
            echo '{"$type":"test-starting","TestUniqueID":"2","TestDisplayName":"A.Bad"}'
            cat <<'END'
            {"$type":"test-failed","TestUniqueID":"2","Messages":["1 is not 2"],"StackTraces":["  at A.Bad()\n   at Xunit.Run()"]}
            END
            echo '{"$type":"test-starting","TestUniqueID":"3","TestDisplayName":"A.Later"}'
            echo '{"$type":"test-skipped","TestUniqueID":"3","Reason":"no CUDA device"}'
            exit 1
            """);

        Assert.Equal((1, 1, 1), (tally.Passed, tally.Failed, tally.Skipped));
        Assert.Contains("FAILED A.Bad\n    1 is not 2\n      at A.Bad()\n", output);
        Assert.DoesNotContain("Xunit", output);
        Assert.Equal(1, tally.Skips["no CUDA device"]);
    }

    [Fact]
    public async Task A_crash_counts_as_a_failure_and_names_the_test_that_was_running()
    {
        var (tally, output) = await RunAsync("""
            echo '{"$type":"test-starting","TestUniqueID":"1","TestDisplayName":"A.Aborts"}'
            exit 134
            """);

        Assert.Equal((0, 1, 0), (tally.Passed, tally.Failed, tally.Skipped));
        Assert.Contains("CRASHED Fake.Tests ended with exit code 134; running: A.Aborts", output);
    }

    [Fact]
    public async Task A_program_that_fails_without_a_failed_test_counts_as_a_crash()
    {
        var (tally, _) = await RunAsync("exit 1");

        Assert.Equal(1, tally.Failed);
    }

    [Fact]
    public async Task A_line_that_is_no_message_is_shown_as_it_is()
    {
        var (tally, output) = await RunAsync("""
            echo 'printed by a native library'
            echo '[1, 2]'
            """);

        Assert.StartsWith("printed by a native library\n[1, 2]\n", output);
        Assert.Equal(0, tally.Failed);
    }

    [Fact]
    public async Task The_filter_reaches_the_program_as_part_of_a_name()
    {
        var (_, output) = await RunAsync("echo \"$@\"", filter: "changing a later");

        Assert.StartsWith("-automated -method *changing_a_later*\n", output);
    }

    [Fact]
    public async Task Cancelling_ends_the_program_that_runs()
    {
        using var stop = new CancellationTokenSource();
        var written = Path.Combine(_folder, "pid");
        var path = Script($"echo $$ >{written}.new; mv {written}.new {written}; exec sleep 60");

        var run = TestRun.RunProgramAsync("Fake.Tests", path, filter: null, TextWriter.Null, stop.Token);
        while (!File.Exists(written)) await Task.Delay(10);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        var id = (await File.ReadAllTextAsync(written)).Trim();
        Assert.False(Directory.Exists($"/proc/{id}") && File.ReadAllText($"/proc/{id}/stat").Split(' ')[2] != "Z");
    }

    [Fact]
    public void The_last_line_sums_all_programs_and_each_reason_is_given_once()
    {
        TestTally first = new(), second = new();
        first.Add(new TestMessage.Passed("1"));
        first.Add(new TestMessage.Skipped("2", "no CUDA device"));
        second.Add(new TestMessage.Skipped("1", "no CUDA device"));
        second.Add(new TestMessage.Passed("2"));
        using var output = new StringWriter { NewLine = "\n" };

        var code = TestRun.Report([first, second], filter: null, output);

        Assert.Equal(CommandLine.Ok, code);
        Assert.Equal("skipped 2: no CUDA device\n2 passed, 0 failed, 2 skipped\n", output.ToString());
    }

    [Fact]
    public void A_failure_anywhere_fails_the_run()
    {
        var tally = new TestTally();
        tally.AddCrash("Fake.Tests", 134);

        Assert.Equal(CommandLine.Failed, TestRun.Report([new(), tally], filter: null, TextWriter.Null));
    }

    [Fact]
    public void A_filter_that_matches_nothing_fails_and_says_so()
    {
        using var output = new StringWriter { NewLine = "\n" };

        var code = TestRun.Report([new()], "no such test", output);

        Assert.Equal(CommandLine.Failed, code);
        Assert.StartsWith("No test's name contains \"no such test\".", output.ToString());
        Assert.EndsWith("0 passed, 0 failed, 0 skipped\n", output.ToString());
    }

    private async Task<(TestTally Tally, string Output)> RunAsync(string script, string? filter = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var tally = await TestRun.RunProgramAsync(
            "Fake.Tests", Script(script), filter, output, TestContext.Current.CancellationToken);
        return (tally, output.ToString());
    }

    private string Script(string body)
    {
        var path = Path.Combine(_folder, "program");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
