namespace LlmKit.Notebook;

/// <summary>One form of a value on show.</summary>
public sealed record FormattedValue(string MimeType, string Value);
