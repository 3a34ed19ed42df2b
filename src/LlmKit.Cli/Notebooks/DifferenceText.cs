using System.Globalization;
using LlmKit.Notebook.Running.Checking;

namespace LlmKit.Cli.Notebooks;

/// <summary>Differences between outputs as a reader sees them: what was, with a minus, and what is, with a plus.</summary>
internal static class DifferenceText
{
    private const string Red = "\u001b[31m", Green = "\u001b[32m", Faint = "\u001b[2m", Bold = "\u001b[1m", Plain = "\u001b[0m";

    /// <param name="hasColours">Whether a terminal shows it.</param>
    public static IEnumerable<string> Lines(string notebook, CellDifference difference, bool hasColours)
    {
        var tolerance = difference.Tolerance == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (tolerance {difference.Tolerance:G4})");
        yield return In(Bold, $"{notebook}, cell {difference.Cell}{tolerance}: {difference.Source}");
        foreach (var line in difference.Lines)
        {
            yield return line.Kind switch
            {
                DifferenceKind.Before => In(Red, $"  - {line.Text}"),
                DifferenceKind.After => In(Green, $"  + {line.Text}"),
                DifferenceKind.Note => In(Faint, $"  {line.Text}"),
                _ => $"    {line.Text}",
            };
        }

        string In(string colour, string text) => hasColours ? colour + text + Plain : text;
    }
}
