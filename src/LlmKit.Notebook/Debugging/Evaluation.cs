namespace LlmKit.Notebook.Debugging;

/// <summary>What an expression came to.</summary>
/// <param name="Text">Its value, or what is wrong.</param>
/// <param name="Assigned">Variables of the call that have another value after it.</param>
internal sealed record Evaluation(string Text, IReadOnlyList<(SiteVariable Variable, object? Value)> Assigned);
