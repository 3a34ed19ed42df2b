namespace LlmKit.Notebook.Running.Checking;

/// <summary>Where a cell's outputs differ from those that the notebook had.</summary>
/// <param name="Cell">Number of the cell, text cells included.</param>
/// <param name="Source">The cell's first line.</param>
/// <param name="Tolerance">By which share numbers may differ.</param>
/// <param name="Lines">The lines that differ, with some around them.</param>
public sealed record CellDifference(int Cell, string Source, double Tolerance, IReadOnlyList<DifferenceLine> Lines);

/// <summary>A line of a difference.</summary>
public sealed record DifferenceLine(DifferenceKind Kind, string Text);

/// <summary>Where a line stands.</summary>
public enum DifferenceKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only in the outputs that the notebook had.</summary>
    Before,

    /// <summary>Only in the outputs of the run.</summary>
    After,

    /// <summary>In none: it says something about the lines around it.</summary>
    Note,
}
