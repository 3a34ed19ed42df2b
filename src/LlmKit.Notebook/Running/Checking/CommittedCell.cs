using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Running.Checking;

/// <summary>A cell with the outputs that it had before the run, to be compared with those it has afterwards.</summary>
internal sealed class CommittedCell
{
    private const int Around = 2, MostLines = 40;

    private readonly NotebookCell _cell;
    private readonly CheckRule _rule;
    private readonly IReadOnlyList<ComparedOutput> _before;

    private CommittedCell(NotebookCell cell, CheckRule rule) =>
        (_cell, _rule, _before) = (cell, rule, ComparedOutput.Of(cell.Outputs, rule.Tolerance));

    /// <exception cref="NotebookFormatException">A tag of the cell is wrong.</exception>
    public static CommittedCell Of(NotebookCell cell, string path) => new(cell, CheckRule.Of(cell, path));

    /// <returns>Null when the outputs are alike.</returns>
    public CellDifference? Compare() => Compare(_cell);

    /// <summary>Compares with a cell of another copy of the notebook.</summary>
    public CellDifference? Compare(NotebookCell now)
    {
        if (_rule.IsVolatile) return null;
        var lines = Lines(_before, ComparedOutput.Of(now.Outputs, _rule.Tolerance)).ToList();
        if (lines.Count == 0) return null;
        if (lines.Count > MostLines) lines = [.. lines.Take(MostLines), new(DifferenceKind.Note, $"… {lines.Count - MostLines} more lines …")];
        var first = _cell.Source.Split('\n').FirstOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "";
        return new(_cell.Number, first, _rule.Tolerance, lines);
    }

    private IEnumerable<DifferenceLine> Lines(IReadOnlyList<ComparedOutput> before, IReadOnlyList<ComparedOutput> after)
    {
        if (before.Select(output => output.Kind).SequenceEqual(after.Select(output => output.Kind)))
            return before.Zip(after).SelectMany(pair => Lines(pair.First, pair.Second));

        // There is no saying which output became which: all of them, as one text each.
        return Lines(AllOf(before), AllOf(after));
    }

    private IEnumerable<DifferenceLine> Lines(ComparedOutput before, ComparedOutput after)
    {
        string[] types = [.. before.Forms.Select(form => form.MimeType)], newTypes = [.. after.Forms.Select(form => form.MimeType)];
        if (!types.SequenceEqual(newTypes))
        {
            yield return new(DifferenceKind.Note, $"forms of the {before.Kind}:");
            foreach (var type in types.Except(newTypes)) yield return new(DifferenceKind.Before, type);
            foreach (var type in newTypes.Except(types)) yield return new(DifferenceKind.After, type);
        }

        foreach (var (type, lines) in before.Forms)
        {
            if (after.Forms.FirstOrDefault(form => form.MimeType == type).Lines is not { } others) continue;
            var different = Lines(lines, others).ToList();
            if (different.Count == 0) continue;
            yield return new(DifferenceKind.Note, type == MimeBundle.Plain ? $"{before.Kind}:" : $"{before.Kind}, {type}:");
            foreach (var line in different) yield return line;

            // The other forms say the same again.
            yield break;
        }
    }

    private IEnumerable<DifferenceLine> Lines(IReadOnlyList<ComparedLine> before, IReadOnlyList<ComparedLine> after)
    {
        var pairs = LineDiff.Of(before.Count, after.Count, (i, j) => before[i].IsLike(after[j], _rule.Tolerance));
        var left = -1;
        for (var i = 0; i < pairs.Count; i++)
        {
            if (!pairs.Skip(Math.Max(0, i - Around)).Take(i - Math.Max(0, i - Around) + Around + 1).Any(IsAlone)) continue;
            if (i > left + 1 && left >= 0) yield return new(DifferenceKind.Note, "…");
            left = i;
            yield return pairs[i] switch
            {
                ({ } place, null) => new(DifferenceKind.Before, before[place].Text),
                (null, { } place) => new(DifferenceKind.After, after[place].Text),
                (_, var place) => new(DifferenceKind.Same, after[place!.Value].Text),
            };
        }

        static bool IsAlone((int? Before, int? After) pair) => pair.Before is null || pair.After is null;
    }

    private static List<ComparedLine> AllOf(IReadOnlyList<ComparedOutput> outputs) =>
    [
        .. outputs.SelectMany(output => output.Forms.Take(1).SelectMany(form => form.Lines)
            .Prepend(ComparedLine.Of($"{output.Kind}:", tolerance: 0))),
    ];
}
