using System.Text.Json.Nodes;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Running.Checking;

namespace LlmKit.Notebook.Tests.Running;

/// <summary>Which outputs count as those of the run before.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("took 12.3 ms", "took 1.02 s")]
    [InlineData("Wall time: 3 min 2 s", "Wall time: 4 min 59 s")]
    [InlineData("用时 3.5 秒", "用时 12 秒")]
    [InlineData("1,234 tokens/s", "987.5 tokens/s")]
    [InlineData("at 2026-01-02T10:11:12.345Z", "at 2027-12-31 23:59:59")]
    [InlineData("elapsed 00:00:01.23", "elapsed 00:01:02")]
    [InlineData("saved to /home/ann/run 1", "saved to /tmp/x-9/y.bin 1")]
    [InlineData("saved to C:\\Users\\ann\\x.bin", "saved to D:\\y.bin")]
    [InlineData("id 8f14e45f-ceea-467f-a0d5-b7c2a1b4c9d1", "id 00000000-0000-0000-0000-000000000000")]
    [InlineData("epoch 1: 10%\repoch 2: 50%\repoch 9: 99%", "epoch 1: 20%\repoch 9: 99%")]
    [InlineData("trailing  \n", "trailing")]
    public void Times_dates_paths_and_ids_may_differ(string before, string after) => Assert.Null(Compare(before, after));

    [Theory]
    [InlineData("loss 2.31", "loss 2.32")]
    [InlineData("12.3 m", "12.4 m")]
    [InlineData("x1 is 3", "x2 is 3")]
    [InlineData("2 of 3", "3 of 3")]
    [InlineData("a\nb", "a")]
    [InlineData("see https://a.example/b", "see https://a.example/c")]
    [InlineData("1/2/3", "1/2/4")]
    [InlineData("top 5 samples", "top 6 samples")]
    public void Everything_else_may_not(string before, string after) => Assert.NotNull(Compare(before, after));

    [Theory]
    [InlineData("loss 2.31", "loss 2.32", true)]
    [InlineData("loss 2.31", "loss 2.39", false)]
    [InlineData("loss    2.31", "loss 2.32", true)]
    [InlineData("−1.00e-5 NaN", "-1.004e-5 NaN", true)]
    [InlineData("1.6E-002", "1.5E-002", false)]
    [InlineData("2,407,853 letters", "2,410,000 letters", true)]
    [InlineData("0", "1e-9", true)]
    [InlineData("0", "1e-3", false)]
    [InlineData("float32", "float64", false)]
    [InlineData("loss 2.31", "lost 2.31", false)]
    [InlineData("1 2", "1 2 3", false)]
    public void Numbers_may_differ_by_the_cells_tolerance(string before, string after, bool areAlike)
    {
        Assert.Equal(areAlike, Compare(before, after, "tolerance=1e-2") is null);
        Assert.Equal(areAlike, Compare(before, after, "tolerance:0.01") is null);
    }

    [Fact]
    public void A_volatile_cell_may_show_anything() => Assert.Null(Compare("one", "two", "volatile=drawn-at-random"));

    [Theory, InlineData("tolerance"), InlineData("tolerance=much"), InlineData("tolerance=-1"), InlineData("tolerance=1"), InlineData("tolerance=NaN")]
    public void A_tolerance_that_is_none_is_an_error_that_names_the_cell(string tag)
    {
        var error = Assert.Throws<NotebookFormatException>(() => Compare("1", "1", tag));

        Assert.StartsWith($"n.ipynb, cell 1: the tag \"{tag}\" names no tolerance. Write a share from 0 up to 1", error.Message);
    }

    [Fact]
    public void Pictures_are_compared_by_their_size()
    {
        Assert.Null(Compare(Picture(4, 2, 1), Picture(4, 2, 9)));
        Assert.Equal(["result, image/png:", "a picture of 4 × 2 pixels", "a picture of 5 × 2 pixels"], Texts(Compare(Picture(4, 2, 1), Picture(5, 2, 1))));
        Assert.NotNull(Compare(Picture(4, 2, 1), new CellOutput.Result(new(MimeBundle.Plain, "p"))));
    }

    [Fact]
    public void Json_is_compared_value_by_value_and_names_the_place()
    {
        var before = Json("""{"data": [{"y": [1, 2, 3], "uid": "a1"}], "layout": {"title": "T"}}""");
        var after = Json("""{"layout": {"title": "T"}, "data": [{"uid": "b2", "y": [1, 2.001, 3]}]}""");

        Assert.Null(Compare(before, after, "tolerance=0.01"));
        Assert.Contains("data[0].y[1]: 2.001", Texts(Compare(before, after)));
    }

    [Fact]
    public void A_difference_shows_the_lines_around_it_and_no_others()
    {
        var before = string.Join('\n', Enumerable.Range(0, 100).Select(i => $"line {i}"));

        var lines = Compare(before, before.Replace("line 50", "other", StringComparison.Ordinal))!.Lines;

        Assert.Equal(["stdout:", "line 48", "line 49", "line 50", "other", "line 51", "line 52"], lines.Select(line => line.Text));
        Assert.Equal([DifferenceKind.Note, DifferenceKind.Same, DifferenceKind.Same, DifferenceKind.Before, DifferenceKind.After, DifferenceKind.Same,
            DifferenceKind.Same], lines.Select(line => line.Kind));
    }

    [Fact]
    public void An_output_that_is_new_or_gone_is_a_difference()
    {
        Assert.Equal([DifferenceKind.Same, DifferenceKind.Same, DifferenceKind.After, DifferenceKind.After], Kinds([Text("a")], [Text("a"), Result("b")]));
        Assert.Contains(DifferenceKind.Before, Kinds([Text("a"), Result("b")], [Text("a")]));
        Assert.Contains(DifferenceKind.After, Kinds([], [Text("a")]));
        Assert.Empty(Kinds([], []));
    }

    // The law of a diff: without the lines of one side it is the other side.
    [Fact]
    public void A_diff_holds_both_texts_in_order()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            int[] before = [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(4))], after = [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(4))];

            var pairs = LineDiff.Of(before.Length, after.Length, (i, j) => before[i] == after[j]);

            Assert.Equal(Enumerable.Range(0, before.Length), pairs.Where(pair => pair.Before is not null).Select(pair => pair.Before!.Value));
            Assert.Equal(Enumerable.Range(0, after.Length), pairs.Where(pair => pair.After is not null).Select(pair => pair.After!.Value));
            Assert.All(pairs, pair => Assert.True(pair.Before is not { } i || pair.After is not { } j || before[i] == after[j]));
        }
    }

    private static List<string> Texts(CellDifference? difference) => [.. difference!.Lines.Select(line => line.Text)];

    private static List<DifferenceKind> Kinds(CellOutput[] before, CellOutput[] after) =>
        [.. Compare(before, after)?.Lines.Select(line => line.Kind) ?? []];

    private static CellOutput.Stream Text(string text) => new("stdout", text);

    private static CellOutput.Result Result(string text) => new(new(MimeBundle.Plain, text));

    private static CellOutput.Result Json(string json) => new(new("application/vnd.plotly.v1+json", json));

    private static CellOutput.Result Picture(byte width, byte height, byte content) => new(new("image/png", Convert.ToBase64String(
        [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, width, 0, 0, 0, height, content, .. new byte[60]])));

    private static CellDifference? Compare(string before, string after, params string[] tags) => Compare([Text(before)], [Text(after)], tags);

    private static CellDifference? Compare(CellOutput before, CellOutput after, params string[] tags) => Compare([before], [after], tags);

    private static CellDifference? Compare(CellOutput[] before, CellOutput[] after, params string[] tags)
    {
        var json = JsonNode.Parse(NotebookOutputs.NotebookOf(["x"]))!;
        json["cells"]![0]!["metadata"] = new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) };
        var cell = NotebookDocument.Parse(json.ToJsonString(), "n.ipynb").Cells[0];
        foreach (var output in before) cell.Add(output);
        var committed = CommittedCell.Of(cell, "n.ipynb");
        cell.Clear();
        foreach (var output in after) cell.Add(output);
        return committed.Compare();
    }
}
