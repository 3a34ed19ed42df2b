namespace LlmKit.Notebook.Assistance;

/// <summary>One thing that could stand at the caret.</summary>
/// <param name="text">What replaces the range of the list.</param>
/// <param name="display">What a menu shows; often the text itself.</param>
/// <param name="kind">What it stands for.</param>
/// <param name="signature">Writes the declaration, when it is asked for.</param>
/// <param name="documentation">Reads the summary, when it is asked for.</param>
public sealed class CompletionItem(
    string text,
    string display,
    CompletionKind kind,
    Func<string?>? signature = null,
    Func<string?>? documentation = null)
{
    private readonly Lazy<string?> _signature = new(signature ?? (() => null));
    private readonly Lazy<string?> _documentation = new(documentation ?? (() => null));

    public string Text { get; } = text;

    public string Display { get; } = display;

    public CompletionKind Kind { get; } = kind;

    /// <summary>
    /// The declaration as C# writes it, with the number of further overloads; null where there is none.
    /// </summary>
    public string? Signature => _signature.Value;

    /// <summary>The summary of its XML documentation as plain text; null where there is none.</summary>
    public string? Documentation => _documentation.Value;

    public override string ToString() => Display;
}
