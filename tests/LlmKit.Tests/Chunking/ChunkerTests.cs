using LlmKit.Chunking;
using LlmKit.Data;

namespace LlmKit.Tests.Chunking;

public sealed class ChunkerTests
{
    private const string Markdown = """
        Preface.

        # Whales

        Whales are mammals.

        They breathe air.

        ## Teeth

        ```python
        # not a heading

        print("teeth")
        ```

        After the code.

        Fins
        ----

        Fins steer.
        """;

    [Theory]
    [InlineData("Dr. Smith paid 3.14 dollars. He left.", "Dr. Smith paid 3.14 dollars. |He left.")]
    [InlineData("He said \"Stop.\" Then he ran!", "He said \"Stop.\" |Then he ran!")]
    [InlineData("Use e.g. Python, i.e. a snake. Fig. 3 shows it.", "Use e.g. Python, i.e. a snake. |Fig. 3 shows it.")]
    [InlineData("The U.S. Army came. It lives in the U.S. The end.", "The U.S. Army came. |It lives in the U.S. |The end.")]
    [InlineData("J. R. Smith and A. Jones met. So what?", "J. R. Smith and A. Jones met. |So what?")]
    [InlineData("Wait... what? Yes... No!", "Wait... what? |Yes... |No!")]
    [InlineData("嗯...我不知道。好?!的。", "嗯...我不知道。|好?!|的。")]
    [InlineData("It costs $5. 10 people came. No. 5 won. I said no. Then I left.", "It costs $5. |10 people came. |No. 5 won. |I said no. |Then I left.")]
    [InlineData("See llmkit.org or a.example. Good?!  Fine.", "See llmkit.org or a.example. |Good?!  |Fine.")]
    [InlineData("他说：“今天很好。”我走了！真的吗？？好……吧。", "他说：“今天很好。”|我走了！|真的吗？？|好……吧。")]
    [InlineData("圆周率是3.14。他用Python。Really? 是的.", "圆周率是3.14。|他用Python。|Really? |是的.")]
    [InlineData("One line\nwraps here. Two.\n\nNo point here\n\nNext", "One line\nwraps here. |Two.\n\n|No point here\n\n|Next")]
    [InlineData("List:\n- a. b\n- c\n1. One\n2. Two", "List:\n|- a. b\n|- c\n|1. One\n|2. Two")]
    [InlineData("", "")]
    [InlineData("no end", "no end")]
    public void Sentences_end_where_a_reader_ends_them(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Sentences.Split(text)));

    [Fact]
    public void Fixed_chunks_repeat_the_overlap()
    {
        var chunks = new FixedChunker(ChunkLimit.Characters(4), Overlap: 1).Split("abcdefghij");

        Assert.Equal(["abcd", "defg", "ghij"], chunks.Select(chunk => chunk.TextIn("abcdefghij")));
        Assert.Equal([0, 1, 1], chunks.Select(chunk => chunk.Overlap));
    }

    [Fact]
    public void Special_tokens_take_room_from_the_text()
    {
        var limit = new ChunkLimit(6, text => text.Length) { SpecialTokens = 2 };

        Assert.Equal([(4, 6), (4, 6), (2, 4)], new FixedChunker(limit).Split("abcdefghij").Select(chunk => (chunk.Span.Length, chunk.Tokens)));
    }

    [Fact]
    public void Sentences_are_kept_whole_where_they_fit()
    {
        const string Text = "One two three. Four five. Six seven eight nine ten eleven. End.";
        var chunks = new SentenceChunker(ChunkLimit.Characters(27)).Split(Text);

        Assert.Equal(["One two three. Four five. ", "Six seven eight nine ten ", "eleven. End."], chunks.Select(chunk => chunk.TextIn(Text)));
    }

    [Fact]
    public void Markdown_chunks_carry_their_headings_and_keep_code_whole()
    {
        var chunks = new MarkdownChunker(ChunkLimit.Characters(60)).Split(Markdown);

        Assert.Equal(
            ["", "Whales", "Whales > Teeth", "Whales > Teeth", "Whales > Fins"], chunks.Select(chunk => string.Join(" > ", chunk.Headings)));
        Assert.Equal("## Teeth\n\n```python\n# not a heading\n\nprint(\"teeth\")\n```\n\n", chunks[2].TextIn(Markdown));
        Assert.Equal(Markdown, Chunk.Join(Markdown, chunks));
    }

    [Fact]
    public void Code_over_the_limit_is_cut_between_lines()
    {
        const string Text = "```\nline one\nline two\nline three\n```\n";
        var chunks = new MarkdownChunker(ChunkLimit.Characters(24)).Split(Text);

        Assert.Equal(["```\nline one\nline two\n", "line three\n```\n"], chunks.Select(chunk => chunk.TextIn(Text)));
    }

    [Fact]
    public void Recursive_chunks_take_the_coarsest_separator_that_does()
    {
        const string Text = "Short one.\n\nThis paragraph is too long. It has sentences. And more.\n\nLast.";
        var chunks = new RecursiveChunker(ChunkLimit.Characters(30)).Split(Text);

        Assert.Equal(
            ["Short one.\n\n", "This paragraph is too long. ", "It has sentences. And more.\n\n", "Last."], chunks.Select(chunk => chunk.TextIn(Text)));
    }

    [Fact]
    public void Meaning_is_cut_where_the_vectors_turn()
    {
        const string Text = "Cats purr. Cats sleep. Cats eat. Ships sail. Ships sink. Ships rust.";
        var chunker = new SemanticChunker(
            ChunkLimit.Characters(200), texts => [.. texts.Select(text => new[] { text.Split("Cats").Length - 1f, text.Split("Ships").Length - 1f })]) { Percentile = 80, Neighbours = 0 };

        Assert.Equal(["Cats purr. Cats sleep. Cats eat. ", "Ships sail. Ships sink. Ships rust."], chunker.Split(Text).Select(chunk => chunk.TextIn(Text)));
    }

    [Fact]
    public void Windows_of_tokens_are_those_of_a_stride()
    {
        List<TextSpan> Letters(string text) => [.. Enumerable.Range(0, text.Length).Select(i => new TextSpan(i, i + 1))];
        var chunks = new TokenWindowChunker(Letters, Tokens: 6, SpecialTokens: 2, Overlap: 2).Split("abcdefgh");

        Assert.Equal(["abcd", "cdef", "efgh"], chunks.Select(chunk => chunk.TextIn("abcdefgh")));
        Assert.All(chunks, chunk => Assert.Equal(6, chunk.Tokens));
    }

    [Fact]
    public void A_plan_says_what_is_wasted_and_what_is_read_twice()
    {
        var limit = ChunkLimit.Characters(4);
        var plan = ChunkPlan.Of("abcdefghi", new FixedChunker(limit, Overlap: 1).Split("abcdefghi"), limit);

        Assert.Equal((3, 11L, 2, 3, 4), (plan.Chunks, plan.Tokens, plan.OverlapTokens, plan.Smallest, plan.Largest));
        Assert.Equal(1 / 12.0, plan.Waste, 12);
        Assert.Equal(2 / 11.0, plan.Overlap, 12);
    }

    [Fact]
    public void Answers_are_reduced_until_one_is_left()
    {
        var calls = new List<string>();
        var answer = MapReduce.Run(
            "abcdefghijkl", new FixedChunker(ChunkLimit.Characters(3)), ChunkLimit.Characters(5), text => text[..1], text =>
            {
                calls.Add(text);
                return text.Replace("\n", "")[..1].ToUpperInvariant();
            });

        Assert.Equal("A", answer);
        Assert.Equal(["a\nd\ng", "A\nj"], calls);
        Assert.Throws<InvalidOperationException>(() => MapReduce.Run("abcdef", new FixedChunker(ChunkLimit.Characters(3)), ChunkLimit.Characters(5), text => text, text => text));
    }

    [Fact]
    public void States_are_joined_without_their_padding()
    {
        var joined = ConcatenatedStates.Join([[1, 1, 2, 2, 0, 0], [3, 3, 0, 0, 0, 0]], [[true, true, false], [true, false, false]], width: 2);

        Assert.Equal([1, 1, 2, 2, 3, 3], joined.States);
        Assert.Equal([0, 1, 0], joined.Positions);
        Assert.Equal([0, 0, 1], joined.Chunks);
        Assert.Throws<ArgumentException>(() => ConcatenatedStates.Join([[1, 2, 3]], [[true]], width: 2));
    }

    [Fact]
    public void A_cluster_over_the_limit_is_refused_with_the_limit_it_needs() => Assert.Equal(
        "At character 2 stands '👩‍👩‍👧', one grapheme cluster of 8 tokens, and a chunk may have 4. Raise the limit to at least 8.",
        Assert.Throws<ArgumentException>(() => new SentenceChunker(ChunkLimit.Characters(4)).Split("ab👩‍👩‍👧")).Message);

    [Fact]
    public void An_overlap_as_long_as_the_room_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new FixedChunker(ChunkLimit.Characters(4), Overlap: 4).Split("abc"));

        Assert.StartsWith("overlap must be at least 0 and below 4, the room that a chunk has for text.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("An oven bakes bread. Bread wants a hot oven. Flour and salt make bread for an oven. ", "The ship has a sail. Wind fills the sail of a ship. A ship and its sail wait for wind.")]
    [InlineData("炉火烤面包。面包要炉火。面粉做面包。", "船帆满了风。风推着船帆。船帆靠了港。")]
    public void Counted_words_cut_where_the_subject_changes(string first, string second)
    {
        var chunker = new SemanticChunker(ChunkLimit.Words(1000), WordVectors.Embed) { Neighbours = 0, Percentile = 90 };

        var chunks = chunker.Split(first + second);

        Assert.Contains(first.Length, chunks.Select(chunk => chunk.Span.End));
        Assert.Equal(chunker.Distances(first + second).Max(), chunker.Distances(first + second)[2]);
    }
}
