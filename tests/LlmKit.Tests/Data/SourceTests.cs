using System.IO.Compression;
using System.Text;
using LlmKit.Data;
using LlmKit.Data.Sources;

namespace LlmKit.Tests.Data;

/// <summary>Every kind of file gives its rows, and a bad row gives its place.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-sources-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.jsonl", "{\"text\":\"one\"}\n\n{\"text\":\"两\"}")]
    [InlineData("a.jsonl", "\ufeff{\"text\":\"one\"}\r\n{\"text\":\"两\"}\r\n")]
    [InlineData("a.json", "[{\"text\":\"one\"},\n {\"text\":\"两\"}]")]
    [InlineData("a.json", "{\"text\":\"one\"}\n{\"text\":\"两\"}\n")]
    [InlineData("a.json", "{\n  \"text\": \"one\"\n}\n{\"text\":\"两\"}\n")]
    [InlineData("a.csv", "text\none\n两\n")]
    [InlineData("a.csv", "id;text\n1;one\n2;\"两\"\n")]
    [InlineData("a.tsv", "text\tid\none\t1\n两\t2\n")]
    [InlineData("a.txt", "one\n\n  \n两")]
    [InlineData("a.data", "{\"text\":\"one\"}\n{\"text\":\"两\"}")]
    [InlineData("a.data", "  [{\"text\":\"one\"},{\"text\":\"两\"}]")]
    public void Every_kind_of_file_gives_its_rows(string name, string content) =>
        Assert.Equal(["one", "两"], Texts(Write(name, content)));

    [Fact]
    public void UTF16_with_its_mark_is_read()
    {
        var path = Path.Combine(_folder, "a.jsonl");
        File.WriteAllText(path, "{\"text\":\"one\"}\n{\"text\":\"两\"}", Encoding.Unicode);

        Assert.Equal(["one", "两"], Texts(path));
    }

    [Theory]
    [InlineData(TextUnit.Line, new[] { "a", "b", "c" })]
    [InlineData(TextUnit.Paragraph, new[] { "a\nb", "c" })]
    [InlineData(TextUnit.File, new[] { "a\nb\n\nc" })]
    public void A_text_is_cut_as_asked(TextUnit unit, string[] expected)
    {
        var reader = new SampleReader(new() { TextUnit = unit });

        Assert.Equal(expected, reader.Samples(Write("a.txt", "a\nb\n\nc\n")).Select(sample => sample.AllText));
    }

    [Fact]
    public void A_subset_is_a_property_a_folder_or_an_entry()
    {
        var json = Write("a.json", """{"about": {"x": [1]}, "train": [{"text":"t"}], "test": [{"text":"u"},{"text":"v"}]}""");
        Write("set/train/1.jsonl", """{"text":"t"}""");
        Write("set/test.csv", "text\nu\nv\n");
        ZipFile.CreateFromDirectory(Path.Combine(_folder, "set"), Path.Combine(_folder, "set.zip"));

        foreach (var path in (string[])[json, Path.Combine(_folder, "set"), Path.Combine(_folder, "set.zip")])
        {
            Assert.Equal(["t"], Texts($"{path}:train"));
            Assert.Equal(["u", "v"], Texts($"{path}:test"));
        }

        var thrown = Assert.Throws<DataFormatException>(() => Texts($"{json}:dev"));
        Assert.Contains("there is no list called dev. The file has about, train, test.", thrown.Message);
        Assert.Throws<FileNotFoundException>(() => Texts($"{_folder}/set:dev"));
    }

    [Theory]
    [InlineData("a.jsonl", "{\"text\":\"x\"}\n{\"text\":\"两\" 1}\n", 2, 13)]
    [InlineData("a.json", "[{\"text\":\"x\"},\n {\"text\":\n  两}\n]", 3, 3)]
    [InlineData("a.csv", "text,label\n\"a\nb\",1\nx,y,z\n", 4, 1)]
    [InlineData("a.csv", "text,label\nab\"c,1\n", 2, 3)]
    [InlineData("a.csv", "text,label\nx,1\n\"open,2\n", 3, 1)]
    [InlineData("a.csv", "text,label\nx,1\n\"open,2\ny,3\n", 3, 1)]
    [InlineData("a.csv", "text,label\n,1\n", 2, 1)]
    public void A_bad_row_gives_line_and_column(string name, string content, long line, long column)
    {
        var fault = Assert.Throws<DataFormatException>(() => Texts(Write(name, content))).Fault;

        Assert.Equal((line, column), (fault.Line, fault.Column));
        Assert.EndsWith(name, fault.File);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_give_their_column()
    {
        var path = Path.Combine(_folder, "a.jsonl");
        File.WriteAllBytes(path, [.. "{\"text\":\"两"u8, 0xFF, .. "\"}"u8]);

        Assert.Equal((1, 11), Assert.Throws<DataFormatException>(() => Texts(path)).Fault is var fault ? (fault.Line, fault.Column) : default);
    }

    [Fact]
    public void A_run_that_skips_goes_on_counts_and_keeps_what_it_skipped()
    {
        var side = Path.Combine(_folder, "rejected.jsonl");
        using (var rejected = new RejectedRows(side))
        {
            var reader = new SampleReader(new() { OnError = OnError.Skip, Skipped = rejected.Add });
            var path = Write("a.jsonl", "{\"text\":\"x\"}\nnonsense\n{\"colour\":1}\n{\"text\":\"y\"}\n");

            Assert.Equal(["x", "y"], reader.Samples(path).Select(sample => sample.AllText));
            Assert.Equal((2, 2), (reader.Read, reader.Skipped));
        }

        var lines = File.ReadAllLines(side);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"line\":2,\"column\":2,\"reason\":\"this is not JSON", lines[0]);
        Assert.EndsWith("\"row\":\"nonsense\"}", lines[0]);
    }

    [Fact]
    public void A_compressed_file_that_was_cut_off_is_a_bad_row_and_not_a_shorter_file()
    {
        var content = new MemoryStream();
        using (var zip = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true))
        {
            var random = new Random(1);
            for (var n = 0; n < 3000; n++) zip.Write(Encoding.UTF8.GetBytes($"{{\"text\":\"{random.Next()}\"}}\n"));
        }

        foreach (var length in (int[])[(int)content.Length / 2, (int)content.Length - 4])
        {
            var path = Path.Combine(_folder, "a.jsonl.gz");
            File.WriteAllBytes(path, content.ToArray()[..length]);

            Assert.Contains("the compressed file is damaged", Assert.Throws<DataFormatException>(() => new SampleReader(new()).Samples(path).Count()).Message);
        }
    }

    [Theory]
    [InlineData("README.txt")]
    [InlineData("LICENCE.txt")]
    [InlineData("copying.md")]
    public void What_speaks_of_the_data_is_none(string name)
    {
        Write("a.txt", "one");
        Write(name, "all rights reserved");

        Assert.Equal(["one"], Texts(_folder));
    }

    [Fact]
    public void What_is_no_archive_is_named()
    {
        var path = Write("set.zip", "no archive at all");

        Assert.StartsWith($"{path} is no zip archive, or only a part of one: ", Assert.Throws<InvalidDataException>(() => new SampleReader(new()).Samples(path).Count()).Message);
    }

    [Fact]
    public void A_row_of_millions_of_values_is_refused()
    {
        var path = Path.Combine(_folder, "many.jsonl");
        File.WriteAllText(path, $$"""{"text":"x","e":[{{string.Join(',', Enumerable.Repeat('1', 1_000_100))}}]}""");

        Assert.Contains("the row has more than 1,000,000 values", Assert.Throws<DataFormatException>(() => new SampleReader(new()).Samples(path).Count()).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text,label\n5\" wide")]
    [InlineData("text,label\n\"a\"b\"")]
    [InlineData("text,label\n\"a\"\"b\"")]
    public void A_record_of_more_fields_than_any_sheet_has_is_refused_in_little_memory(string start)
    {
        var path = Path.Combine(_folder, "wide.csv");
        File.WriteAllText(path, start + string.Concat(Enumerable.Repeat("a,", 500_000)) + "\n");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<DataFormatException>(() => new SampleReader(new()).Samples(path).Count());

        Assert.Contains("a record has more than 16384 fields from about here on. Is \",\" what parts them?", fault.Message);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000_000.0, 0, 5);
    }

    [Theory]
    [InlineData("\n", "x,1")]
    [InlineData("\r", "x,1")]
    [InlineData("\r\n", "\"x\"\"y\",1")]
    public void Fields_are_counted_for_each_record(string end, string row) => Assert.Equal(
        20_000, new SampleReader(new()).Samples(Write("a.csv", string.Join(end, Enumerable.Repeat(row, 20_000).Prepend("text,label")))).Count());

    [Fact]
    public void Separators_in_quotation_marks_are_text()
    {
        var text = string.Concat(Enumerable.Repeat("a,\"b\",", 10_000));

        Assert.Equal([text], Texts(Write("a.csv", $"text,label\n\"{text.Replace("\"", "\"\"")}\",1\n")));
    }

    [Fact]
    public void A_cell_without_a_value_is_a_missing_value()
    {
        var sample = Assert.Single(new SampleReader(new()).Samples(Write("a.csv", "text,page,note\nx,,7\n")));

        Assert.Equal([new("page", "null"), new("note", "\"7\"")], sample.Extra);
    }

    [Fact]
    public void A_missing_quotation_mark_costs_one_element_of_a_JSON_list()
    {
        var reader = new SampleReader(new() { OnError = OnError.Skip });
        var path = Write("a.json", "[\n{\"text\":\"x\"},\n{\"text\":\"bad},\n{\"text\":\"y\"},\n{\"text\":\"z\"}\n]");

        Assert.Equal(["x", "y", "z"], reader.Samples(path).Select(sample => sample.AllText));
        Assert.Equal(1, reader.Skipped);
    }

    [Fact]
    public void A_row_over_the_limit_is_read_over_and_the_next_one_is_whole()
    {
        var reader = new SampleReader(new() { OnError = OnError.Skip, LargestRow = 40_000 });
        var path = Write("a.jsonl", $"{{\"text\":\"{new string('x', 3_000_000)}\"}}\n{{\"text\":\"y\"}}\n");

        Assert.Equal(["y"], reader.Samples(path).Select(sample => sample.AllText));
        Assert.Equal(1, reader.Skipped);
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.json")]
    public void A_large_file_is_read_in_little_memory(string name)
    {
        var row = $"{{\"text\":\"{new string('x', 1000)}\"}}";
        var rows = string.Join(name == "a.json" ? "," : "\n", Enumerable.Repeat(row, 20_000));
        var path = Write(name, name == "a.json" ? $"[{rows}]" : rows);
        rows = "";

        // Other tests fill memory meanwhile, so the least of some readings counts.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => MostWhileReading()), long.MinValue, 2_000_000);

        long MostWhileReading()
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            long most = 0, count = 0;
            foreach (var _ in new SampleReader().Samples(path))
                if (++count % 5000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);

            Assert.Equal(20_000, count);
            return most;
        }
    }

    [Fact]
    public void Drawing_fewer_takes_each_once_in_order_and_the_seed_decides_which()
    {
        var path = Write("a.txt", string.Join('\n', Enumerable.Range(100, 100)));
        var drawn = Texts($"{path}#10");

        Assert.Equal(10, drawn.Distinct().Count());
        Assert.Equal(drawn.Order(), drawn);
        Assert.Equal(drawn, Texts($"{path}#10"));
        Assert.NotEqual(drawn, new SampleReader(new() { Seed = 1 }).Samples($"{path}#10").Select(sample => sample.AllText));
    }

    [Fact]
    public void Drawing_more_repeats_all_and_draws_the_rest()
    {
        var drawn = Texts($"{Write("a.txt", "a\nb\nc")}#8");

        Assert.Equal(8, drawn.Count);
        Assert.All(drawn.GroupBy(text => text), group => Assert.InRange(group.Count(), 2, 3));
    }

    [Theory]
    [InlineData("set.jsonl:train#5", "set.jsonl", "train", 5L)]
    [InlineData("set.jsonl#5", "set.jsonl", null, 5L)]
    [InlineData("C:\\set.jsonl", "C:\\set.jsonl", null, null)]
    public void A_path_is_taken_apart(string text, string path, string? subset, long? count) =>
        Assert.Equal(new(path, subset, count), DataPath.Parse(text));

    [Fact]
    public void A_count_that_is_no_number_is_refused() =>
        Assert.Contains("as in set.jsonl#500", Assert.Throws<FormatException>(() => DataPath.Parse("a.jsonl#many")).Message);

    [Fact]
    public void An_unfinished_file_leaves_nothing()
    {
        var path = Path.Combine(_folder, "out.jsonl");
        using (var writer = new SampleWriter(path, LlmKit.Data.Formats.DataFormat.Messages)) writer.TryWrite(Sample.Text("x"));

        Assert.Empty(Directory.GetFiles(_folder));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private static List<string> Texts(string path) => [.. new SampleReader().Samples(path).Select(sample => sample.AllText)];
}
