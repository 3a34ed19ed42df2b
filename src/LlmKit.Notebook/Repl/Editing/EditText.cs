using LlmKit.Notebook.Display;

namespace LlmKit.Notebook.Repl.Editing;

/// <summary>A text of one or more lines and the place in it where the next letter goes. Every change gives a new one.</summary>
/// <remarks>The caret never stands within a letter, and lines end with <c>\n</c> alone.</remarks>
internal sealed record EditText
{
    public const int Indent = 4;

    public static readonly EditText Empty = new("", 0);

    /// <param name="text">Other line breaks become <c>\n</c>; control characters are left out.</param>
    /// <param name="caret">The nearest place where it may stand is taken.</param>
    public EditText(string text, int caret)
    {
        Text = Clean(text);
        Caret = Graphemes.Snap(Text, caret);
    }

    public string Text { get; }

    /// <summary>From 0 to the text's length.</summary>
    public int Caret { get; }

    public string Before => Text[..Caret];

    public int LineStart => Caret == 0 ? 0 : Text.LastIndexOf('\n', Caret - 1) + 1;

    public int LineEnd => Text.IndexOf('\n', Caret) is >= 0 and var end ? end : Text.Length;

    public bool IsOnFirstLine => LineStart == 0;

    public bool IsOnLastLine => LineEnd == Text.Length;

    public bool HasLines => Text.Contains('\n', StringComparison.Ordinal);

    /// <summary>What of its line stands before the caret.</summary>
    public string LineBefore => Text[LineStart..Caret];

    /// <summary>Line breaks as <c>\n</c>, and no control characters besides them and tabs.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f')) return text;
        return string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            .Where(letter => letter is '\n' or '\t' || !char.IsControl(letter)));
    }

    public EditText At(int caret) => new(Text, caret);

    public EditText Insert(string text)
    {
        text = Clean(text);
        return new(Text.Insert(Caret, text), Caret + text.Length);
    }

    /// <summary>Without the text between two places; the caret stands there.</summary>
    public EditText Cut(int start, int end) => new(Text.Remove(start, end - start), start);

    public EditText Replace(int start, int end, string text) => Cut(start, end).At(start).Insert(text);

    public EditText Left() => At(Graphemes.Previous(Text, Caret));

    public EditText Right() => At(Graphemes.Next(Text, Caret));

    /// <summary>One letter back; within the indent of a line, to the column before that a level begins at.</summary>
    public EditText Backspace()
    {
        var line = LineBefore;
        if (line.Length > 0 && line.All(letter => letter == ' '))
            return Cut(Caret - ((line.Length - 1) % Indent + 1), Caret);
        return Cut(Graphemes.Previous(Text, Caret), Caret);
    }

    public EditText Delete() => Cut(Caret, Graphemes.Next(Text, Caret));

    /// <summary>The first letter of the line; from there its very start.</summary>
    public EditText Home()
    {
        var first = LineStart;
        while (first < LineEnd && Text[first] is ' ' or '\t') first++;
        return At(Caret == first ? LineStart : first);
    }

    public EditText End() => At(LineEnd);

    /// <summary>The start of the word before the caret.</summary>
    public int WordLeft()
    {
        var at = Caret;
        while (at > 0 && !IsWord(Text[at - 1])) at--;
        while (at > 0 && IsWord(Text[at - 1])) at--;
        return at;
    }

    /// <summary>The end of the word behind the caret.</summary>
    public int WordRight()
    {
        var at = Caret;
        while (at < Text.Length && !IsWord(Text[at])) at++;
        while (at < Text.Length && IsWord(Text[at])) at++;
        return at;
    }

    /// <summary>The start of what stands before the caret without a space in it.</summary>
    public int BlankLeft()
    {
        var at = Caret;
        while (at > 0 && char.IsWhiteSpace(Text[at - 1])) at--;
        while (at > 0 && !char.IsWhiteSpace(Text[at - 1])) at--;
        return at;
    }

    /// <summary>The column of the caret in its line, as a terminal counts.</summary>
    public int Column => TextWidth.Of(LineBefore.Replace("\t", new string(' ', Indent), StringComparison.Ordinal));

    /// <summary>The line above or below, as near to a column as its letters allow.</summary>
    /// <param name="lines">-1 up, 1 down.</param>
    public EditText Vertical(int lines, int column)
    {
        if (lines < 0 ? IsOnFirstLine : IsOnLastLine) return this;
        var target = lines < 0 ? At(LineStart - 1) : At(LineEnd + 1);
        target = target.At(target.LineStart);
        while (target.Caret < target.LineEnd && target.Right().Column <= column) target = target.Right();
        return target;
    }

    /// <summary>A line break, and the indent of what follows.</summary>
    public EditText Break(string indent) => Insert("\n" + indent);

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_' || char.IsSurrogate(letter);
}
