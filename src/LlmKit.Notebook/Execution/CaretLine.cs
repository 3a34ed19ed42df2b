using System.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>The line below a line of code that points at a part of it.</summary>
internal static class CaretLine
{
    private const char WideSpace = '\u3000';

    /// <summary>Tabs stand below tabs and wide spaces below wide letters, so that it fits in every font.</summary>
    public static string Under(string line, int start, int length)
    {
        start = Math.Min(start, line.Length);
        var end = Math.Clamp(start + length, start, line.Length);
        var text = new StringBuilder();
        foreach (var letter in line[..start].EnumerateRunes())
            text.Append(letter.Value == '\t' ? "\t" : TextWidth.Of(letter) switch { 2 => WideSpace.ToString(), 0 => "", _ => " " });

        var carets = 0;
        foreach (var letter in line[start..end].EnumerateRunes()) carets += TextWidth.Of(letter);
        return text.Append('^', Math.Max(1, carets)).ToString();
    }
}
