namespace LlmKit.Notebook.Execution;

/// <summary>How a cell ended. The three cases are all there are.</summary>
public abstract record CellOutcome
{
    private CellOutcome()
    {
    }

    /// <summary>It ran to its end.</summary>
    /// <param name="Value">Of the last expression; null when there is none.</param>
    /// <param name="HasValue">Whether the last expression has a value to show.</param>
    public sealed record Finished(object? Value, bool HasValue) : CellOutcome
    {
        /// <summary>The value's forms, made on the cells' thread; null where there is nothing to show, or nobody who
        /// makes them.</summary>
        public MimeBundle? Shown { get; init; }
    }

    /// <summary>It did not compile, or an exception ended it.</summary>
    public sealed record Failed(CellOutput.Error Error) : CellOutcome;

    /// <summary>It was asked to stop.</summary>
    /// <param name="LeftBehind">It did not stop in time, so its thread was left behind and may go on.</param>
    public sealed record Stopped(bool LeftBehind) : CellOutcome;
}
