namespace LlmKit.Data;

/// <summary>A row that could not be read, and where it stands.</summary>
/// <param name="File">The file, behind it the entry of an archive: <c>set.zip/train.jsonl</c>.</param>
/// <param name="Line">Of the row's fault, from 1; 0 when the file as a whole is at fault.</param>
/// <param name="Column">In characters from 1; 0 when it is not known.</param>
/// <param name="Reason">What was given, which rule it breaks, the way out.</param>
public sealed record DataFault(string File, long Line, long Column, string Reason)
{
    /// <summary>The start of the row, at most 2000 characters.</summary>
    public string Row { get; init; } = "";

    public override string ToString() => (Line, Column) switch
    {
        (0, _) => $"{File}: {Reason}",
        (_, 0) => $"{File}, line {Line}: {Reason}",
        _ => $"{File}, line {Line}, column {Column}: {Reason}",
    };
}
