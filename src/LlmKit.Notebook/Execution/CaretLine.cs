using System.Text;
using LlmKit.Notebook.Display;

namespace LlmKit.Notebook.Execution;

/// <summary>A line of code, and below it one that points at a part of it.</summary>
internal static class CaretLine
{
    private const char WideSpace = '\u3000';
    private const int Longest = 160;

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
            text.Append(letter.Value == '\t' ? "\t" : TextWidth.Of(letter) switch { 2 => WideSpace.ToString(), 0 => "", _ => " " });

        var carets = line[start..end].EnumerateRunes().Sum(TextWidth.Of);
        return text.Append('^', Math.Max(1, carets)).ToString();
    }
}
