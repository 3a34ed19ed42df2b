using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Magics;

/// <summary>Something that a line <c>#!name</c> of a cell can ask for.</summary>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Run">Does it; null for what the session does itself. The outcome is null when the cell goes on.</param>
internal sealed record Magic(string Name, string Summary, Func<MagicCall, Task<CellOutcome?>>? Run = null)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What follows the name, for the list of magics.</summary>
    public string Usage { get; init; } = "";

    /// <summary>Whether the lines after it, up to the next magic, are text for it.</summary>
    public bool TakesText { get; init; }

    /// <summary>Whether it can do its work here; else its work is to say why it cannot.</summary>
    public bool IsHere { get; init; } = true;
}
