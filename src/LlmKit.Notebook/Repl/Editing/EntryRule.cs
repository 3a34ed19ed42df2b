namespace LlmKit.Notebook.Repl.Editing;

/// <summary>Decides what Enter does.</summary>
/// <param name="text">The whole text.</param>
/// <returns>Null when the text can be entered; otherwise what the next line starts with.</returns>
internal delegate string? EntryRule(EditText text);
