namespace LlmKit.Notebook.Assistance;

/// <summary>
/// What could stand at the caret, best first; each item replaces the text from start to end.
/// </summary>
/// <param name="Start">Index of the first UTF-16 character to replace.</param>
/// <param name="End">Index behind the last one: the caret.</param>
/// <param name="Items">At most <see cref="Most"/>.</param>
public sealed record CompletionList(int Start, int End, IReadOnlyList<CompletionItem> Items)
{
    /// <summary>The largest number of items.</summary>
    public const int Most = 500;
}
