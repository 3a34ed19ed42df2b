namespace LlmKit.Data.Cleaning;

/// <summary>Rejects samples in which a text is missing: a message that is empty or nothing but space.</summary>
public sealed record EmptyMessageStep : CleaningStep
{
    public override bool IsForMessages => true;

    public override CleaningOutcome Clean(DocumentText document) => string.IsNullOrWhiteSpace(document.Text)
        ? new CleaningOutcome.Rejected("empty_message", "a message is empty") : new CleaningOutcome.Kept(document);
}
