using LlmKit.Notebook.Repl;

namespace LlmKit.Notebook;

/// <summary>What cells at a terminal see besides what all cells see.</summary>
public static class ReplHost
{
    /// <summary>The values of earlier cells: <c>Out[3]</c> is that of cell 3, <c>Out[^1]</c> the newest.</summary>
    public static CellValues Out { get; } = new();
}
