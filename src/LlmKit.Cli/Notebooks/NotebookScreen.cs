using System.Globalization;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Running;

namespace LlmKit.Cli.Notebooks;

/// <summary>
/// Shows a running notebook: what the cells print goes to standard output, how far it is to standard error, as a line
/// that is rewritten on a terminal and as one line a cell elsewhere.
/// </summary>
internal sealed class NotebookScreen(bool isQuiet)
{
    private const int BarWidth = 24;

    // Opening a standard stream duplicates its descriptor, so these stay the real ones while a run captures 1 and 2.
    private readonly TextWriter _output = Writer(Console.OpenStandardOutput());
    private readonly TextWriter _error = Writer(Console.OpenStandardError());
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private string _file = "";
    private bool _hasBar;

    public void Begin(string file)
    {
        _file = file;
        if (!isQuiet && !_isTerminal) _error.WriteLine($"{file}");
    }

    public void Observe(RunEvent happened)
    {
        if (isQuiet) return;
        switch (happened)
        {
            case RunEvent.CellStarted started:
                DrawBar(started.Index - 1, started.Count, FirstLine(started.Cell));
                break;
            case RunEvent.CellEnded ended when !_isTerminal:
                _error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  cell {ended.Cell.Number,3}  {ended.Time.TotalSeconds,6:F2} s  {FirstLine(ended.Cell)}"));
                break;
            case RunEvent.OutputShown shown:
                EraseBar();
                Show(shown.Output);
                break;
        }
    }

    public void End(NotebookReport report)
    {
        EraseBar();
        if (report.Failure is not { } failure) return;

        var line = failure.Line is { } number ? $", line {number}" : "";
        _error.WriteLine($"llmkit: {_file}, cell {failure.Cell}{line}: {failure.Message}");
        foreach (var text in failure.Traceback) _error.WriteLine($"    {text}");
        if (failure.Source is not null && failure.Traceback.Count < 2) _error.WriteLine($"    {failure.Source}");
        _error.WriteLine($"The notebook up to there is in {report.Output}.");
    }

    public static IEnumerable<string> Summary(IReadOnlyList<NotebookReport> reports, int wanted)
    {
        var width = Math.Max("notebook".Length, reports.Max(report => report.Path.Length));
        yield return "";
        yield return $"{"notebook".PadRight(width)}  cells  seconds  result";
        foreach (var report in reports)
        {
            var result = report.Failure is { } failure ? $"failed in cell {failure.Cell}" : "ok";
            yield return string.Create(CultureInfo.InvariantCulture, $"{report.Path.PadRight(width)}  {report.Cells,5}  {report.Time.TotalSeconds,7:F1}  {result}");
        }

        var failed = reports.Count(report => report.Failure is not null);
        yield return $"{reports.Count - failed} of {wanted} notebooks ran to their end.";
    }

    private static StreamWriter Writer(Stream stream) => new(stream) { AutoFlush = true };

    private void Show(CellOutput output)
    {
        switch (output)
        {
            case CellOutput.Stream { Name: "stderr" } stream:
                _error.Write(stream.Text);
                break;
            case CellOutput.Stream stream:
                _output.Write(stream.Text);
                break;
            case CellOutput.Displayed displayed:
                _output.WriteLine(displayed.Content.PlainText);
                break;
            case CellOutput.Result result:
                _output.WriteLine(result.Content.PlainText);
                break;
        }
    }

    private void DrawBar(int done, int count, string text)
    {
        if (!_isTerminal) return;
        EraseBar();
        var filled = count == 0 ? 0 : BarWidth * done / count;
        var line = $"{Path.GetFileName(_file)} [{new string('█', filled)}{new string('░', BarWidth - filled)}] {done}/{count} {text}";
        var width = Console.WindowWidth > 20 ? Console.WindowWidth - 1 : 79;
        _error.Write(line.Length > width ? line[..width] : line);
        _hasBar = true;
    }

    private void EraseBar()
    {
        if (!_hasBar) return;
        _error.Write("\r\u001b[K");
        _hasBar = false;
    }

    private static string FirstLine(NotebookCell cell)
    {
        var line = cell.Source.Split('\n').FirstOrDefault(text => text.Trim().Length > 0)?.Trim() ?? "";
        return line.Length > 60 ? line[..59] + "…" : line;
    }
}
