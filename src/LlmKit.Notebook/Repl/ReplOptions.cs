namespace LlmKit.Notebook.Repl;

/// <summary>How a session at a terminal is started.</summary>
public sealed record ReplOptions
{
    /// <summary>A script or a notebook that runs before the first prompt; null for none.</summary>
    public string? Load { get; init; }

    /// <summary>Whether what is entered is kept in a file, and what was kept can be recalled.</summary>
    public bool KeepsHistory { get; init; } = true;
}
