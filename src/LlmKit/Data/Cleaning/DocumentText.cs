namespace LlmKit.Data.Cleaning;

/// <summary>A text with its words, which are found when they are first asked for, and once for all rules.</summary>
/// <param name="split">Parts a text into words and signs; null for <see cref="PlainWords.Split"/>.</param>
public sealed class DocumentText(string text, Func<string, IReadOnlyList<string>>? split = null)
{
    private IReadOnlyList<string>? _words;

    public string Text { get; } = text;

    /// <summary>Words, and signs as words of their own.</summary>
    public IReadOnlyList<string> Words => _words ??= (split ?? PlainWords.Split)(Text);

    /// <summary>The same text when nothing changed, else a new one with the same way of parting words.</summary>
    public DocumentText With(string changed) => changed == Text ? this : new(changed, split);
}
