using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Repl.Screen;

/// <summary>Brings frames onto a terminal: only what changed is written. It knows where it left the cursor.</summary>
internal sealed class Painter(Palette palette)
{
    private const string Hide = "\u001b[?25l", Show = "\u001b[?25h", ToEnd = "\u001b[K", Below = "\u001b[J";
    private List<string> _rows = [];
    private List<int> _widths = [];
    private (int Row, int Column) _cursor;

    /// <summary>What the terminal must be told so that it shows the frame.</summary>
    public string Paint(Frame frame)
    {
        var rows = frame.Rows.Select(row => row.Render(palette)).ToList();
        var text = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            if (i < _rows.Count && _rows[i] == rows[i]) continue;
            GoTo(text, i);
            text.Append(rows[i]).Append(ToEnd);
            _cursor.Column = 1;
            if (i < _rows.Count) _rows[i] = rows[i];
            else _rows.Add(rows[i]);
        }

        if (_rows.Count > rows.Count)
        {
            GoTo(text, rows.Count);
            text.Append(Below);
        }

        var isSame = text.Length == 0;
        GoTo(text, frame.CaretRow);
        if (frame.CaretColumn > 0) text.Append(CultureInfo.InvariantCulture, $"\u001b[{frame.CaretColumn}C");
        _rows = rows;
        _widths = [.. frame.Rows.Select(row => row.Width)];
        _cursor = (frame.CaretRow, frame.CaretColumn);
        return isSame ? text.ToString() : Hide + text + Show;
    }

    /// <summary>Takes everything away; the cursor stands where the first row began.</summary>
    public string Erase()
    {
        if (_rows.Count == 0) return "";
        var text = new StringBuilder();
        GoTo(text, 0);
        Forget();
        return text.Append(Below).ToString();
    }

    /// <summary>Goes to the start of the row behind the last one. What was painted stays.</summary>
    public string Leave()
    {
        var text = new StringBuilder();
        GoTo(text, Math.Max(0, _rows.Count - 1));
        Forget();
        return text.Append("\r\n").ToString();
    }

    /// <summary>The screen was cleared by someone else.</summary>
    public void Forget()
    {
        (_rows, _widths, _cursor) = ([], [], (0, 0));
    }

    /// <summary>As <see cref="Erase"/>, after the terminal became narrower and broke the rows that no longer fitted.</summary>
    public string EraseAt(int columns)
    {
        columns = Math.Max(1, columns);
        var above = _widths.Take(_cursor.Row).Sum(width => Math.Max(1, (width + columns - 1) / columns)) + _cursor.Column / columns;
        Forget();
        return (above > 0 ? string.Create(CultureInfo.InvariantCulture, $"\u001b[{above}A\r") : "\r") + Below;
    }

    private void GoTo(StringBuilder text, int row)
    {
        if (row < _cursor.Row) text.Append(CultureInfo.InvariantCulture, $"\u001b[{_cursor.Row - row}A");
        var there = Math.Min(row, Math.Max(_rows.Count - 1, 0));
        if (there > _cursor.Row) text.Append(CultureInfo.InvariantCulture, $"\u001b[{there - _cursor.Row}B");
        text.Append('\r');

        // Rows that are not there yet: a line feed makes one, also at the bottom of the screen.
        for (var i = Math.Max(there, _cursor.Row); i < row; i++) text.Append('\n');
        _cursor = (row, 0);
    }
}
