using System.Globalization;
using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Running.Checking;

/// <summary>How exactly a cell's outputs must be those of the run before, as the cell's tags say it:
/// <c>tolerance=0.01</c> for numbers, <c>volatile=why</c> for outputs that are never the same.</summary>
/// <param name="Tolerance">By which share of the larger one two numbers may differ; 0 for not at all.</param>
/// <param name="IsVolatile">Whether outputs are not compared. That the cell runs is.</param>
internal sealed record CheckRule(double Tolerance, bool IsVolatile)
{
    private const string ToleranceTag = "tolerance", VolatileTag = "volatile";

    /// <exception cref="NotebookFormatException">A tag names a tolerance that is none.</exception>
    public static CheckRule Of(NotebookCell cell, string path)
    {
        var rule = new CheckRule(0, IsVolatile: false);
        foreach (var tag in cell.Tags)
        {
            var end = tag.AsSpan().IndexOfAny('=', ':');
            var name = (end < 0 ? tag : tag[..end]).Trim();
            if (name == VolatileTag) rule = rule with { IsVolatile = true };
            if (name == ToleranceTag) rule = rule with { Tolerance = Number(end < 0 ? "" : tag[(end + 1)..].Trim(), tag, cell, path) };
        }

        return rule;
    }

    private static double Number(string text, string tag, NotebookCell cell, string path) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1
            ? number
            : throw new NotebookFormatException(
                $"{path}, cell {cell.Number}: the tag \"{tag}\" names no tolerance. Write a share from 0 up to 1, such as tolerance=0.01 for "
                + "one percent, or tag the cell volatile=why when its outputs cannot be compared.");
}
