using System.Globalization;
using System.Text.Json;
using LlmKit.Data.Unicode;
using LlmKit.Tokenization.Patterns;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>BERT's cleaning (google-research/bert, tokenization.py): control characters, Chinese, accents and case.</summary>
public sealed class BertNormalizer : Normalizer
{
    private static readonly UnicodeNormalizer s_decomposed = new(UnicodeForm.Decomposed);
    private static readonly Lowercase s_lowercase = new();
    private static readonly CodeSet s_space = CodeSet.Named("Space")!;

    /// <summary>Drops control characters and makes every kind of space a plain one. True by default.</summary>
    public bool CleansText { get; init; } = true;

    /// <summary>Sets spaces around Chinese characters, so that each is a word. True by default.</summary>
    public bool SpacesChinese { get; init; } = true;

    /// <summary>Drops accents; null, the default, does so when letters are made small.</summary>
    public bool? StripsAccents { get; init; }

    /// <summary>Makes letters small. True by default: the uncased models.</summary>
    public bool Lowercases { get; init; } = true;

    internal override string Type => "BertNormalizer";

    internal override void Normalize(AlignedText text)
    {
        if (CleansText) CodeFilter.Apply(text, Clean);
        if (SpacesChinese) SpaceChinese(text);
        if (StripsAccents ?? Lowercases)
        {
            s_decomposed.Normalize(text);
            CodeFilter.Apply(text, code => code >= 0x300
                && UnicodeDatabase.Instance.Category(code) == UnicodeCategory.NonSpacingMark ? CodeFilter.Removed : code);
        }

        if (Lowercases) s_lowercase.Normalize(text);
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteBoolean("clean_text", CleansText);
        json.WriteBoolean("handle_chinese_chars", SpacesChinese);
        if (StripsAccents is { } strips) json.WriteBoolean("strip_accents", strips);
        else json.WriteNull("strip_accents");
        json.WriteBoolean("lowercase", Lowercases);
    }

    private static int Clean(int code)
    {
        if (code is >= ' ' and < 0x7F) return code;
        if (code is '\t' or '\n' or '\r') return ' ';
        if (code is 0 or 0xFFFD) return CodeFilter.Removed;
        var category = UnicodeDatabase.Instance.Category(code);
        if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate)
            return CodeFilter.Removed;
        return s_space.Contains(code) ? ' ' : code;
    }

    private static void SpaceChinese(AlignedText text)
    {
        if (!text.Text.ContainsAnyInRange('\u3400', '\uFAFF') && !text.Text.ContainsAnyInRange('\uD800', '\uDFFF')) return;

        var plain = 0;
        for (int at = 0, length; at < text.Length; at += length)
        {
            if (!IsChinese(text.CodeAt(at, out length))) continue;
            text.Copy(plain, at);
            text.Put(' ', at);
            text.Copy(at, at + length);
            text.Put(' ', at);
            plain = at + length;
        }

        text.Copy(plain, text.Length);
        text.Commit();
    }

    private static bool IsChinese(int code) => code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
