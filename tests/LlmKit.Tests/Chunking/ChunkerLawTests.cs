using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LlmKit.Chunking;
using LlmKit.Data;
using LlmKit.Tests.Tokenization;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Chunking;

/// <summary>What holds for every way of cutting and every text.</summary>
public sealed class ChunkerLawTests
{
    private static readonly string[] s_pieces =
    [
        "Hello", "world", " ", " ", "  ", "\n", "\n\n", "\r\n", ". ", "。", "！", "？", "!", "?", "…", "……", "3.14", "Dr. ", "e.g. ", "U.S. ", "你好", "世界", "，", "“他说。”",
        "\"Yes.\" ", "e\u0301", "\u0301", "👩‍👩‍👧", "🇨🇳", "👍🏽", "𠀀", "한글", "\u1100\u1161\u11a8", "\u200d", "# A\n", "## B\n", "### C ###\n", "Title\n===\n", "```\n", "~~~\n", "code;\n", "- item\n", "1. one\n", "|a|b|\n", "\ud83d", "\udc00", "\0",
        "averylongwordwithoutanyblankatall", "，，，，", "\u3000", "\t",
    ];

    private static readonly Arbitrary<string> s_texts = Gen.Elements(s_pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    public static TheoryData<string> Ways() => ["fixed", "sentences", "paragraphs", "markdown", "recursive", "semantic", "windows"];

    [Theory, MemberData(nameof(Ways))]
    public void No_chunk_is_over_the_limit(string way) => Holds(way, (text, chunks, limit) =>
        chunks.All(chunk => chunk.Tokens <= limit.Tokens && (way == "windows" || limit.Measure(chunk.TextIn(text)) == chunk.Tokens)));

    [Theory, MemberData(nameof(Ways))]
    public void Nothing_is_lost_and_the_order_is_kept(string way) => Holds(way, (text, chunks, _) =>
        Chunk.Join(text, chunks) == text
        && chunks.Zip(chunks.Skip(1)).All(pair => pair.First.Span.End == pair.Second.Fresh.Start && pair.First.Span.Start < pair.Second.Span.Start)
        && chunks.All(chunk => chunk.Fresh.Length > 0 && chunk.Overlap >= 0));

    [Theory, MemberData(nameof(Ways))]
    public void No_cluster_is_split(string way) => Holds(way, (text, chunks, _) =>
    {
        var borders = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
        return chunks.All(chunk => borders.Contains(chunk.Span.Start) && borders.Contains(chunk.Span.End) && borders.Contains(chunk.Fresh.Start));
    });

    [Theory, MemberData(nameof(Ways))]
    public void What_two_chunks_share_is_not_more_than_the_overlap(string way) => Holds(way, (text, chunks, limit) => chunks.All(chunk =>
        chunk.Overlap == 0 || (way == "windows" ? CodePoints(text).Count(span => span.Start >= chunk.Span.Start && span.End <= chunk.Fresh.Start)
            : limit.Count(text.AsSpan(chunk.Span.Start, chunk.Overlap))) <= 3));

    [Fact]
    public void A_longer_limit_never_needs_more_chunks() => Check.QuickThrowOnFailure(Prop.ForAll(s_texts, text =>
        new FixedChunker(ChunkLimit.Characters(40)).Split(text).Count <= new FixedChunker(ChunkLimit.Characters(20)).Split(text).Count));

    [Fact]
    public void Sentences_join_to_the_text() => Check.QuickThrowOnFailure(Prop.ForAll(s_texts, text =>
        string.Concat(Sentences.Split(text)) == text && Sentences.Split(text).All(sentence => sentence.Length > 0)));

    [Theory, InlineData("bert"), InlineData("gpt2"), InlineData("llama2"), InlineData("t5")]
    public void Encoded_by_a_model_s_tokenizer_no_chunk_is_over_the_limit(string kind)
    {
        using var folder = new TemporaryFolder();
        var tokenizer = Tokenizer.FromFile(Zoo.Write(kind, folder.Path));
        var limit = ChunkLimit.Of(tokenizer, 40);
        foreach (var text in RandomTexts.Make(seed: 3, count: 60, longest: 80, rare: false))
        {
            foreach (var way in (string[])["fixed", "sentences", "paragraphs", "markdown", "recursive", "semantic"])
            {
                var chunks = Chunker(way, limit, 3).Split(text);

                Assert.Equal(text, Chunk.Join(text, chunks));
                Assert.All(chunks, chunk => Assert.Equal((chunk.Tokens, true), (tokenizer.Encode(chunk.TextIn(text)).Count, chunk.Tokens <= 40)));
            }

            var windows = TokenWindowChunker.Of(tokenizer, 40, overlap: 3).Split(text);
            Assert.Equal(text, Chunk.Join(text, windows));
            Assert.All(windows, window => Assert.True(window.Tokens <= 40));
        }
    }

    private static void Holds(string way, Func<string, IReadOnlyList<Chunk>, ChunkLimit, bool> law) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll(s_texts, Gen.Choose(0, 3).ToArbitrary(), (text, overlap) => new[] { ChunkLimit.Characters(24), new(12, Bytes) { SpecialTokens = 2 }, ChunkLimit.Words(18) }.All(limit =>
        {
            try
            {
                return law(text, Chunker(way, limit, overlap).Split(text), limit);
            }
            catch (ArgumentException e) when (e is not ArgumentOutOfRangeException)
            {
                // A long row of marks on one letter is one cluster and may be over any limit.
                return e.Message.Contains("Raise", StringComparison.Ordinal);
            }
        })));

    private static IChunker Chunker(string way, ChunkLimit limit, int overlap) => way switch
    {
        "fixed" => new FixedChunker(limit, overlap),
        "sentences" => new SentenceChunker(limit, overlap),
        "paragraphs" => new ParagraphChunker(limit, overlap),
        "markdown" => new MarkdownChunker(limit, overlap),
        "recursive" => new RecursiveChunker(limit, overlap),
        "semantic" => new SemanticChunker(limit, texts => [.. texts.Select(text => new float[] { text.Length, text.Count(c => c > 255), 1 })]) { Percentile = 60 },
        _ => new TokenWindowChunker(CodePoints, limit.Tokens, limit.SpecialTokens, overlap),
    };

    // A tokenizer that is not additive: every third byte is a token, any rest one more.
    private static int Bytes(ReadOnlySpan<char> text) => (System.Text.Encoding.UTF8.GetByteCount(text) + 2) / 3;

    private static List<TextSpan> CodePoints(string text)
    {
        var spans = new List<TextSpan>();
        for (var at = 0; at < text.Length; at = spans[^1].End)
            spans.Add(new(at, at + (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1)));
        return spans;
    }
}
