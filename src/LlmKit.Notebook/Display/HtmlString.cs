namespace LlmKit.Notebook;

/// <summary>Markup to show as it is, not as text.</summary>
public sealed record HtmlString(string Content)
{
    public override string ToString() => Content;
}
