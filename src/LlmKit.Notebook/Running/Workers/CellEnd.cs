using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>How a cell ended that ran in a worker. The four cases are all there are.</summary>
internal abstract record CellEnd
{
    private CellEnd()
    {
    }

    public CellFigures Figures { get; init; }

    /// <summary>It ran to its end.</summary>
    public sealed record Finished : CellEnd;

    /// <summary>It did not compile, or an exception ended it.</summary>
    public sealed record Failed(CellOutput.Error Error) : CellEnd;

    /// <summary>It was stopped.</summary>
    /// <param name="IsLeftBehind">It did not stop when asked, and may go on.</param>
    public sealed record Stopped(bool IsLeftBehind) : CellEnd;

    /// <summary>Its process ended.</summary>
    public sealed record Died(WorkerDeath Death) : CellEnd;
}
