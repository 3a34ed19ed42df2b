using System.Globalization;
using System.Text;

namespace LlmKit.Tokenization;

/// <summary>Cuts text into words by the rule of Llama-3 and Qwen, code point by code point, without a regex engine.</summary>
/// <param name="digits">How many digits make a word at most: 3 for Llama-3, 1 for Qwen.</param>
internal sealed class WordScanner(int digits)
{
    private const string Head = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Tail = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private enum Kind { End, Letter, Digit, LineEnd, Space, Other }

    /// <summary>The scanner for a pattern of a tokenizer file, or null where there is none.</summary>
    public static WordScanner? For(string pattern) => pattern switch
    {
        Head + @"\p{N}{1,3}" + Tail => new(3),
        Head + @"\p{N}" + Tail => new(1),
        _ => null,
    };

    /// <summary>The length of the word at the start of <paramref name="text"/>, which isn't empty.</summary>
    public int Next(ReadOnlySpan<char> text)
    {
        if (Contraction(text) is > 0 and var contraction) return contraction;

        var first = At(text, 0, out var width);
        if (first == Kind.Letter) return Run(text, width, Kind.Letter);
        if (first is Kind.Space or Kind.Other && At(text, width, out _) == Kind.Letter)
            return Run(text, width, Kind.Letter);
        if (first == Kind.Digit) return Run(text, width, Kind.Digit, digits - 1);

        var marks = text[0] == ' ' ? 1 : 0;
        if (At(text, marks, out _) == Kind.Other)
            return Run(text, Run(text, marks, Kind.Other), Kind.LineEnd);
        return Whitespace(text);
    }

    // \s*[\r\n]+ reaches to the last line end of the run; \s+(?!\S) leaves the last space to the word behind it.
    private static int Whitespace(ReadOnlySpan<char> text)
    {
        int end = 0, afterLineEnd = 0, last = 0;
        while (true)
        {
            var kind = At(text, end, out var width);
            if (kind is not (Kind.Space or Kind.LineEnd)) break;
            last = end;
            end += width;
            if (kind == Kind.LineEnd) afterLineEnd = end;
        }

        if (afterLineEnd > 0) return afterLineEnd;
        return end == text.Length || last == 0 ? end : last;
    }

    // U+017F, the long s, folds to s.
    private static int Contraction(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '\'') return 0;
        if (text[1] is 's' or 'S' or 't' or 'T' or 'm' or 'M' or 'd' or 'D' or '\u017F') return 2;
        if (text.Length < 3) return 0;
        return ((char)(text[1] | 0x20), (char)(text[2] | 0x20)) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    private static int Run(ReadOnlySpan<char> text, int from, Kind kind, int most = int.MaxValue)
    {
        for (; most > 0 && At(text, from, out var width) == kind; most--) from += width;
        return from;
    }

    private static Kind At(ReadOnlySpan<char> text, int index, out int width)
    {
        width = 1;
        if (index >= text.Length) return Kind.End;
        var unit = text[index];
        if (unit < 128)
        {
            if (char.IsAsciiLetter(unit)) return Kind.Letter;
            if (char.IsAsciiDigit(unit)) return Kind.Digit;
            if (unit is '\r' or '\n') return Kind.LineEnd;
            return unit is ' ' or >= '\t' and <= '\f' ? Kind.Space : Kind.Other;
        }

        _ = Rune.DecodeFromUtf16(text[index..], out var rune, out width);
        if (Rune.IsWhiteSpace(rune)) return Kind.Space;
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Digit,
            _ => Kind.Other,
        };
    }
}
