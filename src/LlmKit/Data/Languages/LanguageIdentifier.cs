namespace LlmKit.Data.Languages;

/// <summary>Tells the language of a text. Safe to use by several threads at once.</summary>
public abstract class LanguageIdentifier
{
    /// <summary>The likeliest languages first; none when the text has nothing to tell by.</summary>
    public abstract IReadOnlyList<LanguageGuess> Identify(string text, int count = 1);
}
