namespace LlmKit.Data.Cleaning;

/// <summary>Masks personal data.</summary>
public sealed record MaskStep : CleaningStep
{
    public override bool IsForMessages => true;

    public override CleaningOutcome Clean(DocumentText document) =>
        new CleaningOutcome.Kept(document.With(PersonalData.Mask(document.Text).Text));
}
