namespace LlmKit.Notebook.Display;

/// <summary>Rows and columns, as much of them as is shown.</summary>
/// <param name="HasIndex">Whether the first column counts the rows or holds keys.</param>
/// <param name="HiddenColumns">How many columns there are behind the shown ones.</param>
/// <param name="Rest">What is said of the rows that are not shown; null when all are.</param>
/// <param name="Failure">What ended the reading of the rows; null when nothing did.</param>
internal sealed record Table(
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows,
    bool HasIndex,
    long HiddenColumns = 0,
    string? Rest = null,
    string? Failure = null);
