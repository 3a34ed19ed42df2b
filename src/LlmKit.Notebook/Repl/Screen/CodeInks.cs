using LlmKit.Notebook.Assistance;

namespace LlmKit.Notebook.Repl.Screen;

/// <summary>The ink of every character of a text of C#.</summary>
internal static class CodeInks
{
    // Parsing a longer text at every key would be felt.
    private const int Longest = 50_000;

    public static Ink[] Of(string code, int caret, bool hasColours)
    {
        var inks = new Ink[code.Length];
        if (code.Length > Longest || CellText.IsTooDeep(code)) return inks;

        var at = 0;
        var isCode = new bool[code.Length];
        foreach (var (text, kind) in CodeWords.Of(code))
        {
            if (at + text.Length > code.Length) break;
            inks.AsSpan(at, text.Length).Fill(hasColours ? InkOf(kind) : Ink.Plain);
            isCode.AsSpan(at, text.Length).Fill(kind == CodeWordKind.Plain);
            at += text.Length;
        }

        foreach (var bracket in BracketsAt(code, isCode, caret)) inks[bracket] = Ink.Bracket;
        return inks;
    }

    // The bracket before the caret, else the one behind it, and the other half of the pair.
    private static int[] BracketsAt(string code, bool[] isCode, int caret)
    {
        foreach (var place in new[] { caret - 1, caret })
        {
            if (place < 0 || place >= code.Length || !isCode[place]) continue;
            if (Partner(code, isCode, place) is { } partner) return [place, partner];
        }

        return [];
    }

    private static int? Partner(string code, bool[] isCode, int place)
    {
        const string Open = "([{", Close = ")]}";
        var (kind, step) = (Open.IndexOf(code[place], StringComparison.Ordinal), 1);
        if (kind < 0) (kind, step) = (Close.IndexOf(code[place], StringComparison.Ordinal), -1);
        if (kind < 0) return null;

        var depth = 0;
        for (var i = place; i >= 0 && i < code.Length; i += step)
        {
            if (!isCode[i]) continue;
            if (code[i] == Open[kind]) depth++;
            else if (code[i] == Close[kind]) depth--;
            if (depth == 0) return i;
        }

        return null;
    }

    private static Ink InkOf(CodeWordKind kind) => kind switch
    {
        CodeWordKind.Keyword => Ink.Keyword,
        CodeWordKind.Text => Ink.Text,
        CodeWordKind.Number => Ink.Number,
        CodeWordKind.Comment or CodeWordKind.Directive => Ink.Comment,
        CodeWordKind.Type => Ink.Type,
        CodeWordKind.Method => Ink.Method,
        _ => Ink.Plain,
    };
}
