namespace LlmKit.Notebook.Running;

/// <summary>How notebooks are run.</summary>
public sealed record RunOptions
{
    /// <summary>The longest a cell may take; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Other values for the variables of the cell tagged <c>parameters</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the outputs are compared with those that the notebook has.</summary>
    public bool Check { get; init; }

    /// <summary>Whether cells may read the program's standard input.</summary>
    public bool HasInput { get; init; }
}
