using System.Text.Json;
using LlmKit.Tokenization.Segmentation;

namespace LlmKit.Tests.Tokenization.Segmentation;

/// <summary>Cuts as jieba does, word for word; Debian's python3-jieba says what that is.</summary>
public sealed class ChineseSegmenterTests
{
    private const string Script = "Tokenization/Segmentation/Golden/cut.py";

    private static readonly Lazy<ChineseSegmenter?> s_segmenter = new(() =>
    {
        try
        {
            return ChineseSegmenter.Load();
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    });

    private static ChineseSegmenter Segmenter
    {
        get
        {
            Assert.SkipWhen(s_segmenter.Value is null, "Debian's python3-jieba is missing: ./llmkit test installs it where apt is.");
            return s_segmenter.Value!;
        }
    }

    [Fact]
    public void Twenty_thousand_real_sentences_are_cut_as_jieba_cuts_them()
    {
        var segmenter = Segmenter;
        var sentences = ChineseSentences.Take(20_000);
        Assert.Equal(20_000, sentences.Length);

        AssertSame(segmenter, mode => mode == "accurate" ? sentences : sentences[..3000]);
    }

    [Fact]
    public void Random_mixtures_are_cut_as_jieba_cuts_them()
    {
        var segmenter = Segmenter;
        string[] parts =
        [
            "中国", "人民", "的", "魑魅", "龘", "一", "二", "张", "小明", "说", "\u9fd5", "\u9fd6", "\u3400", "𠀀", "😀", "C++", "AT&T", "B超", "3.14%", "100", "a", "Z", "-", "--", "_",
            "#", ".", "%", "&", "，", "。", " ", "\r\n", "\n", "\r", "\u3000", "\x1c", "\u0085", "é", "１", "Ａ", "T恤", "卡拉OK", "人", "大", "王", "杭研", "石墨烯",
        ];
        var random = new Random(5);
        string[] sentences =
        [
            "", .. Enumerable.Range(0, 5000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => parts[random.Next(parts.Length)]))),
        ];

        AssertSame(segmenter, _ => sentences);
    }

    [Fact]
    public void Words_that_are_added_and_taken_out_change_the_cut_as_in_jieba()
    {
        Assert.SkipWhen(s_segmenter.Value is null, "Debian's python3-jieba is missing: ./llmkit test installs it where apt is.");
        var segmenter = ChineseSegmenter.Load();
        (string Word, long? Frequency)[] words = [("石墨烯", null), ("凱特琳", null), ("台中", 0), ("江大桥", 20000), ("今天天气", null), ("杭研", 0), ("C罗", 5)];
        foreach (var (word, frequency) in words) segmenter.AddWord(word, frequency);
        string[] sentences =
        [
            "石墨烯和凱特琳", "「台中」正确应该不会被切开", "南京市长江大桥", "今天天气不错", "他来到了网易杭研大厦", "C罗和B超", "台中台中", .. ChineseSentences.Take(500),
        ];

        AssertSame(segmenter, _ => sentences, words);
    }

    [Fact]
    public void Suggested_frequencies_are_those_of_jiebas_documentation()
    {
        Assert.Equal(494, Segmenter.SuggestFrequency(["中", "将"]));
        Assert.Equal(69, Segmenter.SuggestFrequency("台中"));
    }

    [Fact]
    public void Spans_join_to_the_whole_text()
    {
        var segmenter = Segmenter;
        foreach (var sentence in ChineseSentences.Take(2000))
        {
            var at = 0;
            foreach (var span in segmenter.Spans(sentence))
            {
                Assert.Equal(at, span.Start);
                Assert.True(span.Length > 0);
                at = span.End;
            }

            Assert.Equal(sentence.Length, at);
        }
    }

    [Fact]
    public void A_small_dictionary_cuts_by_the_product_of_shares()
    {
        using var file = new TemporaryText("研究 5\n研究生 2\n生命 4\n命 1\n起源 3\n");
        var segmenter = new ChineseSegmenter(file.Path);

        // 5/15 · 4/15 · 3/15 beats 2/15 · 1/15 · 3/15.
        Assert.Equal(["研究", "生命", "起源"], segmenter.Cut("研究生命起源"));
        segmenter.AddWord("研究生", 100);
        Assert.Equal(["研究生", "命", "起源"], segmenter.Cut("研究生命起源"));
        Assert.Equal(["研究", "研究生", "生命", "起源"], segmenter.Cut("研究生命起源", SegmentMode.All));
    }

    [Fact]
    public void A_word_of_thousands_of_characters_is_none()
    {
        using var folder = new TemporaryFolder();
        var (dictionary, more) = (folder.File("dict.txt"), folder.File("more.txt"));
        File.WriteAllText(dictionary, $"中国 3\n{new string('中', 1000)} 3\n");
        File.WriteAllText(more, $"人民\n\n{new string('中', 1001)} 3\n");

        Assert.Equal(
            $"{more}, line 3: a word of 1,001 characters, and at most 1,000 are read. Each word stands on a line of its own.",
            Assert.Throws<InvalidDataException>(() => new ChineseSegmenter(dictionary).AddWords(more)).Message);
        Assert.Throws<InvalidDataException>(() => new ChineseSegmenter(more));
    }

    [Theory]
    [InlineData("中国\n", "line 1: \"中国\" is no word with its frequency")]
    [InlineData("中国 3\n人民 x n\n", "line 2: \"人民 x n\" is no word with its frequency")]
    [InlineData("\n", "has no words")]
    public void A_dictionary_that_is_none_is_refused_with_the_line(string content, string expected)
    {
        using var file = new TemporaryText(content);

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => new ChineseSegmenter(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_dictionary_names_the_package_to_install() => Assert.Equal(
        "/nowhere has no dict.txt. Install the package, sudo apt-get install python3-jieba, or name the folder of a jieba package.",
        Assert.Throws<DirectoryNotFoundException>(() => ChineseSegmenter.Load("/nowhere")).Message);

    private static void AssertSame(ChineseSegmenter segmenter, Func<string, string[]> sentencesOf, params (string Word, long? Frequency)[] added)
    {
        (string Name, SegmentMode Mode, bool FindNewWords)[] modes =
            [("accurate", SegmentMode.Accurate, true), ("no-hmm", SegmentMode.Accurate, false), ("all", SegmentMode.All, true), ("search", SegmentMode.Search, true)];
        var request = new
        {
            words = added.Select(word => new object?[] { word.Word, word.Frequency }),
            parts = modes.Select(mode => new { mode = mode.Name, sentences = sentencesOf(mode.Name) }),
        };
        var expected = JsonSerializer.Deserialize<string[][][]>(PeerProcess.Python("jieba", Script, JsonSerializer.Serialize(request)))!;
        foreach (var ((name, mode, findNewWords), cuts) in modes.Zip(expected))
        {
            var sentences = sentencesOf(name);
            var differences = sentences.Zip(cuts)
                .Select(pair => (Expected: string.Join('|', pair.Second), Actual: string.Join('|', segmenter.Cut(pair.First, mode, findNewWords))))
                .Where(pair => pair.Expected != pair.Actual).Select(pair => $"\n{pair.Expected}\n{pair.Actual}").ToArray();

            Assert.True(differences.Length == 0, $"{name}: {differences.Length} of {sentences.Length} differ: {string.Concat(differences.Take(5))}");
        }
    }

    private sealed class TemporaryText : IDisposable
    {
        public TemporaryText(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
