using System.Text;
using System.Text.Json.Nodes;
using LlmKit.Tests.Tokenization;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.Patterns;
using LlmKit.Tokenization.Segmentation;

namespace LlmKit.Tests.Damage;

/// <summary>The parsers of tokenizers' files, of their expressions, and of the dictionaries of Chinese words.</summary>
internal static class TokenizerParsers
{
    private const string Text = "Hello [MASK] don't 你好 <s> 12 a\u0301  x\nｆｕｌｌ";

    private const string Json =
        """" " { } [ ] , : "" null true -1 1e9 99999999999 \ud800 "type":"Sequence" "type": "x" "B" ▁ {"String":""} {"Regex":"(a"} "vocab": "merges": "ids": "[UNK]" ## Ġ """";

    private const string Signs = "( ) [ ] { } * + ? | ^ $ . \\ \\p{ \\p{L} \\s \\S+ (?: (?i: (?! (?= {2,} {1000} {0,1000} [^ && [: :] \\x{ \\u 😀 - \\d a";

    // Tokens are kept in a dictionary and in trees for the longest match, letter by letter, of which each takes up to a hundred bytes.
    private const int Tables = 120;

    // A text may need the token for the unknown, which the file lacks.
    private static readonly Type[] s_refusals = [typeof(InvalidDataException), typeof(MissingTokenException)];

    public static DamagedParser[] All { get; } =
    [
        new("tokenizer-json", () => Zoo.Files.Values.Select(Shorter), trial =>
        {
            var number = 0;
            return input =>
            {
                var tokenizer = Tokenizer.Parse(input);
                try
                {
                    Use(tokenizer, isSaved: number++ % 4 == 0);
                }
                catch (InvalidOperationException e)
                {
                    // The file says that texts are cut to a length without room.
                    trial.Fault(e.Message);
                }
            };
        })
        {
            Ordinary = 400, Words = Json + Signs, Refusals = s_refusals, Times = Tables,
            Openings = ["[", "{\"a\":", "{\"type\":\"Sequence\",\"normalizers\":[", "{\"type\":\"Sequence\",\"decoders\":[", "{\"type\":\"Sequence\",\"processors\":[", "(", "[^"],
        },
        new("sentencepiece", () => [Seed("unigram.model"), Seed("bpe.model")], trial => input => Use(Tokenizer.FromFile(trial.File("damaged.model", input))))
        {
            Ordinary = 300, Words = "▁ ▁a <unk> <s> <0x0A> \0", Bytes = [[0x0a], [0x12, 2], [0x18, 4], [0x80, 0x80, 0x80, 0x80, 8], [0xff, 0xff, 0xff, 0xff, 15]], Refusals = s_refusals, Times = Tables,
        },
        new("tiktoken", () => [Ranks()], trial => input => Use(Tokenizer.FromTiktoken(trial.File("damaged.tiktoken", input), @"\w+|\W", [("<|end|>", 9999)])))
        {
            Words = "= == ⏎ ␣ YQ== 0 2147483647 \0", Refusals = s_refusals, Times = Tables,
        },
        new("vocab-txt", () => [Utf8("[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\n你\nhe\n##ll\n##o\n")], trial => input => Use(Tokenizer.FromFile(trial.File("damaged.txt", input))))
        {
            Words = "⏎ ## [UNK] [CLS] un \0 \\r", Refusals = s_refusals, Times = Tables, NamesFile = true,
        },
        new("vocab-json", () => [Utf8(Vocabulary())], Beside("vocab.json", "merges.txt", Utf8("#version: 0.2\nh e\nl l\nhe ll\nhell o\n")))
        {
            Words = Json, Refusals = s_refusals, Times = Tables, Openings = ["[", "{\"a\":"],
        },
        new("merges-txt", () => [Utf8("#version: 0.2\nh e\nl l\nhe ll\nhell o\n")], Beside("merges.txt", "vocab.json", Utf8(Vocabulary())))
        {
            Words = "⏎ ␣ h e he ll #version \0 Ġ", Refusals = s_refusals, Times = Tables,
        },
        new("folder-settings", () => [Utf8(Settings)], trial =>
        {
            trial.File("vocab.json", Utf8(Vocabulary()));
            trial.File("merges.txt", Utf8("#version: 0.2\nh e\n"));
            return input =>
            {
                trial.File("tokenizer_config.json", input);
                Use(Tokenizer.FromFile(trial.Folder));
            };
        })
        {
            Words = Json, Refusals = s_refusals, Times = Tables, Openings = ["[", "{\"a\":", "{\"added_tokens_decoder\":"],
        },
        new("expression", () => [Utf8(@"'s|'t| ?\p{L}+| ?\p{N}{1,3}|[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"), Utf8(@"(?i:'s|'t)|[a-z&&[^aeiou]]*?x{2,3}+|\x{4e00}")], _ => input =>
        {
            var pattern = new Pattern(DamageTrial.Text(input));
            for (var (at, found) = (0, pattern.Find(Text, 0)); found.Start >= 0 && at <= Text.Length; found = pattern.Find(Text, at))
            {
                Assert.InRange(found.Start, at, found.End);
                at = Math.Max(found.End, found.Start + 1);
            }
        })
        {
            // A character of an expression becomes an instruction, and sets of characters are kept as their ranges.
            IsText = true, Times = 40, Ordinary = 500,
            Words = Signs, Refusals = [typeof(FormatException)], Openings = ["(", "[", "(?:", "[^", "a|", "a*", "*", "{1}", "(?i", "\\p{", "a{0,9}", "[a&&"],
        },
        new("normalizer-map", () => [Map()], _ => input =>
        {
            var tokens = new Dictionary<string, int> { ["<unk>"] = 0, ["a"] = 1 };
            foreach (var isLongest in (bool[])[false, true])
                new Tokenizer(new WordLevel(tokens, "<unk>"), new() { Normalizer = new PrecompiledMap(input) { TakesLongest = isLongest } }).Encode(Text);
        })
        {
            Bytes = [[0], [0, 0, 0, 0], [255, 255, 255, 255]], Refusals = [typeof(InvalidDataException)],
        },
        new("jieba", () => [Utf8("中国 34483 ns\n学习 100\n学 5 v\n语言 7 n\n")], trial => input => Cut(new ChineseSegmenter(trial.File("damaged.txt", input))))
        {
            Words = "⏎ ␣ 学 习 100 99999999999 \0", Times = Tables, Refusals = [typeof(InvalidDataException)], NamesFile = true,
        },
        new("jieba-words", () => [Utf8("云计算 5\n创新办 3 i\neasy_install 3 eng\n台中\n")], trial =>
        {
            var dictionary = trial.File("dict.txt", Utf8("中国 34483 ns\n学习 100\n"));
            return input =>
            {
                var segmenter = new ChineseSegmenter(dictionary);
                segmenter.AddWords(trial.File("damaged.txt", input));
                Cut(segmenter);
            };
        })
        {
            Words = "⏎ ␣ 学 习 100 99999999999 9223372036854775807 \ufeff", Times = Tables, Refusals = [typeof(InvalidDataException)], NamesFile = true,
        },
        .. WordTables(),
    ];

    private const string Settings = """
        {"tokenizer_class":"LlamaTokenizer","add_bos_token":true,"add_eos_token":true,"bos_token":{"content":"<s>"},"eos_token":"</s>","added_tokens_decoder":
        {"900":{"content":"<s>","lstrip":true,"normalized":false,"rstrip":false,"single_word":false,"special":true},"901":{"content":"</s>","special":true}}}
        """;

    private static IEnumerable<DamagedParser> WordTables()
    {
        (string Name, string Content)[] files =
        [
            ("prob_start.py", "P={'B': -0.26,\n 'E': -3.14e+100,\n 'M': -3.14e+100,\n 'S': -1.46}\n"),
            ("prob_trans.py", "P={'B': {'E': -0.5, 'M': -0.9},\n 'E': {'B': -0.5, 'S': -0.8},\n 'M': {'E': -0.3, 'M': -1.2},\n 'S': {'B': -0.7, 'S': -0.6}}\n"),
            ("prob_emit.py", "P={'B': {'\\u4e00': -3.6,\n '\\u4e01': -8.1},\n 'E': {'\\u4e00': -6.0},\n 'M': {},\n 'S': {'\\U00020000': -4.1}}\n"),
        ];
        return files.Select(file => new DamagedParser($"jieba-{file.Name[5..^3]}", () => [Utf8(file.Content)], trial =>
        {
            var dictionary = trial.File("dict.txt", Utf8("一 5\n"));
            foreach (var other in files) trial.File(other.Name, Utf8(other.Content));
            return input =>
            {
                trial.File(file.Name, input);
                Cut(new ChineseSegmenter(dictionary, trial.Folder));
            };
        })
        {
            Words = "{ } ' \" : , P={ \\u4e00 \\U0010ffff \\ud800 \\x -1e999 nan ⏎", Refusals = [typeof(InvalidDataException)], Openings = ["{", "'B':{", "P={"],
        });
    }

    // Tokens lie within the text and rise; what is saved and read again gives the same.
    private static void Use(Tokenizer tokenizer, bool isSaved = false)
    {
        var tokens = tokenizer.Encode(Text, new() { AddsSpecialTokens = false });
        Assert.All(tokens.Tokens, token => Assert.True(token.Start >= 0 && token.Start <= token.End && token.End <= Text.Length));
        tokenizer.Decode(tokens.Ids);
        var ids = tokenizer.EncodeIds(Text);
        if (!isSaved) return;
        var bytes = new MemoryStream();
        LlmKit.Tokenization.Files.TokenizerFile.Write(tokenizer, bytes);
        Assert.Equal(ids, Tokenizer.Parse(bytes.ToArray()).EncodeIds(Text));
    }

    private static void Cut(ChineseSegmenter segmenter)
    {
        foreach (var mode in Enum.GetValues<SegmentMode>())
        {
            var words = segmenter.Cut("一丁学习语言, C++ 中国人", mode);
            if (mode == SegmentMode.Accurate) Assert.Equal("一丁学习语言, C++ 中国人", string.Concat(words));
        }
    }

    private static Func<DamageTrial, Action<byte[]>> Beside(string file, string other, byte[] content) => trial =>
    {
        trial.File(other, content);
        return input => Use(Tokenizer.FromFile(trial.File(file, input)));
    };

    // The vocabulary is cut short: most of the file is then what can go wrong.
    private static byte[] Shorter(JsonObject whole)
    {
        var file = whole.DeepClone().AsObject();
        var model = file["model"]!.AsObject();
        if (model["merges"] is JsonArray merges)
        {
            while (merges.Count > 8) merges.RemoveAt(merges.Count - 1);
            var known = merges.SelectMany(pair => pair!.AsArray().Select(token => token!.GetValue<string>())).ToHashSet();
            known.UnionWith(merges.Select(pair => string.Concat(pair!.AsArray().Select(token => token!.GetValue<string>()))));
            var vocab = model["vocab"]!.AsObject();
            foreach (var token in vocab.Select(entry => entry.Key).Where(token => !known.Contains(token)).Skip(60).ToArray()) vocab.Remove(token);
        }
        else if (model["vocab"] is JsonObject words)
        {
            foreach (var token in words.Skip(40).Select(entry => entry.Key).ToArray()) words.Remove(token);
        }
        else if (model["vocab"] is JsonArray list)
        {
            while (list.Count > 40) list.RemoveAt(list.Count - 1);
        }

        return Utf8(file.ToJsonString());
    }

    private static string Vocabulary() =>
        $$"""{"<|endoftext|>": 0, {{string.Join(", ", Text.Where(char.IsAsciiLetterOrDigit).Distinct().Select((letter, id) => $"\"{letter}\": {id + 1}"))}}, "h": 50, "he": 51, "ll": 52, "hell": 53, "hello": 54}""";

    private static byte[] Ranks() => Utf8(string.Join('\n', Enumerable.Range(0, 256).Select(i => $"{Convert.ToBase64String([(byte)i])} {i}").Append("bGw= 256").Append("aGVsbA== 257")));

    // The map that the model of SentencePiece carries.
    private static byte[] Map()
    {
        var input = new Google.Protobuf.CodedInputStream(Seed("unigram.model"));
        while (input.ReadTag() is var tag and > 0)
        {
            if (tag >> 3 != 3)
            {
                input.SkipLastField();
                continue;
            }

            var normalizer = new Google.Protobuf.CodedInputStream(input.ReadBytes().ToByteArray());
            while (normalizer.ReadTag() is var field and > 0)
            {
                if (field >> 3 == 2) return normalizer.ReadBytes().ToByteArray();
                normalizer.SkipLastField();
            }
        }

        throw new InvalidDataException("unigram.model has no map.");
    }

    private static byte[] Seed(string name) => File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Damage/Seeds", name));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
