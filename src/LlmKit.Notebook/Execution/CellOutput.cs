namespace LlmKit.Notebook.Execution;

/// <summary>What a running cell lets be seen. The cases are those of Jupyter's protocol.</summary>
public abstract record CellOutput
{
    private CellOutput()
    {
    }

    /// <summary>Text written to <c>stdout</c> or <c>stderr</c>.</summary>
    public sealed record Stream(string Name, string Text) : CellOutput;

    /// <summary>Something shown by <c>display</c>.</summary>
    /// <param name="Id">By which <see cref="Updated"/> finds it.</param>
    public sealed record Displayed(MimeBundle Content, string Id) : CellOutput;

    /// <summary>New content for something shown before.</summary>
    public sealed record Updated(MimeBundle Content, string Id) : CellOutput;

    /// <summary>What was shown so far goes away: now, or when the next output comes.</summary>
    public sealed record Cleared(bool Wait) : CellOutput;

    /// <summary>The value of the cell's last expression.</summary>
    public sealed record Result(MimeBundle Content) : CellOutput;

    /// <summary>What ended the cell.</summary>
    /// <param name="Line">Line of the cell that it happened in, counted from 1; null when unknown.</param>
    public sealed record Error(string Name, string Message, IReadOnlyList<string> Traceback, int? Line) : CellOutput;
}
