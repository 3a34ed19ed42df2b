using LlmKit.Notebook.Display;
using System.Diagnostics;
using System.Globalization;
using LlmKit.Notebook.Running;

namespace LlmKit.Cli.Notebooks;

/// <summary>Shows notebooks that run at once: on a terminal a line for each that is running, and one for all.</summary>
/// <param name="count">How many there are.</param>
internal sealed class JobsScreen(bool isQuiet, int count, TextWriter error) : RunScreen(error)
{
    private const int BarWidth = 16;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100), s_tick = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<(NotebookFile File, RunEvent.CellStarted? Cell, Stopwatch Clock)> _running = [];
    private readonly Stopwatch _drawn = new();
    private Timer? _ticking;
    private int _done;
    private int _lines;

    public override void Begin(NotebookFile file)
    {
        lock (_lock)
        {
            _running.Add((file, null, Stopwatch.StartNew()));
            if (!isQuiet && IsTerminal) _ticking ??= new(_ => Tick(), null, s_tick, s_tick);
            if (!isQuiet && !IsTerminal) Error.WriteLine($"{file.Path}: started");
            Draw(isDue: true);
        }
    }

    public override void Observe(NotebookFile file, RunEvent happened)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case RunEvent.CellStarted started:
                    var place = _running.FindIndex(running => running.File == file);
                    _running[place] = _running[place] with { Cell = started };
                    Draw(isDue: false);
                    break;
                case RunEvent.CellEnded ended when !isQuiet && !IsTerminal:
                    Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{file.Path}: cell {ended.Cell.Number,3}  {ended.Figures.Time.TotalSeconds,6:F2} s  {FirstLine(ended.Cell)}"));
                    break;
            }
        }
    }

    public override void End(RunResult result)
    {
        lock (_lock)
        {
            Erase();
            _done++;
            _running.RemoveAll(running => running.File == result.File);
            Explain(result);
            if (!isQuiet && !IsTerminal) Error.WriteLine($"{result.File.Path}: {result.InWords}");
            Draw(isDue: true);
        }
    }

    public override void Close()
    {
        _ticking?.Dispose();
        lock (_lock) Erase();
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (_running.Count > 0) Draw(isDue: false);
        }
    }

    private void Draw(bool isDue)
    {
        if (isQuiet || !IsTerminal || (!isDue && _drawn.IsRunning && _drawn.Elapsed < s_pause)) return;
        Erase();
        foreach (var (file, cell, clock) in _running)
        {
            var (done, cells) = (cell?.Index - 1 ?? 0, cell?.Count ?? 0);
            var filled = cells == 0 ? 0 : BarWidth * done / cells;
            WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{TextWidth.Fit(Path.GetFileName(file.Path), 24)} [{new string('█', filled)}{new string('░', BarWidth - filled)}] {done,3}/{cells,-3} {clock.Elapsed.TotalSeconds,5:F0} s  {(cell is null ? "" : FirstLine(cell.Cell))}"));
        }

        WriteLine($"{_done} of {count} notebooks are done");
        _drawn.Restart();
    }

    private void WriteLine(string text)
    {
        Error.WriteLine(TextWidth.Cut(text, Width));
        _lines++;
    }

    private void Erase()
    {
        if (_lines == 0) return;
        Error.Write(string.Create(CultureInfo.InvariantCulture, $"\u001b[{_lines}A\u001b[J"));
        _lines = 0;
    }
}
