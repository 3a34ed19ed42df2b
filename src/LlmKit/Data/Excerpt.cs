namespace LlmKit.Data;

/// <summary>The start of a text that a message quotes, however long the text is.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(string text) => text.Length > Longest ? $"{text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)]}…" : text;
}
