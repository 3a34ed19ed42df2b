namespace LlmKit.Data.Cleaning;

/// <summary>
/// A rule with other bounds for texts in scripts without spaces (Chinese, Japanese, Korean): those of whose letters at least
/// three in ten belong to such a script.
/// </summary>
public sealed record EitherStep(CleaningStep Spaced, CleaningStep Spaceless) : CleaningStep
{
    public override bool IsForMessages => Spaced.IsForMessages;

    public override CleaningOutcome Clean(DocumentText document) => (IsSpaceless(document.Text) ? Spaceless : Spaced).Clean(document);

    private static bool IsSpaceless(string text)
    {
        var (letters, spaceless) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!System.Text.Rune.IsLetter(rune)) continue;
            letters++;
            if (Scripts.IsSpaceless(rune.Value)) spaceless++;
        }

        return spaceless * 10L >= letters * 3L && spaceless > 0;
    }
}
