using System.Text;
using LlmKit.Chunking;
using LlmKit.Data.Cleaning;
using LlmKit.Data.Unicode;
using LlmKit.Data.Web;
using LlmKit.Tokenization.Training;

namespace LlmKit.Tests.Damage;

/// <summary>What reads any text: pages, cleaning, normal forms, Markdown and chunks, the texts that a tokenizer learns from.</summary>
internal static class TextParsers
{
    private const string Markdown = "# Title\n\nA line, e.g. one. Another! 中文句子。还有一句？\n\n## Part 1.2\n\n```cs\nvar x = 1;\n```\n\n> quoted\n> > twice\n\n- item\n  - inner 👩‍👩‍👧\n\nUnder\n=====\n| a | b |\n";

    public static DamagedParser[] All { get; } =
    [
        new("html", Pages, Page)
        {
            IsText = true,
            Words = "< > </ <!-- --> \" ' = & &# &#x ; <p <td> <script> </script> <table> \0 😀 <li> <a␣href= <pre> <title> <br> </div> <ol> <h1> <article> <nav␣class=menu> &amp; &nbsp",
            Openings = ["<div>", "<p><a><b>", "</x>", "<td>x", "<!--", "<a b=\"", "<script>", "&#", "<ul><li>", "<ol><li>x"],
        },
        new("cleaning", Texts, Clean)
        {
            // What judges repetition counts every row of words.
            IsText = true, Times = 40,
            Words = "@ a@b.cn 13812345678 +86 110101199003078877 4111␣1111␣1111␣1111 8.8.8.8 ::1 - . 0 ｡ Ａ \u200b … { ⏎⏎ </p> <p>", Openings = ["0 ", "a@", "1.", "a:", "+1 ", "(1)"],
        },
        new("normal-forms", () => [Utf8("e\u0301 Å ﬁ 한글 각 ก็ 가\u11a8 Ω ㍿ \u0344 \U0001d15e a\u0323\u0307")], Normalized)
        {
            // One character becomes up to eighteen, in several forms at once, and marks are sorted as a whole: twelve bytes for each.
            IsText = true, Times = 120,
            Words = "\u0301 \u0323 \u0344 \u11a8 \uac00 \u1100 \u1161 ﬃ \u212b \ufdfa \U0001d15e \U00020000 \u0f71\u0f72 e a", Openings = ["\u0301", "\u0323\u0301", "\ufdfa"],
        },
        new("markdown", () => [Utf8(Markdown)], Chunked)
        {
            // The places between sentences and words are numbers, and each heading begins a chunk, at worst one for each letter or two.
            IsText = true, Times = 60, Ordinary = 400,
            Words = "# ## ###### ``` ~~~ > - 1. === --- | ⏎ ⏎⏎ . 。 ！ ? e.g. Mr. U.S. \" ） 👩‍👩‍👧 \u0301 \u200d a b", Openings = ["> ", ".", "# a\n", "```\n", "- ", "  - x\n", "a.\n=\n", "x\u0301", "[", "。"],
            Refusals = [typeof(ArgumentException)],
        },
        new("training-texts", () => [Utf8("to learn 学习\nfrom this text\n"), [0xff, 0xfe, (byte)'a', 0, 10, 0]], Trained)
        {
            // The trainer counts the words and the pairs within them.
            Times = 80,
            Words = "⏎ a b 学 \0 😀 \u0301", Bytes = [[0xff, 0xfe], [0xef, 0xbb, 0xbf], [0xc3]], Ordinary = 500, Refusals = [typeof(InvalidDataException)],
        },
    ];

    // Either all that a browser would show, or what the page is about; not much longer than the page.
    private static Action<byte[]> Page(DamageTrial trial) => input =>
    {
        var html = DamageTrial.Text(input);
        var (all, chosen) = (WebPage.Read(html, keepsAll: true).Text, WebPage.Read(html).Text);
        Assert.True(all.Length <= (html.Length * 3) + 10 && chosen.Length <= all.Length, $"{html.Length} letters give {all.Length} and {chosen.Length}");
        WebPage.IsLikely(html);
    };

    private static Action<byte[]> Clean(DamageTrial trial)
    {
        var steps = new CleaningPipeline(new NormalizeStep(new TextNormalizer()), new HtmlStep(), new MaskStep(), new LengthStep(1, int.MaxValue), new GopherRepetition(), new GopherQuality(), new C4Quality(), new FineWebQuality());
        return input =>
        {
            var text = DamageTrial.Text(input);
            Assert.NotNull(steps.Clean(text));
            Assert.NotNull(PersonalData.Mask(text).Text);
            var clean = new TextNormalizer().Clean(text);
            Assert.Equal(clean, new TextNormalizer().Clean(clean));
        };
    }

    // A form of a form is itself, and every form of any of them is the same where the standard says so.
    private static Action<byte[]> Normalized(DamageTrial trial) => input =>
    {
        var text = DamageTrial.Text(input);
        foreach (var form in Enum.GetValues<UnicodeForm>())
        {
            var once = Normalization.Normalize(text, form);
            Assert.True(once.Length <= text.Length * 18, "grows more than any character can");
            Assert.True(Normalization.IsNormalized(once, form), form.ToString());
        }

        var composed = Normalization.Normalize(text, UnicodeForm.Composed);
        Assert.Equal(Normalization.Normalize(text, UnicodeForm.Decomposed), Normalization.Normalize(composed, UnicodeForm.Decomposed));
        Assert.Equal(Normalization.Normalize(text, UnicodeForm.CompatiblyComposed), Normalization.Normalize(composed, UnicodeForm.CompatiblyComposed));
    };

    private static Action<byte[]> Chunked(DamageTrial trial)
    {
        var limit = ChunkLimit.Words(12);
        IChunker[] chunkers =
        [
            new MarkdownChunker(limit, 2), new RecursiveChunker(limit, 2), new SentenceChunker(limit, 2), new ParagraphChunker(limit), new FixedChunker(limit, 2),
            new SemanticChunker(limit, texts => [.. texts.Select(text => (float[])[text.Length, 1])]),
        ];
        return input =>
        {
            var text = DamageTrial.Text(input);
            foreach (var chunker in chunkers)
            {
                var chunks = chunker.Split(text);
                Assert.Equal(text, Chunk.Join(text, chunks));
                Assert.All(chunks, chunk => Assert.InRange(chunk.Tokens, 0, 12));
            }
        };
    }

    private static Action<byte[]> Trained(DamageTrial trial) => input =>
    {
        var lines = LlmKit.Tokenization.Training.TextLines.Read(trial.File("damaged.txt", input)).ToList();
        var tokenizer = new BytePairTrainer { VocabularySize = 40, Threads = 1 }.Train(lines);
        Assert.True(tokenizer.VocabularySize <= 40 + lines.Sum(line => line.Length));
    };

    private static IEnumerable<byte[]> Pages() =>
    [
        Utf8("<!DOCTYPE html><html lang=en><head><title>A &amp; B</title><script>if (a < b) x();</script></head><body><nav class=\"menu\"><a href=/x>Home</a></nav>"
            + "<article><h1>Head</h1><p>Text with <b>bold</b> and a <a href='#'>link</a>. More of it, so that it counts. 中文也有一句。</p><ul><li>one<li>two</ul>"
            + "<table><tr><td>1<td>2</tr></table><pre>x = 1\n  y</pre></article><footer>© 2024</footer></body></html>"),
        Utf8("plain text, no page < at all & 1 &lt; 2"),
    ];

    private static IEnumerable<byte[]> Texts() =>
    [
        Utf8("Write to ann.lee@example.com or 13812345678, card 4111 1111 1111 1111, id 110101199003078515, host 8.8.8.8 and 2001:db8::1.\n\n\nThe  rest　is Ｔｅｘｔ。\n"),
        Utf8(Markdown),
    ];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
