using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Display;

/// <summary>Tells the wish to stop the cell from a failure of what is shown.</summary>
internal static class Stop
{
    /// <summary>Whether the exception is to end the cell, so that no one may swallow it.</summary>
    public static bool Asked(Exception exception) =>
        exception is CellStoppedException or ThreadInterruptedException;
}
