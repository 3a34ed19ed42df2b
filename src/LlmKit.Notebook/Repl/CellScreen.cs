using System.Globalization;
using LlmKit.Notebook.Display;
using LlmKit.Notebook.Documents.Pages;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Repl;

/// <summary>Shows what cells show on a terminal, or as plain text elsewhere.</summary>
/// <param name="width">The columns of the terminal; null where there is none, and nothing can be written over.</param>
internal sealed class CellScreen(TextWriter output, TextWriter error, WatchedLine line, Palette palette, Func<int?> width)
{
    private const string Red = "\u001b[31m", Plain = "\u001b[0m";
    private readonly PageFile _pages = new();
    private readonly Lock _lock = new();
    private (string Id, int Rows, long Version)? _last;
    private bool _isCleared;

    /// <summary>Shows an output in the middle of a cell.</summary>
    public void Show(CellOutput shown)
    {
        lock (_lock)
        {
            switch (shown)
            {
                case CellOutput.Stream stream:
                    (stream.Name == "stderr" ? error : output).Write(Fitting(stream.Text));
                    break;
                case CellOutput.Displayed displayed:
                    if (_isCleared) Erase();
                    ShowContent(displayed.Content, displayed.Id);
                    break;
                case CellOutput.Updated updated:
                    if (_last?.Id == updated.Id) Erase();
                    ShowContent(updated.Content, updated.Id);
                    break;
                case CellOutput.Cleared { Wait: false }:
                    Erase();
                    break;
                case CellOutput.Cleared:
                    _isCleared = true;
                    break;
            }
        }
    }

    /// <summary>Shows how a cell ended.</summary>
    /// <param name="label">Before its value, such as <c>Out[3]: </c>; empty for none.</param>
    public void ShowEnd(CellOutcome outcome, string label)
    {
        lock (_lock)
        {
            (_last, _isCleared) = (null, false);
            switch (outcome)
            {
                case CellOutcome.Finished { HasValue: true, Value: { } value }:
                    BeginLine();
                    ShowValue(Formatter.Format(value), label);
                    break;
                case CellOutcome.Failed failed:
                    BeginLine();
                    foreach (var text in failed.Error.Traceback) error.WriteLine(Coloured(text));
                    break;
                case CellOutcome.Stopped stopped:
                    BeginLine();
                    error.WriteLine(Coloured(stopped.LeftBehind
                        ? "The cell did not stop when asked: it is in code that cannot be stopped. It was left behind and may go on."
                        : "The cell was stopped."));
                    break;
            }
        }
    }

    private void ShowValue(MimeBundle content, string label)
    {
        var text = content.PlainText;
        var separator = label.Length > 0 && text.Contains('\n', StringComparison.Ordinal) ? "\n" : "";
        output.WriteLine(palette.Paint(label, Ink.Result) + separator + text);
        ShowPage(content);
    }

    private void ShowContent(MimeBundle content, string id)
    {
        _isCleared = false;
        BeginLine();
        output.WriteLine(content.PlainText);
        var columns = width() ?? 0;
        var rows = columns == 0 ? 0 : content.PlainText.Split('\n').Sum(text => Math.Max(1, (TextWidth.Of(TerminalText.Plain(text)) + columns - 1) / columns));
        if (ShowPage(content)) rows++;
        _last = (id, rows, line.Version);
    }

    private bool ShowPage(MimeBundle content)
    {
        try
        {
            if (_pages.Write(content) is not { } path) return false;
            output.WriteLine(palette.Paint($"to be seen in a browser: {new Uri(path).AbsoluteUri}", Ink.Hint));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"No page for it could be written: {e.Message}");
        }

        return true;
    }

    // Writes over what was shown last, as long as nothing came below it.
    private void Erase()
    {
        if (_last is { Rows: > 0 } last && last.Version == line.Version)
            output.Write(string.Create(CultureInfo.InvariantCulture, $"\u001b[{last.Rows}A\r\u001b[J"));
        _last = null;
    }

    private void BeginLine()
    {
        if (line.HasText) output.WriteLine();
    }

    private string Fitting(string text) => palette.HasColours ? text : TerminalText.Plain(text);

    private string Coloured(string text) =>
        !palette.HasColours ? TerminalText.Plain(text) : text.Contains('\u001b', StringComparison.Ordinal) ? text : Red + text + Plain;
}
