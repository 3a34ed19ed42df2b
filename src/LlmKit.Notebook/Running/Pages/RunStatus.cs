namespace LlmKit.Notebook.Running.Pages;

/// <summary>How a notebook's run ended.</summary>
public enum RunStatus
{
    Good,

    /// <summary>It ran to its end, but shows something else than before.</summary>
    Different,
    Failed,

    /// <summary>It did not run.</summary>
    Missing,
}
