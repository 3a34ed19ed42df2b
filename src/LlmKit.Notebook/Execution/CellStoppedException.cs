namespace LlmKit.Notebook.Execution;

/// <summary>Ends a cell that was asked to stop.</summary>
public sealed class CellStoppedException : OperationCanceledException
{
    public CellStoppedException() : base("The cell was stopped.")
    {
    }

    public CellStoppedException(string message) : base(message)
    {
    }

    public CellStoppedException(string message, Exception inner) : base(message, inner)
    {
    }
}
