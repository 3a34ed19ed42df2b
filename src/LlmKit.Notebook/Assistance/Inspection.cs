namespace LlmKit.Notebook.Assistance;

/// <summary>What is known of the thing at the caret.</summary>
/// <param name="Text">For terminals: plain, in short paragraphs.</param>
/// <param name="Html">The same as markup; whatever comes from code or documentation is encoded.</param>
public sealed record Inspection(string Text, string Html);
