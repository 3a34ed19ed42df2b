using LlmKit.Notebook.Repl.Editing;

namespace LlmKit.Notebook.Repl.Screen;

/// <summary>Everything that a prompt shows at a moment.</summary>
/// <param name="Prompt">Before the first line.</param>
/// <param name="Text">What is being written.</param>
internal sealed record View(string Prompt, EditText Text)
{
    /// <summary>The ink of each character; empty for plain text.</summary>
    public IReadOnlyList<Ink> Inks { get; init; } = [];

    public CompletionMenu? Menu { get; init; }

    public HistorySearch? Search { get; init; }

    /// <summary>Lines of help below the text.</summary>
    public IReadOnlyList<HintLine> Hints { get; init; } = [];

    /// <summary>Whether what is written stays unseen.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>A line of help, with the part of it that matters now.</summary>
internal sealed record HintLine(string Text, Range Marked = default);
