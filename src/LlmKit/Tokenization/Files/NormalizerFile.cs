using LlmKit.Data.Unicode;
using LlmKit.Tokenization.Normalizers;

namespace LlmKit.Tokenization.Files;

/// <summary>The normalizers of a <c>tokenizer.json</c>.</summary>
internal static class NormalizerFile
{
    public static Normalizer Read(FileNode node)
    {
        var type = node.Need("type").Text;
        return type switch
        {
            "NFC" => new UnicodeNormalizer(UnicodeForm.Composed),
            "NFD" => new UnicodeNormalizer(UnicodeForm.Decomposed),
            "NFKC" => new UnicodeNormalizer(UnicodeForm.CompatiblyComposed),
            "NFKD" => new UnicodeNormalizer(UnicodeForm.CompatiblyDecomposed),
            "Lowercase" => new Lowercase(),
            "StripAccents" => new StripAccents(),
            "Strip" => new Strip(node.FlagOr("strip_left", true), node.FlagOr("strip_right", true)),
            "Nmt" => new NmtNormalizer(),
            "ByteLevel" => new ByteLevelNormalizer(),
            "Prepend" => new Prepend(node.Need("prepend").Text),
            "Replace" => new Replace(SearchPattern.Read(node.Need("pattern")), node.Need("content").Text),
            "Precompiled" => new PrecompiledMap(Map(node.Need("precompiled_charsmap"))),
            "BertNormalizer" => new BertNormalizer
            {
                CleansText = node.FlagOr("clean_text", true),
                SpacesChinese = node.FlagOr("handle_chinese_chars", true),
                StripsAccents = node.Find("strip_accents")?.Flag,
                Lowercases = node.FlagOr("lowercase", true),
            },
            "Sequence" => new NormalizerSequence([.. node.Need("normalizers").Items().Select(Read)]),
            _ => throw node.Unknown(type, "BertNormalizer", "ByteLevel", "Lowercase", "NFC", "NFD", "NFKC", "NFKD", "Nmt", "Precompiled",
                "Prepend", "Replace", "Sequence", "Strip", "StripAccents"),
        };
    }

    private static byte[] Map(FileNode node)
    {
        try
        {
            return Convert.FromBase64String(node.Text);
        }
        catch (FormatException e)
        {
            throw node.Fault($"is no Base64: {e.Message}");
        }
    }
}
