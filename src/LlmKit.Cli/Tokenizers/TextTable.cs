using System.Globalization;
using System.Text;
using LlmKit.Notebook.Display;

namespace LlmKit.Cli.Tokenizers;

/// <summary>Rows under headings in columns, aligned also where letters are as wide as two.</summary>
/// <param name="headings">The headings; of a column whose heading starts with &gt; the cells stand to the right.</param>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [[.. headings.Select(heading => heading.TrimStart('>'))]];

    public void Add(params string[] cells) => _rows.Add(cells);

    public IEnumerable<string> Lines()
    {
        int[] widths = [.. headings.Select((_, column) => _rows.Max(row => TextWidth.Of(row[column])))];
        foreach (var row in _rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Length; column++)
            {
                var space = new string(' ', widths[column] - TextWidth.Of(row[column]));
                line.Append(column == 0 ? "" : "  ");
                line.Append(headings[column].StartsWith('>') ? space + row[column] : row[column] + space);
            }

            yield return line.ToString().TrimEnd();
        }
    }

    /// <summary>A text on one line: line ends, tabs and what isn't seen as escapes.</summary>
    public static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var letter in text.EnumerateRunes())
        {
            shown.Append(letter.Value switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when Rune.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    => string.Create(CultureInfo.InvariantCulture, $"\\u{letter.Value:x4}"),
                _ => letter.ToString(),
            });
        }

        return shown.ToString();
    }
}
