using LlmKit.Tokenization.Decoders;

namespace LlmKit.Tokenization.Files;

/// <summary>The decoders of a <c>tokenizer.json</c>.</summary>
internal static class DecoderFile
{
    public static Decoder Read(FileNode node)
    {
        var type = node.Need("type").Text;
        return type switch
        {
            "BPEDecoder" => new BytePairDecoder(node.TextOrNull("suffix") ?? "</w>"),
            "ByteFallback" => new ByteFallbackDecoder(),
            "ByteLevel" => new ByteLevelDecoder(),
            "CTC" => new CtcDecoder(
                node.TextOrNull("pad_token") ?? "<pad>", node.TextOrNull("word_delimiter_token") ?? "|", node.FlagOr("cleanup", true)),
            "Fuse" => new Fuse(),
            "Metaspace" => new MetaspaceDecoder(
                PreTokenizerFile.Replacement(node), PreTokenizerFile.Scheme(node), node.FlagOr("split", true)),
            "Replace" => new ReplaceDecoder(SearchPattern.Read(node.Need("pattern")), node.Need("content").Text),
            "Strip" => new StripDecoder(node.Need("content").Character, node.NumberOr("start", 0), node.NumberOr("stop", 0)),
            "WordPiece" => new WordPieceDecoder(node.TextOrNull("prefix") ?? "##", node.FlagOr("cleanup", true)),
            "Sequence" => new DecoderSequence([.. node.Need("decoders").Items().Select(Read)]),
            _ => throw node.Unknown(type, "BPEDecoder", "ByteFallback", "ByteLevel", "CTC", "Fuse", "Metaspace", "Replace", "Sequence",
                "Strip", "WordPiece"),
        };
    }
}
