namespace LlmKit.Notebook.Running;

/// <summary>What a cell cost.</summary>
/// <param name="Growth">Bytes of memory that the process has more (or less) after it than before.</param>
/// <param name="Peak">The most bytes of memory that the process had meanwhile.</param>
public readonly record struct CellFigures(TimeSpan Time, long Growth, long Peak);
