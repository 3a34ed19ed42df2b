using System.Text;
using LlmKit.Data;
using LlmKit.Data.Formats;
using LlmKit.Data.Sources;

namespace LlmKit.Tests.Data;

/// <summary>Every format means the same sample, and none loses anything in silence.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly string[] s_parquet = LlmKit.Data.Queries.DuckDbLibrary.IsThere ? [".parquet"] : [];

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-formats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"messages":[{"role":"system","content":"S"},{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}]}""")]
    [InlineData("""{"system":"S","query":"c","response":"d","history":[["a","b"]]}""")]
    [InlineData("""{"system_prompt":"S","question":"c","answer":"d","history":"[[\"a\",\"b\"]]"}""")]
    [InlineData("""{"conversations":[{"from":"system","value":"S"},{"from":"human","value":"a"},{"from":"gpt","value":"b"},{"from":"human","value":"c"},{"from":"gpt","value":"d"}]}""")]
    [InlineData("""{"system":"S","conversation":[{"human":"a","assistant":"b"},{"human":"c","assistant":"d"}]}""")]
    [InlineData("""{"system":"S","instruction":"c","input":"","output":"d","history":[["a","b"]]}""")]
    [InlineData("""{"system":"S","messages":[{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}]}""")]
    public void Every_format_spells_the_same_conversation(string row) => Assert.Equal(
        new Conversation(Message.System("S"), Message.User("a"), Message.Assistant("b"), Message.User("c"), Message.Assistant("d")),
        One(row).Conversation);

    [Fact]
    public void Alpaca_puts_the_input_on_the_line_below_the_instruction() => Assert.Equal(
        "Sort.\n3 1 2", One("""{"instruction":"Sort.","input":"3 1 2","output":"1 2 3"}""").Conversation[0].Content);

    [Theory]
    [InlineData("""{"text":"x"}""", SampleTask.PreTraining)]
    [InlineData("""{"text":"x","label":1}""", SampleTask.Classification)]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"label":[0,2]}""", SampleTask.Classification)]
    [InlineData("""{"query":"x","response":"y"}""", SampleTask.Chat)]
    [InlineData("""{"query":"x","response":"y","label":true}""", SampleTask.Unpaired)]
    [InlineData("""{"query":"x","response":"y","rejected_response":"z"}""", SampleTask.Preference)]
    [InlineData("""{"prompt":"x","chosen":"y","rejected":"z"}""", SampleTask.Preference)]
    [InlineData("""{"prompt":"x"}""", SampleTask.Prompt)]
    [InlineData("""{"anchor":"x","positive":"y","negative":"z"}""", SampleTask.Embedding)]
    [InlineData("""{"messages":[{"role":"assistant","content":"x"}],"rejected_response":"y","label":0.8}""", SampleTask.Embedding)]
    public void The_columns_tell_the_task(string row, SampleTask task) => Assert.Equal(task, One(row).Task);

    [Theory]
    [InlineData("""{"prompt":"x","chosen":"y","rejected":"z"}""")]
    [InlineData("""{"prompt":[{"role":"user","content":"x"}],"chosen":[{"role":"assistant","content":"y"}],"rejected":[{"role":"assistant","content":"z"}]}""")]
    [InlineData("""{"chosen":[{"role":"user","content":"x"},{"role":"assistant","content":"y"}],"rejected":[{"role":"user","content":"x"},{"role":"assistant","content":"z"}]}""")]
    [InlineData("""{"prompt":"x","chosen":[{"role":"user","content":"x"},{"role":"assistant","content":"y"}],"rejected":[{"role":"user","content":"x"},{"role":"assistant","content":"z"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"}],"rejected_messages":[{"role":"user","content":"x"},{"role":"assistant","content":"z"}]}""")]
    public void Every_preference_dialect_means_the_same_pair(string row) => Assert.Equal(
        new Sample(new(Message.User("x"), Message.Assistant("y"))) { Rejected = new(Message.User("x"), Message.Assistant("z")) },
        One(row));

    [Fact]
    public void A_prompt_that_is_spelled_like_a_list_of_numbers_stays_a_text() => Assert.Equal(
        "[3, 1]", One("""{"prompt":"[3, 1]","response":"[1, 3]"}""").Conversation[0].Content);

    [Fact]
    public void Parts_with_files_become_placeholders_and_lists()
    {
        var sample = One("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"a.png"}},{"type":"text","text":"What?"}]}]}""");

        Assert.Equal("<image>What?", sample.Conversation[0].Content);
        Assert.Equal(["a.png"], sample.Media.Images);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "messages is an empty list")]
    [InlineData("""{"messages":[{"role":"pope","content":"x"}]}""", "messages[0] has the role \"pope\". Known are system")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[0] has no content")]
    [InlineData("""{"messages":"hello"}""", "messages is a text. It has to be a list.")]
    [InlineData("""{"colour":"red"}""", "the columns colour tell no format")]
    [InlineData("""[1]""", "a row is a list. It has to be an object")]
    [InlineData("""{"query":"x","query":"y"}""", "the column query stands twice")]
    [InlineData("""{"query":"x","response":"y","history":[["a"]]}""", "history[0] is a list. It has to be a list of two texts")]
    [InlineData("""{"query":"<image><image>","response":"y","images":["a.png"]}""", "there are 2 placeholders <image> and 1 files in images")]
    [InlineData("""{"query":"\ud800","response":"y"}""", "query holds half of a surrogate pair")]
    [InlineData("""{"\ud800":"x"}""", "a name holds half of a surrogate pair")]
    [InlineData("""{"query":"x","rejected_response":"y"}""", "rejected_response needs a conversation")]
    public void A_wrong_row_says_what_is_wrong_and_what_would_be_right(string row, string message)
    {
        var thrown = Assert.Throws<DataFormatException>(() => One(row));

        Assert.Contains(message, thrown.Message);
        Assert.StartsWith("row.jsonl, line 1, column 1: ", thrown.Message);
    }

    [Fact]
    public void A_conversion_that_would_lose_something_is_refused()
    {
        var preference = One("""{"prompt":"x","chosen":"y","rejected":"z"}""");
        var taught = One("""{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y","loss":true}]}""");

        Assert.Null(SampleFit.Obstacle(preference, DataFormat.Messages));
        Assert.Contains("a rejected answer, which Alpaca cannot hold", SampleFit.Obstacle(preference, DataFormat.Alpaca));
        Assert.Contains("which messages are taught", SampleFit.Obstacle(taught, DataFormat.ShareGpt));
    }

    [Fact]
    public void A_sample_survives_every_format_that_holds_it_and_every_kind_of_file()
    {
        var trips = 0;
        foreach (var sample in AllSamples())
        {
            foreach (var format in Enum.GetValues<DataFormat>().Where(format => SampleFit.Obstacle(sample, format) is null))
            {
                foreach (var extension in (string[])[".jsonl", ".json", ".csv", ".tsv", ".jsonl.gz", .. format == DataFormat.Messages ? s_parquet : []])
                {
                    var path = Path.Combine(_folder, $"set{extension}");
                    using (var writer = new SampleWriter(path, format))
                    {
                        Assert.Null(writer.TryWrite(sample));
                        writer.Complete();
                    }

                    var back = Assert.Single(new SampleReader().Samples(path));
                    // A table's cells are texts, so what is extra comes back as texts.
                    if (extension is ".csv" or ".tsv") back = back with { Extra = sample.Extra };
                    Assert.Equal(sample, back);
                    trips++;
                }
            }
        }

        Assert.True(trips > 200, $"only {trips} trips");
    }

    private static IEnumerable<Sample> AllSamples() => new SampleReader()
        .Samples(Path.Combine(RepositoryRoot.Path, "data", "samples"));

    private static Sample One(string row) =>
        new SampleReader().Samples("row.jsonl", Encoding.UTF8.GetBytes(row)).Single();
}
