namespace LlmKit.Data.Languages;

/// <summary>A language that a text may be in.</summary>
/// <param name="Language">ISO 639, as in <c>zh</c>. Where only the script is known: <c>und-Cyrl</c>.</param>
/// <param name="Probability">Between 0 and 1.</param>
public sealed record LanguageGuess(string Language, double Probability);
