using System.Text.Json.Nodes;

namespace LlmKit.Tests.Tokenization;

/// <summary>Small tokenizer files put together like those of well-known models, over vocabularies of the words of <see cref="RandomTexts"/>.</summary>
internal static class Zoo
{
    private static readonly string[] s_words = [.. RandomTexts.Make(seed: 1, count: 400, longest: 6).SelectMany(text => text.Split(' ')).Distinct()];

    public static IReadOnlyDictionary<string, JsonObject> Files { get; } = Make();

    /// <summary>Writes one of them into a file.</summary>
    public static string Write(string name, string folder)
    {
        var path = Path.Combine(folder, name + ".json");
        System.IO.File.WriteAllText(path, Files[name].ToJsonString());
        return path;
    }

    private static Dictionary<string, JsonObject> Make() => new()
    {
        ["bert"] = Built(WordPiece(lowercase: true), """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""",
            """{"type":"BertPreTokenizer"}""", Bert, """{"type":"WordPiece","prefix":"##","cleanup":true}""", "[PAD] [UNK] [CLS] [SEP] [MASK]"),
        ["bert-cased"] = Built(WordPiece(lowercase: false), """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":false,"lowercase":false}""",
            """{"type":"BertPreTokenizer"}""", """{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]}""",
            """{"type":"WordPiece","prefix":"##","cleanup":false}""", "[PAD] [UNK] [CLS] [SEP] [MASK]"),
        ["gpt2"] = Built(BytePair("byte"), "null", """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true}""",
            """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false}""", ByteLevelDecoder, "<|endoftext|>"),
        ["roberta"] = Built(BytePair("byte"), "null", """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true}""",
            """{"type":"RobertaProcessing","sep":["</s>",1],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":true}""", ByteLevelDecoder,
            "<s> </s> <pad> <unk> <mask>", mask: "lstrip"),
        ["bart"] = Built(BytePair("byte"), "null", """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""",
            """{"type":"RobertaProcessing","sep":["</s>",1],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":false}""", ByteLevelDecoder,
            "<s> </s> <pad> <unk> <mask>", mask: "lstrip"),
        ["modernbert"] = Built(BytePair("byte"), """{"type":"NFC"}""", """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""",
            Bert, ByteLevelDecoder, "[PAD] [UNK] [CLS] [SEP] [MASK]", mask: "lstrip", extra: "  "),
        ["t5"] = Built(Unigram(byteFallback: false), """{"type":"Sequence","normalizers":[{"type":"NFKC"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]}""",
            """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","add_prefix_space":true}]}""",
            """{"type":"TemplateProcessing","single":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}},{"Sequence":{"id":"B","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],"special_tokens":{"</s>":{"id":"</s>","ids":[1],"tokens":["</s>"]}}}""",
            """{"type":"Metaspace","replacement":"▁","add_prefix_space":true}""", "<pad> </s> <unk>", mask: "rstrip"),
        ["xlm-r"] = Built(Unigram(byteFallback: false), """{"type":"Sequence","normalizers":[{"type":"Nmt"},{"type":"NFKC"},{"type":"Strip","strip_left":false,"strip_right":true}]}""",
            """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""", Bert, """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""",
            "[PAD] [UNK] [CLS] [SEP] [MASK]"),
        ["llama2"] = Built(BytePair("metaspace", byteFallback: true), """{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}""",
            "null", Llama, """{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}""",
            "<unk> <s> </s>"),
        ["gemma"] = Built(BytePair("metaspace", byteFallback: true), """{"type":"Replace","pattern":{"String":" "},"content":"▁"}""",
            """{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithPrevious","invert":false}""", Llama,
            """{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"}]}""",
            "<unk> <s> </s>", extra: "\n\n"),
        ["llama2-first"] = Built(BytePair("metaspace", byteFallback: true), "null",
            """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false}""", Llama,
            """{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}""",
            "<unk> <s> </s>"),
        ["clip"] = Built(BytePair("suffix"), """{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Replace","pattern":{"Regex":"\\s+"},"content":" "},{"type":"Lowercase"}]}""",
            """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"},"behavior":"Removed","invert":true},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true}]}""",
            """{"type":"RobertaProcessing","sep":["</s>",1],"cls":["<s>",0],"trim_offsets":false,"add_prefix_space":false}""",
            """{"type":"BPEDecoder","suffix":"</w>"}""", "<s> </s> <pad> <unk>"),
        ["llama3"] = Built(BytePair("byte", ignoreMerges: true), "null",
            """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}""",
            $$"""{"type":"Sequence","processors":[{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},{{Llama}}]}""", ByteLevelDecoder, "<unk> <s> </s>"),
        ["words"] = Built(WordLevel(), """{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Strip","strip_left":true,"strip_right":true}]}""",
            """{"type":"Whitespace"}""", "null", "null", "<unk>", extra: "foo"),
        ["digits"] = Built(WordPiece(lowercase: false), """{"type":"NFKD"}""",
            """{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"Punctuation","behavior":"Contiguous"},{"type":"UnicodeScripts"},{"type":"WhitespaceSplit"}]}""",
            "null", """{"type":"CTC","pad_token":"<pad>","word_delimiter_token":"|","cleanup":true}""", "[PAD] [UNK] [CLS] [SEP]"),
        ["delimiter"] = Built(Unigram(byteFallback: true), """{"type":"ByteLevel"}""", """{"type":"CharDelimiterSplit","delimiter":"a"}""", "null",
            """{"type":"Sequence","decoders":[{"type":"ByteFallback"},{"type":"Fuse"}]}""", "<pad> </s> <unk>"),
        ["bloom"] = Built(BytePair("byte"), "null",
            """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":" ?[^(\\s|[.,!?…。，、।۔،])]+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}""",
            """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false,"use_regex":false}""", ByteLevelDecoder, "<unk> <s> </s>"),
    };

    private const string ByteLevelDecoder = """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}""";

    private const string Bert = """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],"pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"[SEP]","type_id":1}}],"special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}}""";

    private const string Llama = """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"<s>","type_id":1}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}}""";

    private static JsonObject Built(
        (JsonObject Model, Func<string, int?> IdOf) model, string normalizer, string preTokenizer, string postProcessor, string decoder,
        string special, string? mask = null, string? extra = null)
    {
        var added = new JsonArray();
        var next = model.Model["vocab"] is JsonObject vocab ? vocab.Count : model.Model["vocab"]!.AsArray().Count;
        foreach (var token in special.Split(' '))
        {
            var isMask = mask is not null && token.Contains("mask", StringComparison.OrdinalIgnoreCase);
            added.Add(Token(token, model.IdOf(token) ?? next++, isSpecial: true, isMask && mask == "lstrip", isMask && mask == "rstrip", false, false));
        }

        if (mask == "rstrip") added.Add(Token("<mask>", model.IdOf("<mask>") ?? next++, true, false, true, false, false));
        added.Add(Token("Hello", model.IdOf("Hello") ?? next++, false, false, false, true, true));
        if (extra is not null) added.Add(Token(extra, model.IdOf(extra) ?? next++, false, false, false, false, extra == "foo"));
        return new()
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = added,
            ["normalizer"] = JsonNode.Parse(normalizer),
            ["pre_tokenizer"] = JsonNode.Parse(preTokenizer),
            ["post_processor"] = JsonNode.Parse(postProcessor),
            ["decoder"] = JsonNode.Parse(decoder),
            ["model"] = model.Model,
        };
    }

    private static JsonObject Token(string content, int id, bool isSpecial, bool left, bool right, bool isSingleWord, bool isNormalized) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = isSingleWord,
        ["lstrip"] = left,
        ["rstrip"] = right,
        ["normalized"] = isNormalized,
        ["special"] = isSpecial,
    };

    private static (JsonObject, Func<string, int?>) WordPiece(bool lowercase)
    {
        var random = new Random(3);
        var tokens = new List<string> { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]" };
        foreach (var word in s_words.Select(word => lowercase ? word.ToLowerInvariant() : word))
        {
            var runes = word.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            for (var i = 0; i < runes.Length; i++)
            {
                for (var length = 1; length <= 4 && i + length <= runes.Length; length++)
                    if (random.Next(length) == 0) tokens.Add((i > 0 ? "##" : "") + string.Concat(runes[i..(i + length)]));
            }
        }

        var vocab = Ids(tokens);
        return (new()
        {
            ["type"] = "WordPiece",
            ["unk_token"] = "[UNK]",
            ["continuing_subword_prefix"] = "##",
            ["max_input_chars_per_word"] = 30,
            ["vocab"] = Node(vocab),
        }, token => vocab.TryGetValue(token, out var id) ? id : null);
    }

    private static (JsonObject, Func<string, int?>) WordLevel()
    {
        var vocab = Ids(["<unk>", .. s_words, .. s_words.SelectMany(word => word.Split('.', '-', '!'))]);
        return (new() { ["type"] = "WordLevel", ["vocab"] = Node(vocab), ["unk_token"] = "<unk>" }, token => vocab.TryGetValue(token, out var id) ? id : null);
    }

    private static (JsonObject, Func<string, int?>) Unigram(bool byteFallback)
    {
        var random = new Random(5);
        var tokens = new List<string> { "<pad>", "</s>", "<unk>", "[SEP]", "[MASK]" };
        if (byteFallback) tokens.AddRange(Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"));
        foreach (var word in s_words.Select(word => "▁" + word))
        {
            var runes = word.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            for (var i = 0; i < runes.Length; i++)
            {
                for (var length = 1; length <= 4 && i + length <= runes.Length; length++)
                    if (random.Next(length) == 0) tokens.Add(string.Concat(runes[i..(i + length)]));
            }
        }

        var vocab = Ids(tokens);
        var list = new JsonArray();
        // Of few digits: the peer reads numbers of seventeen to the last bit but one, which decides between equal sums.
        foreach (var token in vocab.Keys) list.Add(new JsonArray(token, Math.Round((-1.5 * token.Length - random.NextDouble() * 8) * 1024) / 1024));
        return (new() { ["type"] = "Unigram", ["unk_id"] = 2, ["vocab"] = list, ["byte_fallback"] = byteFallback },
            token => vocab.TryGetValue(token, out var id) ? id : null);
    }

    private static (JsonObject, Func<string, int?>) BytePair(string kind, bool byteFallback = false, bool ignoreMerges = false)
    {
        const string Suffix = "</w>";
        var words = s_words.Select(word => kind == "metaspace" ? "▁" + word : Bytes(" " + word)).Where(word => word.Length > 0)
            .Select(word => word.EnumerateRunes().Select(rune => rune.ToString()).ToList()).ToList();
        if (kind == "suffix") words.ForEach(word => word[^1] += Suffix);
        var tokens = new List<string> { kind == "metaspace" ? "<unk>" : "<s>", kind == "metaspace" ? "<s>" : "</s>" };
        if (byteFallback) tokens.AddRange(Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"));
        if (kind != "metaspace") tokens.AddRange(Enumerable.Range(0, 256).Select(value => Bytes([(byte)value])));
        if (kind == "suffix") tokens.AddRange(Enumerable.Range(0, 256).Select(value => Bytes([(byte)value]) + Suffix));
        if (kind == "metaspace") tokens.AddRange(words.SelectMany(word => word).Where((_, index) => index % 7 > 0));
        var known = tokens.ToHashSet();
        var merges = new JsonArray();
        for (var i = 0; i < 400; i++)
        {
            var best = words.SelectMany(word => word.Zip(word.Skip(1))).Where(pair => known.Contains(pair.First) && known.Contains(pair.Second))
                .CountBy(pair => pair).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.First + pair.Key.Second, StringComparer.Ordinal).First().Key;
            merges.Add(new JsonArray(best.First, best.Second));
            tokens.Add(best.First + best.Second);
            known.Add(best.First + best.Second);
            foreach (var word in words)
            {
                for (var at = 0; at + 1 < word.Count; at++)
                {
                    if (word[at] != best.First || word[at + 1] != best.Second) continue;
                    word[at] += word[at + 1];
                    word.RemoveAt(at + 1);
                }
            }
        }

        var vocab = Ids(tokens);
        return (new()
        {
            ["type"] = "BPE",
            ["dropout"] = null,
            ["unk_token"] = kind == "metaspace" ? "<unk>" : null,
            ["continuing_subword_prefix"] = null,
            ["end_of_word_suffix"] = kind == "suffix" ? Suffix : null,
            ["fuse_unk"] = kind == "metaspace",
            ["byte_fallback"] = byteFallback,
            ["ignore_merges"] = ignoreMerges,
            ["vocab"] = Node(vocab),
            ["merges"] = merges,
        }, token => vocab.TryGetValue(token, out var id) ? id : null);
    }

    private static Dictionary<string, int> Ids(IEnumerable<string> tokens)
    {
        var ids = new Dictionary<string, int>();
        foreach (var token in tokens.Where(token => token.Length > 0)) ids.TryAdd(token, ids.Count);
        return ids;
    }

    private static JsonObject Node(Dictionary<string, int> ids)
    {
        var node = new JsonObject();
        foreach (var (token, id) in ids) node[token] = id;
        return node;
    }

    private static string Bytes(string text) => Bytes(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Bytes(byte[] bytes) => string.Concat(bytes.Select(value =>
    {
        var printable = value is (>= (byte)'!' and <= (byte)'~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
        return (char)(printable ? value : 256 + Enumerable.Range(0, value).Count(other => other is not ((>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE)));
    }));
}
