using System.Globalization;
using LlmKit.Data.Languages;

namespace LlmKit.Data.Cleaning;

/// <summary>Rejects texts in other languages than those wanted, and texts whose language is not sure enough.</summary>
/// <param name="Languages">As in <c>en</c>, <c>zh</c>.</param>
/// <param name="Least">The probability that is sure enough; FineWeb's is 0.65.</param>
public sealed record LanguageStep(LanguageIdentifier Identifier, IReadOnlyCollection<string> Languages, double Least = 0.65) : CleaningStep
{
    public override CleaningOutcome Clean(DocumentText document)
    {
        if (Identifier.Identify(document.Text) is not [var guess, ..])
            return new CleaningOutcome.Rejected("language_unknown", "the text has nothing to tell its language by");
        if (!Languages.Contains(guess.Language))
        {
            return new CleaningOutcome.Rejected("language", string.Create(
                CultureInfo.InvariantCulture, $"language: {guess.Language} ({guess.Probability:0.##}), wanted {string.Join(", ", Languages)}"));
        }

        return guess.Probability < Least
            ? Below("language_unsure", $"probability of {guess.Language}", guess.Probability, Least) : new CleaningOutcome.Kept(document);
    }
}
