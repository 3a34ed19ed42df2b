using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LlmKit.Notebook.Tests.Repl;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests.Repl;

/// <summary><c>llmkit</c> at a pseudo terminal: keys go in, a screen comes out.</summary>
internal sealed class TerminalRun : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Task _reading;
    private readonly Lock _lock = new();
    private VtScreen _screen;

    /// <param name="state">The folder of what a user's programs keep.</param>
    /// <param name="args">The words behind <c>llmkit</c>.</param>
    public TerminalRun(string state, int columns, int rows, params string[] args)
    {
        if (!File.Exists(Python)) Assert.Skip($"{Python} is not there, whose module pty drives the terminal.");
        var driver = Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Cli.Tests/Repl/terminal.py");
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll");
        var start = new ProcessStartInfo(Python, [driver, $"{columns}", $"{rows}", "dotnet", program, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = state,
        };
        start.Environment["XDG_STATE_HOME"] = state;
        start.Environment["TMPDIR"] = state;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        _screen = new(columns, rows);
        _process = Process.Start(start)!;
        _reading = Task.Run(Read);
    }

    /// <summary>What stands on the screen.</summary>
    public string Screen
    {
        get
        {
            lock (_lock) return _screen.ToString();
        }
    }

    /// <summary>Everything that was written, with what the terminal was told.</summary>
    public StringBuilder Written { get; } = new();

    public void Send(string keys) => Step(new { send = keys });

    public void Signal(int number) => Step(new { signal = number });

    public void Resize(int columns, int rows)
    {
        lock (_lock) _screen = new(columns, rows);
        Step(new { size = new[] { columns, rows } });
    }

    /// <summary>Waits until something stands on the screen.</summary>
    public void Wait(string text) => Wait(screen => screen.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until the line of the cursor, as far as it is written, is this.</summary>
    public void WaitLine(string text) => Wait(_ => CursorLine() == text, text);

    /// <summary>The line that the cursor is in.</summary>
    public string CursorLine()
    {
        lock (_lock) return _screen.Line;
    }

    public int ExitCode()
    {
        Assert.True(_process.WaitForExit(s_patience), $"It still runs:\n{Screen}");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _reading.Wait(s_patience);
        _process.Dispose();
    }

    private void Wait(Func<string, bool> isThere, string text)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < s_patience; Thread.Sleep(10))
        {
            if (isThere(Screen)) return;
        }

        Assert.Fail($"\"{text}\" did not come:\n{Screen}");
    }

    private void Step(object step)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(step));
        _process.StandardInput.Flush();
    }

    private void Read()
    {
        var text = new char[4096];
        while (_process.StandardOutput.Read(text) is var count and > 0)
        {
            lock (_lock)
            {
                _screen.Write(new string(text, 0, count));
                Written.Append(text, 0, count);
            }
        }
    }
}
