using System.Text;
using LlmKit.Data.Unicode;

namespace LlmKit.Data.Cleaning;

/// <summary>Gives characters that mean the same one spelling, and space one form. Applying it twice changes nothing more.</summary>
public sealed record TextNormalizer
{
    /// <summary>The normalisation form; null leaves characters as they were composed. NFC by default: é is one character.</summary>
    public UnicodeForm? Form { get; init; } = UnicodeForm.Composed;

    /// <summary>Full-width Latin letters, digits and signs become ASCII ones: Ａ１％ → A1%.</summary>
    public bool FoldsLetters { get; init; } = true;

    /// <summary>Also the punctuation that Chinese sets full-width on purpose, such as ，！？：；（）. Off by default.</summary>
    public bool FoldsPunctuation { get; init; }

    /// <summary>The most empty lines in a row.</summary>
    public int MostEmptyLines { get; init => field = Require.InRange(value, 0, 100); } = 1;

    public string Clean(string text)
    {
        if (Form is not { } form) return WithoutStraySpace(text);

        // Once more, since an accent may have come to its letter.
        return Normalization.Normalize(WithoutStraySpace(Normalization.Normalize(text, form)), form);
    }

    private string WithoutStraySpace(string text)
    {
        var clean = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var start = clean.Length;
            if (start > 0) clean.Append('\n');
            var first = clean.Length;
            AddLine(clean, line);
            empty = clean.Length == first ? empty + 1 : 0;
            if (empty > MostEmptyLines || (empty > 0 && start == 0)) clean.Length = start;
        }

        while (clean.Length > 0 && clean[^1] == '\n') clean.Length--;
        return clean.ToString();
    }

    // Spaces at the start stay, since code and lists mean something by them; elsewhere a run of spaces is one.
    private void AddLine(StringBuilder clean, string line)
    {
        var start = clean.Length;
        var isIndent = true;
        for (var index = 0; index < line.Length; index++)
        {
            if (Fold(line, index) is not { } letter) continue;
            var isSpace = letter is ' ' or '\t';
            if (isSpace && !isIndent && clean[^1] is ' ' or '\t') continue;
            clean.Append(letter);
            isIndent &= isSpace;
        }

        while (clean.Length > start && clean[^1] is ' ' or '\t') clean.Length--;
    }

    // Null for what is invisible and means nothing: control characters, soft hyphens, zero-width spaces, marks of order.
    private char? Fold(string line, int index)
    {
        var letter = line[index];
        switch (letter)
        {
            case '\t':
                return letter;
            case '\u00a0' or '\u3000' or '\u202f' or (>= '\u2000' and <= '\u200a'):
                return ' ';
            case '\u00ad' or '\u200b' or '\u2060' or '\ufeff':
                return null;
            case >= '\ud800' and <= '\udbff':
                return index + 1 < line.Length && char.IsLowSurrogate(line[index + 1]) ? letter : '\ufffd';
            case >= '\udc00' and <= '\udfff':
                return index > 0 && char.IsHighSurrogate(line[index - 1]) ? letter : '\ufffd';
        }

        if (char.IsControl(letter)) return null;
        if (letter is < '\uff01' or > '\uff5e') return letter;
        var plain = (char)(letter - 0xfee0);
        return (char.IsAsciiLetterOrDigit(plain) ? FoldsLetters : Sets(letter) ? FoldsPunctuation : FoldsLetters) ? plain : letter;
    }

    private static bool Sets(char letter) => letter is '，' or '！' or '？' or '：' or '；' or '（' or '）';
}
