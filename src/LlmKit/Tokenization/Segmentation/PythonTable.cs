using System.Globalization;

namespace LlmKit.Tokenization.Segmentation;

/// <summary>A table of numbers out of a Python file: <c>P={'B': {'\u4e00': -3.65, …}, …}</c> or <c>P={'B': -0.26, …}</c>.</summary>
internal sealed class PythonTable
{
    private readonly string _path;
    private readonly string _text;
    private readonly Dictionary<string, double> _numbers = [];
    private readonly Dictionary<string, Dictionary<string, double>> _rows = [];
    private int _at;

    private PythonTable(string path) => (_path, _text) = (path, File.ReadAllText(path));

    /// <exception cref="InvalidDataException">The file is not such a table.</exception>
    public static PythonTable Read(string path)
    {
        var table = new PythonTable(path);
        table._at = table._text.IndexOf("P={", StringComparison.Ordinal) + 2;
        if (table._at < 2) throw table.Wrong("has no P={…}");
        table.ReadEntries(key =>
        {
            if (table._text[table._at] != '{')
            {
                table._numbers[key] = table.ReadNumber();
                return;
            }

            var row = table._rows[key] = [];
            table.ReadEntries(name => row[name] = table.ReadNumber());
        });
        return table;
    }

    public double Number(char key) => _numbers.TryGetValue(key.ToString(), out var number) ? number : throw Wrong($"has no number for '{key}'");

    public Dictionary<string, double> Row(char key) => _rows.TryGetValue(key.ToString(), out var row) ? row : throw Wrong($"has no row for '{key}'");

    private void ReadEntries(Action<string> readValue)
    {
        Expect('{');
        while (Next() != '}')
        {
            var key = ReadKey();
            Expect(':');
            Next();
            readValue(key);
            if (Next() == ',') _at++;
            else if (Next() != '}') throw Wrong($"has '{Next()}' where , or }} belongs");
        }

        _at++;
    }

    // The next character that is no white space.
    private char Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at < _text.Length ? _text[_at] : throw Wrong("ends in the middle of the table");
    }

    private void Expect(char c)
    {
        if (Next() != c) throw Wrong($"has '{_text[_at]}' where {c} belongs");
        _at++;
    }

    private string ReadKey()
    {
        var quote = Next() is '\'' or '"' ? _text[_at] : throw Wrong($"has '{_text[_at]}' where a key belongs");
        var end = _text.IndexOf(quote, _at + 1);
        if (end < 0) throw Wrong("has a key without end");
        var key = _text.AsSpan(_at + 1, end - _at - 1);
        _at = end + 1;
        if (key is not ['\\', _, .. var digits]) return key.ToString();
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10ffff
            ? point > 0xffff ? char.ConvertFromUtf32(point) : ((char)point).ToString()
            : throw Wrong($"has the key '{key}', whose escape is unknown");
    }

    private double ReadNumber()
    {
        Next();
        var end = _at;
        while (end < _text.Length && (char.IsAsciiDigit(_text[end]) || _text[end] is '-' or '+' or '.' or 'e' or 'E')) end++;
        if (!double.TryParse(_text.AsSpan(_at, end - _at), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw Wrong("has no number where one belongs");
        _at = end;
        return number;
    }

    private InvalidDataException Wrong(string what) => new(
        $"{_path}, line {_text.AsSpan(0, Math.Clamp(_at, 0, _text.Length)).Count('\n') + 1}, {what}. It has to be the file of that name in the package jieba.");
}
