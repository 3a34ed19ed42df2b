using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests.Kernel;

/// <summary>A notebook in a real browser. The screenshot stays in artifacts/browser/notebook.png, to be looked at.</summary>
public sealed class BrowserTests
{
    private const string Jupyter = "/usr/bin/jupyter-notebook", Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task A_reader_sees_a_plot_stops_a_loop_and_completes_a_name()
    {
        Peers.Require("playwright-core");
        Assert.SkipUnless(File.Exists(Jupyter) && File.Exists(Chromium), "no Jupyter Notebook or Chromium (Debian's jupyter-notebook, chromium)");
        var place = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "browser")).FullName;

        var folder = Directory.CreateTempSubdirectory("llmkit-browser-").FullName;
        var stop = TestContext.Current.CancellationToken;
        Process? server = null;
        try
        {
            Assert.Equal(CommandLine.Ok, CommandRun.Here("kernel", "install", "--prefix", folder).Code);
            await File.WriteAllTextAsync(Path.Combine(folder, "seen.ipynb"), Notebook(), stop);
            var port = FreePort();
            server = Start(Jupyter, folder, "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--NotebookApp.token=", "--NotebookApp.password=");
            await Answering(port);

            var screenshot = Path.Combine(place, "notebook.png");
            using var browser = Start("node", folder, Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Cli.Tests/Kernel/browser.mjs"),
                $"http://127.0.0.1:{port}/notebooks/seen.ipynb", screenshot);
            var (seen, errors) = (browser.StandardOutput.ReadToEndAsync(stop), browser.StandardError.ReadToEndAsync(stop));
            await browser.WaitForExitAsync(stop);

            Assert.True(browser.ExitCode == 0, await errors);
            using var answer = JsonDocument.Parse(await seen);
            var root = answer.RootElement;
            Assert.InRange(root.GetProperty("plot").GetDouble(), 300, 900);
            Assert.Contains("The cell was interrupted.", root.GetProperty("interrupted").GetProperty("text").GetString());
            Assert.Equal("Console.WriteLine", root.GetProperty("completed").GetString());
        }
        finally
        {
            server?.Kill(entireProcessTree: true);
            server?.WaitForExit();
            server?.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Notebook()
    {
        var library = Path.Combine(RepositoryRoot.Path, "artifacts/bin/LlmKit.Cli/release/LlmKit.dll");
        string[] cells =
        [
            $"#r \"{library}\"\nusing LlmKit.Plotting;\nChart.Line(Enumerable.Range(0, 50), Enumerable.Range(0, 50).Select(i => Math.Sin(i / 5.0)), \"sin\").WithTitle(\"A sine\")",
            "Console.WriteLine(\"begun\");\nwhile (true) { }",
            "Console.WriteL",
        ];
        return JsonSerializer.Serialize(new
        {
            cells = cells.Select(source => new { cell_type = "code", execution_count = (int?)null, metadata = new { }, outputs = Array.Empty<object>(), source }),
            metadata = new { kernelspec = new { display_name = "C# (LlmKit)", language = "C#", name = "llmkit-csharp" } },
            nbformat = 4,
            nbformat_minor = 4,
        });
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["JUPYTER_PATH"] = Path.Combine(folder, "share", "jupyter");
        start.Environment["JUPYTER_CONFIG_DIR"] = folder;
        start.Environment["PLAYWRIGHT_FROM"] = Path.GetDirectoryName(Peers.Modules);
        var process = Process.Start(start)!;
        if (program != Jupyter) return process;

        // A server whose words nobody reads stops when the pipe is full.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task Answering(int port)
    {
        using var client = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/api"), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (tries < 300)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
