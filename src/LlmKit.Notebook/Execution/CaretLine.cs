using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>A line of code, and below it one that points at a part of it.</summary>
internal static class CaretLine
{
    private const char WideSpace = '\u3000';
    private const int Longest = 160;

    // The blocks that Unicode (UAX #11) has as wide and fullwidth.
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F),
        (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The two lines; of a long one what surrounds the part.</summary>
    public static (string Line, string Carets) Of(string line, int start, int length)
    {
        if (line.Length > Longest)
        {
            var from = Math.Max(0, Math.Min(start, line.Length) - Longest / 2);
            var to = Math.Min(line.Length, from + Longest);
            if (char.IsLowSurrogate(line[from])) from++;
            if (to < line.Length && char.IsLowSurrogate(line[to])) to--;
            var (before, behind) = (from > 0 ? "… " : "", to < line.Length ? " …" : "");
            (start, line) = (start - from + before.Length, before + line[from..to] + behind);
        }

        return (line, Under(line, start, length));
    }

    /// <summary>Tabs stand below tabs and wide spaces below wide letters, so that it fits in every font.</summary>
    public static string Under(string line, int start, int length)
    {
        start = Math.Min(start, line.Length);
        var end = Math.Clamp(start + length, start, line.Length);
        var text = new StringBuilder();
        foreach (var letter in line[..start].EnumerateRunes())
            text.Append(letter.Value == '\t' ? "\t" : IsWide(letter) ? WideSpace.ToString() : IsUnseen(letter) ? "" : " ");

        var carets = 0;
        foreach (var letter in line[start..end].EnumerateRunes()) carets += IsWide(letter) ? 2 : IsUnseen(letter) ? 0 : 1;
        return text.Append('^', Math.Max(1, carets)).ToString();
    }

    private static bool IsWide(Rune letter) => s_wide.Any(block => letter.Value >= block.First && letter.Value <= block.Last);

    private static bool IsUnseen(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
