namespace LlmKit.Data.Annotation;

/// <summary>What one annotator said of one item, and when.</summary>
/// <param name="Item">The item: its <c>id</c>, or a fingerprint of its text.</param>
/// <param name="Annotator">Who answered.</param>
/// <param name="Label">The class; null when there is none: skipped, taken back, or only a note so far.</param>
/// <param name="Time">When.</param>
public sealed record AnnotationAnswer(string Item, string Annotator, string? Label, DateTimeOffset Time)
{
    /// <summary>Whether the annotator left it out on purpose.</summary>
    public bool IsSkipped { get; init; }

    public string? Note { get; init; }

    /// <summary>Whether it takes back the answer given last, and is what stood before that.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Whether the item need not be asked again.</summary>
    public bool IsDone => Label is not null || IsSkipped;
}
