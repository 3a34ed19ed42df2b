using System.Globalization;

namespace LlmKit.Notebook.Repl.Editing;

/// <summary>The borders between what a reader takes for letters: a letter with its accents, an emoji, a surrogate pair.</summary>
internal static class Graphemes
{
    /// <summary>The border behind the letter at a place.</summary>
    public static int Next(string text, int at) =>
        at >= text.Length ? text.Length : at + StringInfo.GetNextTextElementLength(text.AsSpan(at));

    /// <summary>The border before the letter that ends at a place.</summary>
    public static int Previous(string text, int at)
    {
        if (at <= 0) return 0;
        if (text[at - 1] == '\n') return at - 1;
        var last = LineStart(text, at);
        for (var i = last; i < at; i = Next(text, i)) last = i;
        return last;
    }

    /// <summary>The place itself when it is a border, else the next one.</summary>
    public static int Snap(string text, int at)
    {
        at = Math.Clamp(at, 0, text.Length);
        var i = LineStart(text, at);
        while (i < at) i = Next(text, i);
        return i;
    }

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
}
