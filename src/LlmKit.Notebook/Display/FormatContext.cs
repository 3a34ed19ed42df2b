namespace LlmKit.Notebook;

/// <summary>Where a formatter writes to.</summary>
public sealed class FormatContext(TextWriter writer)
{
    public TextWriter Writer { get; } = writer;
}
