namespace LlmKit.Data.Cleaning;

/// <summary>Gives characters and space one spelling.</summary>
public sealed record NormalizeStep(TextNormalizer Normalizer) : CleaningStep
{
    public override bool IsForMessages => true;

    public override CleaningOutcome Clean(DocumentText document) =>
        new CleaningOutcome.Kept(document.With(Normalizer.Clean(document.Text)));
}
