using LlmKit.Data.Profiles;

namespace LlmKit.Data.Cleaning;

/// <summary>Rejects texts whose length lies far from those of the other texts of the set.</summary>
/// <param name="Bounds">The least and the most characters, from the set's <see cref="Distribution"/>.</param>
public sealed record OutlierStep((double Low, double High) Bounds) : CleaningStep
{
    /// <summary>Bounds 1.5 interquartile ranges beyond the quartiles (Tukey).</summary>
    public static OutlierStep ByQuartiles(Distribution lengths, double reach = 1.5) => new(lengths.Fences(reach));

    /// <summary>Bounds 3 standard deviations from the mean.</summary>
    public static OutlierStep ByDeviations(Distribution lengths, double limit = 3) => new(lengths.WithinDeviations(limit));

    public override CleaningOutcome Clean(DocumentText document)
    {
        var length = PlainWords.Length(document.Text);
        return length < Bounds.Low ? Below("outlier_short", "characters", length, Bounds.Low)
            : length > Bounds.High ? Above("outlier_long", "characters", length, Bounds.High) : new CleaningOutcome.Kept(document);
    }
}
