using System.Text;

namespace LlmKit.Plotting.Fonts;

/// <summary>
/// How wide a text is, without any font file, so that a plot has the same layout on every machine. The widths
/// are those of DejaVu Sans, which is wider than what a browser takes in its place.
/// </summary>
internal static class TextMetrics
{
    // Thousandths of the text's size, for the characters from space to tilde.
    private static readonly int[] s_ascii =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636,
            636, 636, 636,
        636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295,
            656, 557, 863,
        748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613,
            635, 550, 635,
        615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592,
            592, 525, 636,
        337, 636, 838,
    ];

    /// <summary>The width of a text of the given size, both in CSS pixels.</summary>
    public static double Width(string text, double size) =>
        text.EnumerateRunes().Sum(rune => Advance(rune.Value)) * size;

    /// <summary>How far the pen moves after a character, in units of the text's size.</summary>
    public static double Advance(int rune) => rune switch
    {
        >= ' ' and <= '~' => s_ascii[rune - ' '] / 1000.0,
        // Superscript digits and minus.
        '⁰' or '¹' or '²' or '³' or (>= '⁴' and <= '⁹') => 0.401,
        '⁻' => 0.528,
        '−' or '×' or '±' or '→' or '≤' or '≥' => 0.838,
        // Hangul, kana, Chinese characters, full-width forms, emoji.
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xD7FF or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE4F
            or >= 0xFF00 and <= 0xFF60 or >= 0x1F000 or '…' => 1,
        _ => 0.65,
    };

    /// <summary>A text shortened with an ellipsis until it fits.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Width(text, size) <= width) return text;
        var kept = new StringBuilder();
        var left = width - Advance('…') * size;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Advance(rune.Value) * size;
            if (left < 0) break;
            kept.Append(rune.ToString());
        }

        return kept.Append('…').ToString();
    }
}
