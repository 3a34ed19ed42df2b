using System.Text;
using LlmKit.Data.Agreement;

namespace LlmKit.Tests.Data.Agreement;

public sealed class RatingReaderTests
{
    [Fact]
    public void Of_two_answers_of_an_annotator_the_last_counts_and_none_takes_it_back()
    {
        var table = Read("a.jsonl", """
            {"item":"1","annotator":"ann","label":"x"}
            {"item":"1","annotator":"bob","label":"x"}
            {"item":"1","annotator":"bob","label":"y"}
            {"item":"2","annotator":"ann","label":"y"}
            {"item":"2","annotator":"bob","label":"x"}
            {"item":"2","annotator":"bob","label":null}

            """);

        Assert.Equal(["ann", "bob"], table.Annotators);
        Assert.Equal((2, 1), (table.Items, table.Gaps));
        var (first, second) = table.Pair(0, 1);
        Assert.Equal([0, 1], [.. first, .. second]);
    }

    [Fact]
    public void Items_that_come_in_any_order_keep_their_answers()
    {
        var random = new Random(4);
        var answers = (from item in Enumerable.Range(0, 40) from annotator in Enumerable.Range(0, 5) where random.Next(3) > 0 select (item, annotator, label: random.Next(3))).ToArray();
        string Rows(IEnumerable<(int Item, int Annotator, int Label)> all) =>
            string.Join('\n', all.Select(one => $$"""{"item":"{{one.Item}}","annotator":"a{{one.Annotator}}","label":"{{one.Label}}"}"""));
        var (ordered, mixed) = (Read("a.jsonl", Rows(answers)), Read("a.jsonl", Rows(answers.Shuffle())));

        foreach (var level in Enum.GetValues<MeasurementLevel>())
            Assert.Equal(KrippendorffAlpha.Of(ordered, level).Value!.Value, KrippendorffAlpha.Of(mixed, level).Value!.Value, 1e-12);
        Assert.Equal(ordered.Gaps, mixed.Gaps);
    }

    [Fact]
    public void A_column_that_is_not_there_is_told_with_those_that_are() => Assert.Equal(
        "no row has an answer of eve. There are id, ann, bob.",
        Assert.Throws<FormatException>(() => Read("a.csv", "id,ann,bob\n1,x,y\n2,y,y\n", ["ann", "eve"])).Message);

    [Fact]
    public void Annotators_of_whom_each_says_something_else_take_no_table()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 5000).Select(n => $$"""{"item":"{{n}}","annotator":"a{{n}}","label":"x"}"""));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(
            "5,000 items by 5,000 annotators are more than 20,000,000 answers, which are compared at most. Name some of the annotators: --columns first,second.",
            Assert.Throws<FormatException>(() => Read("a.jsonl", rows)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 30 << 20);
    }

    private static RatingTable Read(string name, string content, IReadOnlyList<string>? columns = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(name), content, new UTF8Encoding(false));
        return new RatingReader().Read([folder.File(name)], columns);
    }
}
