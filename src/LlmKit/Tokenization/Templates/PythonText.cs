using System.Globalization;
using System.Text;

namespace LlmKit.Tokenization.Templates;

/// <summary>Strings as Python sees them: counted, cut and compared by code points.</summary>
internal static class PythonText
{
    /// <summary>Python's <c>str.isspace</c> for one character.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary>The number of code points; an unpaired surrogate is one.</summary>
    public static int Length(string text)
    {
        var length = text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (!char.IsHighSurrogate(text[i]) || !char.IsLowSurrogate(text[i + 1])) continue;
            length--;
            i++;
        }

        return length;
    }

    public static bool IsPlain(string text) => Length(text) == text.Length;

    /// <summary>The code points, each as a string.</summary>
    public static List<object?> Characters(string text)
    {
        var characters = new List<object?>(text.Length);
        for (var i = 0; i < text.Length; i += Width(text, i)) characters.Add(text.Substring(i, Width(text, i)));
        return characters;
    }

    public static int Width(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>Orders by code points, which differs from UTF-16's order above U+FFFF.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] == right[i]) continue;
            return Rank(left[i]).CompareTo(Rank(right[i]));
        }

        return left.Length.CompareTo(right.Length);

        static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
    }

    /// <summary>Python's <c>strip</c>.</summary>
    /// <param name="characters">What is taken off; null means white space.</param>
    public static string Strip(string text, string? characters = null, bool left = true, bool right = true)
    {
        var (start, end) = (0, text.Length);
        while (left && start < end && Goes(text[start])) start++;
        while (right && end > start && Goes(text[end - 1])) end--;
        return text[start..end];

        bool Goes(char c) => characters is null ? IsSpace(c) : characters.Contains(c, StringComparison.Ordinal);
    }

    public static string Capitalize(string text) => text.Length == 0 ? text
        : Upper(text[..Width(text, 0)]) + Lower(text[Width(text, 0)..]);

    public static string Upper(string text) => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    public static string Lower(string text) => text.ToLowerInvariant();

    /// <summary>Python's <c>str.title</c>: a letter after what is no letter is upper case.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var isInside = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isLetter = Rune.IsUpper(rune) || Rune.IsLower(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;
            result.Append(!isLetter ? rune : isInside ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune));
            isInside = isLetter;
        }

        return result.ToString();
    }

    /// <summary>Python's <c>str.splitlines</c>.</summary>
    public static List<object?> Lines(string text, bool keepEnds)
    {
        var lines = new List<object?>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsBreak(text[end])) end++;
            var next = end >= text.Length ? end : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            lines.Add(text[start..(keepEnds ? next : end)]);
            start = next;
        }

        return lines;

        static bool IsBreak(char c) => c is >= '\n' and <= '\r' or >= '\x1c' and <= '\x1e' or '\u0085' or '\u2028' or '\u2029';
    }

    /// <summary>Resolves the escapes of a string literal as Python does; an unknown one stays as it stands.</summary>
    public static string Unescape(ReadOnlySpan<char> literal)
    {
        if (!literal.Contains('\\')) return literal.ToString();
        var text = new StringBuilder(literal.Length);
        for (var i = 0; i < literal.Length; i++)
        {
            if (literal[i] != '\\' || i + 1 == literal.Length)
            {
                text.Append(literal[i]);
                continue;
            }

            i++;
            switch (literal[i])
            {
                case '\n': break;
                case 'a': text.Append('\a'); break;
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case 'v': text.Append('\v'); break;
                case '\\' or '\'' or '"': text.Append(literal[i]); break;
                case >= '0' and <= '7': i += Octal(literal[i..], text) - 1; break;
                case 'x': i += Hexadecimal(literal[(i + 1)..], 2, text); break;
                case 'u': i += Hexadecimal(literal[(i + 1)..], 4, text); break;
                case 'U': i += Hexadecimal(literal[(i + 1)..], 8, text); break;
                case 'N': throw new TemplateFault("\\N{…} names a character. Write the character itself, or \\u and four digits.");
                default: text.Append('\\').Append(literal[i]); break;
            }
        }

        return text.ToString();
    }

    private static int Octal(ReadOnlySpan<char> digits, StringBuilder text)
    {
        var (value, length) = (0, 0);
        while (length < Math.Min(3, digits.Length) && digits[length] is >= '0' and <= '7') value = (value * 8) + digits[length++] - '0';
        text.Append((char)value);
        return length;
    }

    private static int Hexadecimal(ReadOnlySpan<char> digits, int length, StringBuilder text)
    {
        if (digits.Length < length
            || !uint.TryParse(digits[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value > 0x10ffff)
            throw new TemplateFault($"An escape in a string has no {length} hexadecimal digits of a character. Double the backslash to mean itself.");
        if (value > 0xffff) text.Append(char.ConvertFromUtf32((int)value));
        else text.Append((char)value);
        return length;
    }
}
