using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Display;

/// <summary>How many columns of a terminal a text takes: 2 for wide letters, 0 for marks on the letter before.</summary>
public static class TextWidth
{
    private const int Emoji = 0xFE0F, Joiner = 0x200D, SoftHyphen = 0xAD;

    // What Unicode 15.1 (UAX #11) has as wide and fullwidth; unassigned places within a block count as the block.
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3),
        (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
        (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
        (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B),
        (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
        (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E),
        (0x3041, 0x3247), (0x3250, 0x4DBF), (0x4E00, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18D08), (0x1AFF0, 0x1B2FB),
        (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F200, 0x1F320),
        (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3),
        (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC),
        (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A), (0x1F595, 0x1F596),
        (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2),
        (0x1F6D5, 0x1F6D7), (0x1F6DC, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7EB),
        (0x1F7F0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAF8),
        (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),
    ];

    /// <summary>The columns of a whole text without line breaks and tabs.</summary>
    public static int Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var width = 0;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] < 0x7F && (at + 1 == text.Length || text[at + 1] < 0x7F))
            {
                width++;
                at++;
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            width += OfElement(text.AsSpan(at, length), out _);
            at += length;
        }

        return width;
    }

    /// <summary>The columns of what a reader takes for one letter.</summary>
    /// <param name="isSure">False where terminals disagree, as for emoji that are joined of several.</param>
    public static int OfElement(ReadOnlySpan<char> element, out bool isSure)
    {
        var (width, seen, isEmoji, isJoined) = (0, 0, false, false);
        foreach (var letter in element.EnumerateRunes())
        {
            isEmoji |= letter.Value == Emoji;
            isJoined |= letter.Value == Joiner;
            var own = Of(letter);
            if (own > 0) seen++;
            width = Math.Max(width, own);
        }

        isSure = seen <= 1 && !isEmoji && !isJoined;
        return isEmoji || (seen > 1 && width > 0) ? 2 : width;
    }

    public static int Of(Rune letter) => IsWide(letter) ? 2 : IsUnseen(letter) ? 0 : 1;

    private static bool IsWide(Rune letter)
    {
        if (letter.Value < s_wide[0].First) return false;
        var (low, high) = (0, s_wide.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (letter.Value > s_wide[middle].Last) low = middle + 1;
            else if (letter.Value < s_wide[middle].First) high = middle - 1;
            else return true;
        }

        return false;
    }

    // The vowels and final consonants of Hangul stand in the square of the first one.
    private static bool IsUnseen(Rune letter) =>
        letter.Value is >= 0x1160 and <= 0x11FF || (letter.Value != SoftHyphen && Rune.GetUnicodeCategory(letter)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format);

    /// <summary>The text in exactly so many columns, cut at its end with an ellipsis where it is longer.</summary>
    public static string Fit(string text, int width)
    {
        var cut = Cut(text, width);
        return cut + new string(' ', Math.Max(0, width - Of(cut)));
    }

    /// <summary>The text in at most so many columns, cut at its end with an ellipsis.</summary>
    public static string Cut(string text, int width)
    {
        if (Of(text) <= width) return text;
        var cut = new StringBuilder();
        var left = width - 1;
        foreach (var letter in text.EnumerateRunes())
        {
            left -= Of(letter);
            if (left < 0) break;
            cut.Append(letter.ToString());
        }

        return width < 1 ? "" : cut.Append('…').ToString();
    }

    /// <summary>The text in at most so many columns, cut at its start with an ellipsis: of a path the name stays.</summary>
    public static string CutStart(string text, int width)
    {
        if (Of(text) <= width) return text;
        var letters = text.EnumerateRunes().ToList();
        var (start, left) = (letters.Count, width - 1);
        while (start > 0 && left - Of(letters[start - 1]) >= 0) left -= Of(letters[--start]);
        return width < 1 ? "" : "…" + string.Concat(letters.Skip(start));
    }
}
