namespace LlmKit.Notebook.Display;

/// <summary>Text that already is in the form of a MIME type.</summary>
internal sealed record RawContent(string MimeType, string Content);

/// <summary>A sequence to show as a table whatever its items say.</summary>
internal sealed record TableOf(System.Collections.IEnumerable Items);
