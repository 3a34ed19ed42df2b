using LlmKit.Data.Unicode;
using LlmKit.Tokenization.Decoders;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PostProcessors;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization.Training;

/// <summary>The steps around the model that well-known families of tokenizers have, to train with.</summary>
public static class UsualParts
{
    /// <summary>The expression by which GPT-4 and Llama 3 cut: up to three digits together, words with the sign before them.</summary>
    /// <remarks>cl100k_base of openai/tiktoken.</remarks>
    public const string ExpressionOfGpt4 =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>GPT-2's: bytes, cut into words with the space before them. No text is unknown.</summary>
    public static TokenizerParts Gpt2 => new()
    {
        PreTokenizer = new ByteLevel { AddsPrefixSpace = false },
        Decoder = new ByteLevelDecoder(),
    };

    /// <summary>GPT-4's and Llama 3's: bytes, cut by <see cref="ExpressionOfGpt4"/>. No text is unknown.</summary>
    public static TokenizerParts Gpt4 => new()
    {
        PreTokenizer = new PreTokenizerSequence(
            new Split(SearchPattern.Expression(ExpressionOfGpt4)), new ByteLevel { AddsPrefixSpace = false, Cuts = false }),
        Decoder = new ByteLevelDecoder(),
    };

    /// <summary>SentencePiece's: a visible character in place of each space, and one before the text.</summary>
    public static TokenizerParts SentencePiece => new()
    {
        Normalizer = new UnicodeNormalizer(UnicodeForm.CompatiblyComposed),
        PreTokenizer = new Metaspace(),
        Decoder = new DecoderSequence(new ByteFallbackDecoder(), new MetaspaceDecoder()),
    };

    /// <summary>BERT's: words, marks and Chinese characters, between [CLS] and [SEP].</summary>
    /// <param name="lowercases">Makes letters small and drops accents, as the uncased models do.</param>
    public static TokenizerParts Bert(bool lowercases = true) => new()
    {
        Normalizer = new BertNormalizer { Lowercases = lowercases },
        PreTokenizer = new BertPreTokenizer(),
        PostProcessor = new TemplateProcessing(
            [Special("[CLS]"), new TemplatePart.Text(0), Special("[SEP]")],
            [Special("[CLS]"), new TemplatePart.Text(0), Special("[SEP]"), new TemplatePart.Text(1, 1), Special("[SEP]", 1)]),
        Decoder = new WordPieceDecoder(),
    };

    /// <summary>The special tokens that <see cref="Bert"/> needs.</summary>
    public static IReadOnlyList<string> BertTokens => ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>Words and runs of signs; spaces are lost.</summary>
    public static TokenizerParts Words => new() { PreTokenizer = new Whitespace() };

    // The trainer knows the id.
    private static TemplatePart.Special Special(string token, int typeId = 0) => new(token, [0], typeId);
}
