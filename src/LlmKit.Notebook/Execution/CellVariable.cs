namespace LlmKit.Notebook.Execution;

/// <summary>A variable at the top of a cell.</summary>
/// <param name="Type">As C# writes it.</param>
public sealed record CellVariable(string Name, string Type, object? Value);
