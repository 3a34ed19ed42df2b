namespace LlmKit.Notebook.Assistance;

/// <summary>What a call that is being written takes.</summary>
/// <param name="Signature">Of the overload that fits best, on one line.</param>
/// <param name="Parameter">Where in the signature the parameter stands that the caret is at; null when there is none.</param>
/// <param name="Others">The number of further overloads.</param>
/// <param name="Documentation">Of that parameter; null when there is none.</param>
public sealed record CallTip(string Signature, Range? Parameter, int Others, string? Documentation);
