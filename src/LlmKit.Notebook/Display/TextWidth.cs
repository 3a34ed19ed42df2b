using System.Globalization;
using System.Text;

namespace LlmKit.Notebook;

/// <summary>How many columns a text takes in a terminal.</summary>
public static class TextWidth
{
    // The blocks that Unicode (UAX #11) has as wide and fullwidth.
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F),
        (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    public static int Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var width = 0;
        foreach (var letter in text.EnumerateRunes()) width += Of(letter);
        return width;
    }

    /// <summary>2 for wide letters, 0 for those that join the letter before them, else 1.</summary>
    public static int Of(Rune letter) =>
        s_wide.Any(block => letter.Value >= block.First && letter.Value <= block.Last) ? 2
        : Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
        : 1;

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
