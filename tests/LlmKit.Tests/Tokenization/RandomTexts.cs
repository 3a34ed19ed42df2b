using System.Collections;
using System.Globalization;

namespace LlmKit.Tests.Tokenization;

/// <summary>Texts of everything that a tokenizer can stumble over, the same for the same seed.</summary>
internal static class RandomTexts
{
    private static readonly BitArray s_isOld = Old();

    private static readonly string[] s_parts =
    [
        " ", "  ", "   ", "\n", "\n\n", "\r\n", "\t", "'", "'s", "'LL", "’s", "a", "The", " the", "HELLO", "hello", "naïve", "1", "12345", "２", "½",
        "你好", "世界，", "。", "日本語カタカナ", "é", "e\u0301", "ﬁ", "😉", "👩‍👩‍👧", "🇩🇪", "\u200d", "\u200b", "\ufeff", "!", "?!", "--", "...", "…",
        "\u3000", "\u00a0", "\u0085", "\u2028", "ſ", "İ", "ß", "Σς", "𝒜", "𠀀", "한글", "각", "\u1100\u1161\u11a8", "नमस्ते", "สวัสดี", "مرحبا", "שלום",
        "\0", "\u0001", "\ufffd", "<|endoftext|>", "<s>", "</s>", "[MASK]", "<mask>", "[SEP]", "▁", "▁▁", "Ġ", "##", "_", "foo_bar", "x=1;", "{", "}",
        "http://a.b/c?d=e", "\u0300", "\u0327\u0301", "Å", "\u212b", "①", "ⅷ", "㎏", "ｶﾞ", "\u00ad", "\ue000", "don't", "I'm", "\u0130",
    ];

    /// <param name="seed">The seed.</param>
    /// <param name="count">How many texts.</param>
    /// <param name="longest">Parts of a text, at most.</param>
    /// <param name="rare">Whether any character at all may come.</param>
    public static IEnumerable<string> Make(int seed, int count, int longest = 30, bool rare = true)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++) yield return Text(random, longest, rare);
    }

    /// <summary>The text without characters that the peer may not know.</summary>
    public static string Known(string text) => string.Concat(text.EnumerateRunes().Where(rune => s_isOld[rune.Value]));

    /// <summary>Whether the peer's tables and ours say the same of a character: it is in Unicode 8, and has the category that it had there.</summary>
    public static bool IsKnown(int code) => s_isOld[code];

    private static string Text(Random random, int longest, bool rare)
    {
        var parts = Enumerable.Range(0, random.Next(0, longest));
        return string.Concat(parts.Select(_ => rare && random.Next(10) == 0 ? Character(random) : s_parts[random.Next(s_parts.Length)]));
    }

    // Any character of Unicode 8: the peer's tables are of several versions, none of them older.
    private static string Character(Random random)
    {
        while (true)
        {
            var code = random.Next(4) switch { 0 => random.Next(0x80), 1 => random.Next(0x3000), 2 => random.Next(0x10000), _ => random.Next(0x20000) };
            if (s_isOld[code]) return char.ConvertFromUtf32(code);
        }
    }

    // Without Debian's package unicode-data only what the first version had.
    private static BitArray Old()
    {
        var isOld = new BitArray(0x110000);
        const string Ages = "/usr/share/unicode/DerivedAge.txt";
        var lines = File.Exists(Ages) ? File.ReadLines(Ages) : ["0000..0220;1.1", "0391..03A1;1.1", "0400..044F;1.1", "4E00..9FA5;1.1"];
        foreach (var line in lines)
        {
            var fields = line.Split('#')[0].Split(';', StringSplitOptions.TrimEntries);
            if (fields.Length != 2 || double.Parse(fields[1], CultureInfo.InvariantCulture) > 8) continue;
            var ends = fields[0].Split("..").Select(end => int.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            for (var code = ends[0]; code <= ends[^1]; code++) isOld[code] = true;
        }

        for (var half = 0xD800; half < 0xE000; half++) isOld[half] = false;
        // Of another category then: a mark or none, punctuation or a symbol.
        foreach (var code in (int[])[0x166D, 0x1734, 0x1885, 0x1886, 0x1CF2, 0x1CF3, 0xA9BD, 0x111C9, 0x1171E]) isOld[code] = false;
        return isOld;
    }
}
