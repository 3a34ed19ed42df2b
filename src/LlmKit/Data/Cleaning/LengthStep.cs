namespace LlmKit.Data.Cleaning;

/// <summary>Rejects texts that are empty, too short or too long, in characters.</summary>
public sealed record LengthStep(double Least = 1, double Most = double.PositiveInfinity) : CleaningStep
{
    public override CleaningOutcome Clean(DocumentText document)
    {
        if (string.IsNullOrWhiteSpace(document.Text)) return new CleaningOutcome.Rejected("empty", "the text is empty");
        var length = PlainWords.Length(document.Text);
        return length < Least ? Below("too_short", "characters", length, Least)
            : length > Most ? Above("too_long", "characters", length, Most) : new CleaningOutcome.Kept(document);
    }
}
