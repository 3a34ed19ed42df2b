using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization.Files;

/// <summary>The pre-tokenizers of a <c>tokenizer.json</c>.</summary>
internal static class PreTokenizerFile
{
    public static PreTokenizer Read(FileNode node)
    {
        var type = node.Need("type").Text;
        return type switch
        {
            "BertPreTokenizer" => new BertPreTokenizer(),
            "ByteLevel" => new ByteLevel
            {
                AddsPrefixSpace = node.FlagOr("add_prefix_space", true),
                Cuts = node.FlagOr("use_regex", true),
                TrimsOffsets = node.FlagOr("trim_offsets", true),
            },
            "CharDelimiterSplit" => new CharDelimiterSplit(node.Need("delimiter").Character),
            "Digits" => new Digits(node.FlagOr("individual_digits", false)),
            "FixedLength" => new FixedLength(node.NumberOr("length", 5)),
            "Metaspace" => new Metaspace(Replacement(node), Scheme(node), node.FlagOr("split", true)),
            "Punctuation" => new Punctuation(node.Find("behavior") is { } behavior
                ? SettingsFile.Read<SplitBehavior>(behavior)
                : SplitBehavior.Isolated),
            "Split" => new Split(
                SearchPattern.Read(node.Need("pattern")), SettingsFile.Read<SplitBehavior>(node.Need("behavior")), node.FlagOr("invert", false)),
            "UnicodeScripts" => new UnicodeScripts(),
            "Whitespace" => new Whitespace(),
            "WhitespaceSplit" => new WhitespaceSplit(),
            "Sequence" => new PreTokenizerSequence([.. node.Need("pretokenizers").Items().Select(Read)]),
            _ => throw node.Unknown(type, "BertPreTokenizer", "ByteLevel", "CharDelimiterSplit", "Digits", "FixedLength", "Metaspace",
                "Punctuation", "Sequence", "Split", "UnicodeScripts", "Whitespace", "WhitespaceSplit"),
        };
    }

    internal static char Replacement(FileNode node) => node.Find("replacement")?.Character ?? '▁';

    // Older files say add_prefix_space instead.
    internal static PrependScheme Scheme(FileNode node)
    {
        if (node.Find("prepend_scheme") is { } scheme) return SettingsFile.Read<PrependScheme>(scheme);
        return node.FlagOr("add_prefix_space", true) ? PrependScheme.Always : PrependScheme.Never;
    }
}
