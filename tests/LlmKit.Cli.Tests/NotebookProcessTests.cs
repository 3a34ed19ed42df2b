using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit notebook run</c> with processes that die, several at once, checks, pages, and Ctrl-C.</summary>
public sealed class NotebookProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit processes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_cell_that_ends_its_process_costs_no_outputs_and_no_other_notebook()
    {
        Write("a.ipynb", ["display(\"shown\");", "Console.Write(\"printed\");\n\nEnvironment.FailFast(\"the very end\");", "3"]);
        Write("b.ipynb", ["Console.Write(\"before\");\nvoid Leave() => Environment.Exit(3);\nLeave();"]);
        Write("c.ipynb", ["Console.WriteLine(\"here\");\nSystem.Diagnostics.Process.GetCurrentProcess().Kill();"]);
        Write("第四章.ipynb", ["6 * 7"]);

        var (code, output, error) = await Run("a.ipynb", "b.ipynb", "c.ipynb", "第四章.ipynb", "--jobs", "2", "--html", "pages");

        Assert.Equal(1, code);
        Assert.Contains("llmkit: a.ipynb, cell 2, line 3: The cell's process was ended by the signal SIGABRT (exit code 134).\n    Environment.FailFast(\"the very end\");\n", error);
        Assert.Contains("    the very end\n", error);
        Assert.Contains("llmkit: b.ipynb, cell 1, line 2: The cell ended its process with exit code 3.\n", error);
        Assert.Contains("llmkit: c.ipynb, cell 1: The cell's process was ended by the signal SIGKILL (exit code 137). It had ", error);
        Assert.EndsWith("1 of 4 notebooks ran to their end.\n", output);
        Assert.Equal([["shown"], ["printed", "ProcessEnded"], []], Outputs("out/a.ipynb"));
        Assert.Equal([["before", "ProcessEnded"]], Outputs("out/b.ipynb"));
        Assert.Equal([["here\n", "ProcessEnded"]], Outputs("out/c.ipynb"));
        Assert.Equal([["42"]], Outputs("out/第四章.ipynb"));
        Assert.Contains("the very end", File.ReadAllText(Path.Combine(_folder, "pages/a.html")));
        Assert.Contains("href=\"%E7%AC%AC%E5%9B%9B%E7%AB%A0.html\"", File.ReadAllText(Path.Combine(_folder, "pages/index.html")));
    }

    [Fact]
    public async Task A_check_shows_what_differs_and_touches_no_file()
    {
        Write("same.ipynb", ["Console.WriteLine($\"took {Environment.TickCount64} ms\");"], "took 1 ms\n");
        Write("other.ipynb", ["Console.WriteLine(\"one\\ntwo\");"], "one\nTWO\n");
        var before = File.ReadAllText(Path.Combine(_folder, "other.ipynb"));

        var (code, output, _) = await Run("same.ipynb", "other.ipynb", "--check");

        Assert.Equal(1, code);
        Assert.StartsWith("other.ipynb, cell 1: Console.WriteLine(\"one\\ntwo\");\n  stdout:\n    one\n  - TWO\n  + two\n\n", output);
        Assert.Matches(@"same\.ipynb .* ok, as before\nother\.ipynb .* differs in cell 1\n2 of 2 notebooks ran to their end, 1 of them with other outputs than before\.\n$", output);
        Assert.Equal(before, File.ReadAllText(Path.Combine(_folder, "other.ipynb")));
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Fact]
    public async Task Resuming_leaves_out_what_ran_well_and_is_unchanged()
    {
        Write("good.ipynb", ["Console.WriteLine(\"ran\");"]);
        Write("bad.ipynb", ["if (!File.Exists(\"mended\")) throw new Exception();"]);

        var first = await Run("good.ipynb", "bad.ipynb", "--quiet");
        File.WriteAllText(Path.Combine(_folder, "mended"), "");
        var second = await Run("good.ipynb", "bad.ipynb", "--resume");

        Assert.Equal((1, 0), (first.Code, second.Code));
        Assert.DoesNotContain("ran\n", second.Output.Split("\n\n")[0]);
        Assert.Matches(@"good\.ipynb .* ok, unchanged\nbad\.ipynb +1 .* ok\n2 of 2", second.Output);
    }

    [Fact]
    public async Task Ctrl_C_stops_every_process_and_keeps_what_was_shown()
    {
        foreach (var name in new[] { "a", "b" })
            Write($"{name}.ipynb", [$"File.WriteAllText(\"{name}.pid\", $\"{{Environment.ProcessId}}\");\nConsole.Write(\"begun\");", "Console.Write(\"waits\");\nThread.Sleep(60_000);"]);
        using var process = Start("a.ipynb", "b.ipynb", "--jobs", "2");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var files = new[] { "a.pid", "b.pid" }.Select(file => Path.Combine(_folder, file)).ToList();
        await WaitFor(() => files.All(file => File.Exists(file) && File.ReadAllText(file).Length > 0));
        var workers = files.Select(file => int.Parse(File.ReadAllText(file))).ToList();
        await Task.Delay(500, TestContext.Current.CancellationToken);

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"{clock.Elapsed}");
        Assert.Contains("llmkit: a.ipynb, cell 2: The run was interrupted.", await error);
        Assert.Contains("  interrupted in cell 2\n", await output);
        Assert.Equal([["begun"], ["waits", "CellStopped"]], Outputs("out/b.ipynb"));
        Assert.All(workers, id => Assert.False(Directory.Exists($"/proc/{id}")));
    }

    // A worker must not outlive the run, however that ends.
    [Fact]
    public async Task A_worker_ends_with_the_run_that_started_it()
    {
        Write("a.ipynb", ["File.WriteAllText(\"pid\", $\"{Environment.ProcessId}\");\nThread.Sleep(60_000);"]);
        using var process = Start("a.ipynb");
        var file = Path.Combine(_folder, "pid");
        await WaitFor(() => File.Exists(file) && File.ReadAllText(file).Length > 0);
        var worker = int.Parse(File.ReadAllText(file));

        process.Kill();

        await WaitFor(() => !Directory.Exists($"/proc/{worker}"));
    }

    private static async Task WaitFor(Func<bool> happened)
    {
        var clock = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "It did not happen within 30 s.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] words) =>
        CommandRun.Alone(_folder, "", new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache") }, ["notebook", "run", .. words]);

    private Process Start(params string[] words)
    {
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, "notebook", "run", .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder,
        })!;
    }

    private string[][] Outputs(string file) =>
    [
        .. JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, file)))!["cells"]!.AsArray().Select(cell => cell!["outputs"]!.AsArray()
            .Select(output => output!["ename"]?.ToString() ?? string.Concat((output["text"] ?? output["data"]!["text/plain"])!.AsArray())).ToArray()),
    ];

    private void Write(string file, string[] sources, string? printed = null) => File.WriteAllText(Path.Combine(_folder, file), JsonSerializer.Serialize(new
    {
        cells = sources.Select(source => new
        {
            cell_type = "code", metadata = new { }, source, execution_count = (int?)null,
            outputs = printed is null ? [] : new[] { new { output_type = "stream", name = "stdout", text = printed } },
        }),
        metadata = new { },
        nbformat = 4,
        nbformat_minor = 4,
    }));
}
