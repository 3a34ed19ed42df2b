namespace LlmKit.Notebook;

/// <summary>Text in Markdown, which clients typeset.</summary>
public sealed record MarkdownText(string Content)
{
    public override string ToString() => Content;
}
