using LlmKit.Tokenization.Decoders;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PostProcessors;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization.Files;

/// <summary>The files from before <c>tokenizer.json</c>: BERT's <c>vocab.txt</c>, and GPT-2's <c>vocab.json</c> with <c>merges.txt</c>.</summary>
internal static class VocabularyFiles
{
    /// <summary>A token on each line; its number, from 0, is its id.</summary>
    public static Tokenizer ReadWordPiece(string path, bool lowercases)
    {
        var ids = new Dictionary<string, int>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length > 0 && !ids.TryAdd(line, number))
                throw new InvalidDataException($"{path}, line {number + 1}: \"{line}\" stands in line {ids[line] + 1} as well. A token has one id.");
            number++;
        }

        if (!ids.ContainsKey("[UNK]")) throw new InvalidDataException($"{path} has no line [UNK], which a WordPiece vocabulary needs for unknown words.");
        string[] special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        return new(new WordPiece(ids), new()
        {
            Normalizer = new BertNormalizer { Lowercases = lowercases },
            PreTokenizer = new BertPreTokenizer(),
            PostProcessor = ids.TryGetValue("[SEP]", out var end) && ids.TryGetValue("[CLS]", out var start)
                ? new BertProcessing(("[SEP]", end), ("[CLS]", start))
                : null,
            Decoder = new WordPieceDecoder(),
            AddedTokens = [.. special.Where(ids.ContainsKey).Select(token => new AddedToken(ids[token], token) { IsSpecial = true })],
        });
    }

    public static Tokenizer ReadBytePair(string vocabulary, string merges)
    {
        Dictionary<string, int> ids;
        try
        {
            ids = FileNode.Read(File.ReadAllBytes(vocabulary), ModelFile.Vocabulary);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{vocabulary} is no vocabulary: {e.Message}", e);
        }

        var pairs = new List<(string, string)>();
        var number = 0;
        foreach (var line in File.ReadLines(merges))
        {
            number++;
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal))) continue;
            if (line.Split(' ') is not [var left, var right])
                throw new InvalidDataException($"{merges}, line {number}: \"{line}\" must be two tokens with a space between.");
            pairs.Add((left, right));
        }

        return new(new BytePairEncoding(ids, pairs), new()
        {
            PreTokenizer = new ByteLevel { AddsPrefixSpace = false },
            PostProcessor = new ByteLevelProcessing(trimsOffsets: false),
            Decoder = new ByteLevelDecoder(),
            AddedTokens = ids.TryGetValue("<|endoftext|>", out var end) ? [new(end, "<|endoftext|>") { IsSpecial = true }] : [],
        });
    }
}
