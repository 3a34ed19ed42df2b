namespace LlmKit.Tests.Tokenization;

/// <summary>Texts of everything that a tokenizer can stumble over, the same for the same seed.</summary>
internal static class RandomTexts
{
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

    private static string Text(Random random, int longest, bool rare)
    {
        var parts = Enumerable.Range(0, random.Next(0, longest));
        return string.Concat(parts.Select(_ => rare && random.Next(10) == 0 ? Character(random) : s_parts[random.Next(s_parts.Length)]));
    }

    // Any assigned character of the Unicode version that other libraries' tables have, mostly a common one.
    private static string Character(Random random)
    {
        while (true)
        {
            var code = random.Next(4) switch { 0 => random.Next(0x80), 1 => random.Next(0x3000), 2 => random.Next(0x10000), _ => random.Next(0x20000) };
            if (code is >= 0xD800 and <= 0xDFFF) continue;
            var text = char.ConvertFromUtf32(code);
            if (char.GetUnicodeCategory(text, 0) != System.Globalization.UnicodeCategory.OtherNotAssigned) return text;
        }
    }
}
