using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using LlmKit.Notebook.Display;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;
using LlmKit.Notebook.Repl.Editing;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Repl;

/// <summary>Cells at a terminal: reads one, runs it, shows what it gave, until Ctrl-D.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReplSession : IDisposable
{
    private static readonly string[] s_leaving = ["exit", "quit", "exit()", "quit()", "#!exit", "#!quit"];

    private readonly TextWriter _out = Console.Out, _error = Console.Error;
    private readonly TextReader _in = Console.In;
    private readonly ReplOptions _options;
    private readonly Terminal _terminal = new();
    private readonly WatchedLine _line = new();
    private readonly Palette _palette = Palette.Of(Environment.GetEnvironmentVariable);
    private readonly InputHistory _history;
    private readonly HistoryFile? _file;
    private readonly Task<CellSession> _session;
    private readonly Assistant _assistant;
    private readonly Prompt _prompt;
    private readonly CellScreen _screen;
    private readonly PosixSignalRegistration[] _signals;
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;
    private int _count;

    /// <exception cref="IOException">Standard input is no terminal.</exception>
    public ReplSession(ReplOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _file = options.KeepsHistory && HistoryFile.Place(Environment.GetEnvironmentVariable) is { } place ? new(place) : null;
        _history = new(ReadHistory());
        InterruptibleInput.Install();
        _session = Task.Run(Begin);
        _assistant = new(_session, _terminal.Post);
        _prompt = new(_terminal, _palette, _history, _assistant);
        Console.SetOut(new WatchedWriter(_out, _line, _prompt.TryPrint));
        Console.SetError(new WatchedWriter(_error, _line, _prompt.TryPrint));
        _screen = new(Console.Out, Console.Error, _line, _palette, () => Terminal.Size.Columns);
        Kernel.Outputs = _screen.Show;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupted),
            PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _prompt.Repaint()),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, Continued),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ended),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ended),
        ];
        var input = new TerminalInput(_terminal, _line, Interrupt);
        Console.SetIn(input);
        Kernel.Asked = (question, isSecret) => Task.FromResult(input.Ask(question, isSecret, Kernel.Stopping) ?? "");
    }

    /// <summary>Goes on until the user leaves.</summary>
    public void Run()
    {
        _terminal.Write(Greeting());
        if (_options.Load is { } path) RunCell($"#!import {Path.GetFullPath(path)}", "load", "");
        while (_prompt.Read($"In[{_count + 1}]: ") is { } text)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (s_leaving.Contains(text.Trim().TrimEnd(';'))) break;

            Keep(text);
            if (Submission.IsQuestion(text)) Explain(text.Trim()[..^1]);
            else RunCell(Submission.CodeOf(text), $"Cell[{++_count}]", $"Out[{_count}]: ");
        }
    }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        Console.SetOut(_out);
        Console.SetError(_error);
        Console.SetIn(_in);
        (Kernel.Outputs, Kernel.Asked) = (null, null);
        _terminal.Dispose();
        if (_session.IsCompletedSuccessfully) _session.Result.Engine.Dispose();
    }

    // The prompt comes first; the compiler is loaded and compiled while the first cell is written.
    private async Task<CellSession> Begin()
    {
        var engine = new CellEngine(Environment.CurrentDirectory, usings: [typeof(ReplHost).FullName!]);
        await engine.RunAsync("1 + 1", "warm-up").ConfigureAwait(false);
        CodeInks.Of("var x = 1;", 0, hasColours: true);
        _prompt.HasColours = true;
        _terminal.Post(() => { });
        return new(engine);
    }

    private void RunCell(string code, string name, string label)
    {
        var session = Ready();
        PlainText.Width = Math.Clamp(Terminal.Size.Columns - 1, 20, 160);
        CellOutcome outcome;
        using (var stop = new CancellationTokenSource())
        {
            lock (_lock) _running = stop;
            outcome = session.RunAsync(code, name, stop.Token).GetAwaiter().GetResult();
            lock (_lock) _running = null;
        }

        _screen.ShowEnd(outcome, label);
        if (_line.HasText) Console.Out.WriteLine();
        if (outcome is CellOutcome.Finished { HasValue: true, Value: { } value } && label.Length > 0) ReplHost.Out.Add(_count, value);
    }

    private CellSession Ready() => _session.GetAwaiter().GetResult();

    private void Explain(string name) =>
        Console.Out.WriteLine(_assistant.DocumentationOf(name, name.Length).GetAwaiter().GetResult() ?? $"Nothing is known of {name}.");

    private void Interrupt()
    {
        lock (_lock) _running?.Cancel();
    }

    private void Interrupted(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lock (_line) _line.Add("^C");
        Interrupt();
    }

    // The runtime would set its own mode of the terminal.
    private void Continued(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _terminal.Renew();
        _prompt.Repaint();
    }

    // The shell gets its terminal back as it was.
    private void Ended(PosixSignalContext signal) => _terminal.IsRaw = false;

    private IReadOnlyList<string> ReadHistory()
    {
        try
        {
            return _file?.Read() ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _error.WriteLine($"llmkit: what was entered before cannot be read: {e.Message} Go without it: llmkit repl --no-history");
            return [];
        }
    }

    private void Keep(string text)
    {
        // As in shells: what begins with a space is not for others' eyes.
        if (!_history.Add(text) || text[0] == ' ') return;
        try
        {
            _file?.Add(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"llmkit: the history cannot be written: {e.Message} Go without it: llmkit repl --no-history");
        }
    }

    private string Greeting()
    {
        var version = typeof(ReplSession).Assembly.GetName().Version!.ToString(3);
        var text = string.Create(CultureInfo.InvariantCulture, $"LlmKit {version}, C# on .NET {Environment.Version}");
        return $"{text}\n{_palette.Paint("Tab completes, F1 explains, Ctrl-R searches, Ctrl-D leaves.", Ink.Hint)}\n";
    }
}
