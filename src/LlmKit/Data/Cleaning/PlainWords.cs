using System.Text;

namespace LlmKit.Data.Cleaning;

/// <summary>Words without a dictionary: runs of letters and digits, single letters of Chinese, and every sign alone.</summary>
public static class PlainWords
{
    /// <summary>The words and signs of a text, without space. An apostrophe, a hyphen or a point inside belongs to the word.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>(text.Length / 5);
        var start = -1;
        for (var index = 0; index < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            if (IsPart(rune))
            {
                if (start < 0) start = index;
            }
            else if (start < 0 || !IsInner(text, index))
            {
                if (start >= 0) words.Add(text[start..index]);
                start = -1;
                if (!Rune.IsWhiteSpace(rune)) words.Add(text.Substring(index, length));
            }

            index += length;
        }

        if (start >= 0) words.Add(text[start..]);
        return words;
    }

    /// <summary>The length of a text in code points, as Python counts.</summary>
    public static int Length(string text)
    {
        var pairs = 0;
        for (var index = 1; index < text.Length; index++)
            if (char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1])) pairs++;
        return text.Length - pairs;
    }

    private static bool IsPart(Rune rune) => !Scripts.IsSpaceless(rune.Value)
        && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark);

    private static bool IsInner(string text, int index) => text[index] is '\'' or '’' or '-' or '.' or '_'
        && index + 1 < text.Length && char.IsAsciiLetterOrDigit(text[index + 1]) && char.IsLetterOrDigit(text[index - 1]);
}
