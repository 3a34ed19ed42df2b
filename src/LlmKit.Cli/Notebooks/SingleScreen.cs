using LlmKit.Notebook.Display;
using System.Globalization;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Running;
using LlmKit.Notebook.Running.Pages;

namespace LlmKit.Cli.Notebooks;

/// <summary>Shows one notebook after the other, with what their cells print.</summary>
/// <param name="isQuiet">Whether only errors are shown.</param>
/// <param name="showsOutputs">Whether what cells print goes to standard output.</param>
/// <param name="output">Where that is written.</param>
internal sealed class SingleScreen(bool isQuiet, bool showsOutputs, TextWriter output, TextWriter error) : RunScreen(error)
{
    private const int BarWidth = 24;

    private readonly Lock _lock = new();
    private string _bar = "";
    private bool _isOnBar;
    private bool _isInLine;

    public override void Begin(NotebookFile file)
    {
        if (!isQuiet && !IsTerminal) Error.WriteLine($"{file.Path}");
    }

    public override void Observe(NotebookFile file, RunEvent happened)
    {
        if (isQuiet) return;
        lock (_lock)
        {
            switch (happened)
            {
                case RunEvent.CellStarted started:
                    DrawBar(file, started);
                    break;
                case RunEvent.CellEnded ended when !IsTerminal:
                    Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"  cell {ended.Cell.Number,3}  {ended.Figures.Time.TotalSeconds,6:F2} s  {FirstLine(ended.Cell)}"));
                    break;
                case RunEvent.OutputShown shown when showsOutputs:
                    Show(shown.Output);
                    break;
            }
        }
    }

    public override void End(RunResult result)
    {
        lock (_lock)
        {
            EraseBar();
            if (_isInLine && result.Status == RunStatus.Failed) output.WriteLine();
            _isInLine = false;
            Explain(result);
        }
    }

    private void Show(CellOutput shown)
    {
        EraseBar();
        switch (shown)
        {
            case CellOutput.Stream stream:
                (stream.Name == "stderr" ? Error : output).Write(stream.Text);
                _isInLine = !stream.Text.EndsWith('\n');
                break;
            case CellOutput.Displayed displayed:
                output.WriteLine(displayed.Content.PlainText);
                break;
            case CellOutput.Result result:
                output.WriteLine(result.Content.PlainText);
                break;
        }

        // A line that the cell has not ended would be written over.
        if (!_isInLine) Redraw();
    }

    private void DrawBar(NotebookFile file, RunEvent.CellStarted started)
    {
        if (!IsTerminal) return;
        EraseBar();
        var (done, count) = (started.Index - 1, started.Count);
        var filled = count == 0 ? 0 : BarWidth * done / count;
        _bar = $"{Path.GetFileName(file.Path)} [{new string('█', filled)}{new string('░', BarWidth - filled)}] {done}/{count} {FirstLine(started.Cell)}";
        if (_isInLine) return;
        Redraw();
    }

    private void Redraw()
    {
        if (!IsTerminal || _bar.Length == 0) return;
        Error.Write(TextWidth.Cut(_bar, Width));
        _isOnBar = true;
    }

    private void EraseBar()
    {
        if (!_isOnBar) return;
        Error.Write("\r\u001b[K");
        _isOnBar = false;
    }
}
