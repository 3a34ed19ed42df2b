using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Running;

/// <summary>What happens while a notebook runs, for whoever reports it.</summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>A cell begins. <paramref name="Index"/> of <paramref name="Count"/> counts code cells from 1.</summary>
    public sealed record CellStarted(NotebookCell Cell, int Index, int Count) : RunEvent;

    /// <summary>The running cell shows something.</summary>
    public sealed record OutputShown(CellOutput Output) : RunEvent;

    /// <summary>The cell ended.</summary>
    public sealed record CellEnded(NotebookCell Cell, CellFigures Figures) : RunEvent;
}
