using LlmKit.Notebook.Running.Checking;

namespace LlmKit.Notebook.Running;

/// <summary>How a notebook's run went.</summary>
/// <param name="Path">The notebook.</param>
/// <param name="Output">The executed notebook, written also when a cell failed; null when none was asked for.</param>
/// <param name="Cells">Code cells that ran to their end.</param>
/// <param name="Failure">What stopped it; null when every cell ran.</param>
public sealed record NotebookReport(string Path, string? Output, int Cells, TimeSpan Time, CellFailure? Failure)
{
    /// <summary>What each cell cost that began, in their order.</summary>
    public IReadOnlyList<CellReport> Each { get; init; } = [];

    /// <summary>The most bytes of memory that the notebook's process had; 0 when that is not known.</summary>
    public long Peak => Each.Count == 0 ? 0 : Each.Max(cell => cell.Figures.Peak);

    /// <summary>Where the outputs differ from those that the notebook had; null when they were not compared.</summary>
    public IReadOnlyList<CellDifference>? Differences { get; init; }

    /// <summary>Whether every cell ran, and every output is as it was where that was asked for.</summary>
    public bool IsGood => Failure is null && Differences is null or { Count: 0 };
}

/// <summary>A cell's place and cost.</summary>
/// <param name="Cell">Number of the cell, text cells included.</param>
/// <param name="Source">Its first line that is not empty.</param>
public sealed record CellReport(int Cell, string Source, CellFigures Figures);

/// <summary>Why and where a notebook stopped.</summary>
/// <param name="Cell">Number of the cell, text cells included.</param>
/// <param name="Line">Line in the cell; null when unknown.</param>
/// <param name="Source">That line's text, or the cell's first.</param>
public sealed record CellFailure(int Cell, int? Line, string? Source, string Message, IReadOnlyList<string> Traceback)
{
    /// <summary>Whether the user stopped it, not the notebook.</summary>
    public bool IsInterrupt { get; init; }
}
