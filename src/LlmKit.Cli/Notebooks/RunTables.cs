using LlmKit.Notebook.Display;
using System.Globalization;
using LlmKit.Notebook.Running;
using LlmKit.Notebook.Running.Pages;

namespace LlmKit.Cli.Notebooks;

/// <summary>What a run took, as tables that fit a width.</summary>
internal static class RunTables
{
    private const int NumbersWidth = 2 + 5 + 2 + 7 + 2 + 8 + 2, LongestSource = 60;

    /// <summary>A line for each notebook, and how many are good.</summary>
    /// <param name="width">The most columns; null for as many as it takes.</param>
    public static IEnumerable<string> Summary(IReadOnlyList<RunResult> results, int? width)
    {
        var names = results.Select(result => result.File.Path).Append("notebook").Max(TextWidth.Of);
        var room = width is null ? names : Math.Max(8, width.Value - NumbersWidth - results.Max(result => result.InWords.Length));
        names = Math.Min(names, room);
        yield return "";
        yield return $"{TextWidth.Fit("notebook", names)}  cells  seconds    memory  result";
        foreach (var result in results)
        {
            var name = TextWidth.Fit(TextWidth.CutStart(result.File.Path, names), names);
            yield return result.Report is { } report
                ? string.Create(CultureInfo.InvariantCulture, $"{name}  {report.Cells,5}  {report.Time.TotalSeconds,7:F1}  {Memory(report.Peak),8}  {result.InWords}")
                : $"{name}  {"–",5}  {"–",7}  {"–",8}  {result.InWords}";
        }

        var different = results.Count(result => result.Status == RunStatus.Different);
        var ended = results.Count(result => result.Status == RunStatus.Good) + different;
        yield return $"{ended} of {results.Count} notebooks ran to their end" + (different == 0 ? "." : $", {different} of them with other outputs than before.");
    }

    /// <summary>A line for each cell: how long it took, and how much more memory the process had after it.</summary>
    public static IEnumerable<string> Cells(NotebookReport report, int? width)
    {
        if (report.Each.Count == 0) yield break;
        var slowest = report.Each.Count > 1 ? report.Each.MaxBy(cell => cell.Figures.Time) : null;
        yield return "";
        yield return " cell  seconds    memory  source";
        foreach (var cell in report.Each)
        {
            var source = (cell == slowest ? "(slowest) " : "") + cell.Source;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{cell.Cell,5}  {cell.Figures.Time.TotalSeconds,7:F2}  {Growth(cell.Figures.Growth),8}  {TextWidth.Cut(source, width is null ? LongestSource : Math.Max(8, width.Value - 26))}");
        }
    }

    private static string Memory(long bytes) => bytes == 0 ? "–" : Megabytes(bytes);

    private static string Growth(long bytes) => Math.Abs(bytes) < 500_000 ? "0 MB" : (bytes > 0 ? "+" : "−") + Megabytes(Math.Abs(bytes));

    private static string Megabytes(long bytes) => bytes < 10_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
