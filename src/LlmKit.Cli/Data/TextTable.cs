using LlmKit.Notebook.Display;

namespace LlmKit.Cli.Data;

/// <summary>Columns side by side, two spaces between them; Chinese letters count as two columns of the terminal.</summary>
internal static class TextTable
{
    /// <param name="rightFrom">The first column that stands at the right edge; those before stand at the left.</param>
    /// <param name="leftFrom">The first column behind it that stands at the left again.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows, int rightFrom = int.MaxValue, int leftFrom = int.MaxValue) =>
        Lines(rows, [.. Enumerable.Range(0, rows.Select(row => row.Length).DefaultIfEmpty().Max()).Select(column => column >= rightFrom && column < leftFrom)]);

    /// <param name="isRight">For each column whether it stands at the right edge.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows, bool[] isRight)
    {
        var widths = isRight.Select((_, column) => rows.Max(row => column < row.Length ? TextWidth.Of(row[column]) : 0)).ToArray();
        foreach (var row in rows)
        {
            yield return string.Join("  ", row.Select((cell, column) =>
            {
                var space = new string(' ', widths[column] - TextWidth.Of(cell));
                return isRight[column] ? space + cell : cell + space;
            })).TrimEnd();
        }
    }
}
