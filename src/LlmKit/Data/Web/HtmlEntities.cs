using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace LlmKit.Data.Web;

/// <summary>Character references of HTML: <c>&amp;amp;</c>, <c>&amp;#20013;</c>, <c>&amp;#x4e2d;</c>.</summary>
public static class HtmlEntities
{
    private const int LongestName = 32;

    private static readonly Lazy<FrozenDictionary<string, string>> s_names = new(Load);

    // What the numbers 128 to 159 mean in pages that were written in Windows' character set; 0 where they mean nothing.
    private static readonly int[] s_windows =
    [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
        0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
    ];

    /// <summary>The text with references replaced, by the rules of the HTML standard for text; numbers of control characters are left out.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&')) return text.ToString();
        var decoded = new StringBuilder(text.Length);
        while (true)
        {
            var start = text.IndexOf('&');
            if (start < 0) return decoded.Append(text).ToString();
            decoded.Append(text[..start]);
            text = text[start..];
            var length = text.Length > 1 && text[1] == '#' ? Number(text, decoded) : Name(text, decoded);
            if (length == 0) decoded.Append('&');
            text = text[Math.Max(length, 1)..];
        }
    }

    private static int Number(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        var isHex = text.Length > 2 && text[2] is 'x' or 'X';
        var first = isHex ? 3 : 2;
        var end = first;
        while (end < text.Length && (isHex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end]))) end++;
        if (end == first) return 0;
        var digits = text[first..end].TrimStart('0');
        var code = digits.IsEmpty ? 0
            : digits.Length > 8 ? int.MaxValue
            : int.Parse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture);
        if (code is >= 0x80 and <= 0x9f) code = s_windows[code - 0x80];
        if (!IsNoCharacter(code)) decoded.Append(code != 0 && Rune.IsValid(code) ? new Rune(code).ToString() : "\ufffd");
        return end < text.Length && text[end] == ';' ? end + 1 : end;
    }

    // Control characters and code points that Unicode keeps free: they are no text, so they are left out.
    private static bool IsNoCharacter(int code) => code is (>= 1 and <= 8) or 0xb or (>= 0xe and <= 0x1f) or 0x7f
        or (>= 0xfdd0 and <= 0xfdef) || (code <= 0x10ffff && (code & 0xfffe) == 0xfffe);

    // The longest name that the standard knows; some old ones need no semicolon.
    private static int Name(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        var names = s_names.Value.GetAlternateLookup<ReadOnlySpan<char>>();
        var end = 1;
        while (end < text.Length && end <= LongestName && char.IsAsciiLetterOrDigit(text[end])) end++;
        if (end < text.Length && text[end] == ';') end++;
        for (; end > 1; end--)
        {
            if (!names.TryGetValue(text[1..end], out var meaning)) continue;
            decoded.Append(meaning);
            return end;
        }

        return 0;
    }

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(HtmlEntities).Assembly.GetManifestResourceStream("LlmKit.Data.Web.entities.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(' '))
            .ToFrozenDictionary(row => row[0], row => string.Concat(row[1..].Select(code => new Rune(Convert.ToInt32(code, 16)).ToString())));
    }
}
