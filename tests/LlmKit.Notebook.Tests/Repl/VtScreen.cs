using System.Text;
using System.Text.RegularExpressions;
using LlmKit.Notebook.Display;

namespace LlmKit.Notebook.Tests.Repl;

/// <summary>A terminal as far as programs here use one: what was written to it becomes rows of letters.</summary>
internal sealed partial class VtScreen(int columns, int rows)
{
    private readonly List<string?[]> _rows = [.. Enumerable.Range(0, rows).Select(_ => Blank(columns))];
    private string _pending = "";
    private bool _isWrapping;

    public int Row { get; private set; }

    public int Column { get; private set; }

    /// <summary>The row that the cursor is in.</summary>
    public string Line => Text(_rows[Row]);

    public override string ToString() => string.Join('\n', _rows.Select(Text)).TrimEnd('\n');

    public void Write(string text)
    {
        text = _pending + text;
        _pending = "";
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\u001b')
            {
                if (Sequence().Match(text, at) is not { Success: true } found)
                {
                    _pending = text[at..];
                    return;
                }

                Do(found.Groups["numbers"].Value, found.Groups["private"].Length > 0 ? '\0' : found.Groups["final"].Value.FirstOrDefault());
                at += found.Length;
                continue;
            }

            if (char.IsHighSurrogate(text[at]) && at + 1 == text.Length)
            {
                _pending = text[at..];
                return;
            }

            var letter = Rune.GetRuneAt(text, at);
            Put(letter);
            at += letter.Utf16SequenceLength;
        }
    }

    private static string?[] Blank(int columns) => [.. Enumerable.Repeat(" ", columns)];

    private static string Text(string?[] row) => string.Concat(row).TrimEnd();

    private void Put(Rune letter)
    {
        switch (letter.Value)
        {
            case '\n':
                Feed();
                return;
            case '\r':
                (Column, _isWrapping) = (0, false);
                return;
            case < 32:
                return;
        }

        var width = TextWidth.Of(letter);
        var before = _isWrapping ? Column : Column - 1;
        if (before > 0 && _rows[Row][before] is null) before--;
        if (before >= 0 && (width == 0 || Joins(_rows[Row][before]!, letter)))
        {
            var cell = _rows[Row][before] += letter.ToString();
            if (before + 1 != Column || TextWidth.Of(cell) < 2) return;
            _rows[Row][Column++] = null;
            return;
        }

        if (_isWrapping || Column + width > columns)
        {
            Column = 0;
            Feed();
        }

        _rows[Row][Column] = letter.ToString();
        if (width == 2) _rows[Row][Column + 1] = null;
        Column += width;
        _isWrapping = Column >= columns;
        if (_isWrapping) Column = columns - 1;
    }

    // As newer terminals draw emoji that are made of several.
    private static bool Joins(string before, Rune letter) =>
        before != " " && TextWidth.Of(before + letter) <= 2 && System.Globalization.StringInfo.GetNextTextElementLength(before + letter) > before.Length;

    private void Feed()
    {
        _isWrapping = false;
        if (Row < rows - 1)
        {
            Row++;
            return;
        }

        _rows.RemoveAt(0);
        _rows.Add(Blank(columns));
    }

    private void Do(string numbers, char final)
    {
        var count = int.TryParse(numbers.Split(';')[0], out var number) ? Math.Max(1, number) : 1;
        if (final is not 'm' and not '\0') _isWrapping = false;
        switch (final)
        {
            case 'A':
                Row = Math.Max(0, Row - count);
                break;
            case 'B':
                Row = Math.Min(rows - 1, Row + count);
                break;
            case 'C':
                Column = Math.Min(columns - 1, Column + count);
                break;
            case 'G':
                Column = Math.Min(columns, count) - 1;
                break;
            case 'H':
                (Row, Column) = (0, 0);
                break;
            case 'K':
                _rows[Row].AsSpan(Column).Fill(" ");
                break;
            case 'J':
                _rows[Row].AsSpan(numbers == "2" ? 0 : Column).Fill(" ");
                for (var i = numbers == "2" ? 0 : Row + 1; i < rows; i++) _rows[i] = Blank(columns);
                break;
        }
    }

    [GeneratedRegex(@"\G\u001b(?:\[(?<private>[?>]?)(?<numbers>[0-9;]*)(?<final>[@-~])|[=>78])")]
    private static partial Regex Sequence();
}
