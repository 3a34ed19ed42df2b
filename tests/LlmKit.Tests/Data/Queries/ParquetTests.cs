using System.Text.Json;
using System.Text.Json.Nodes;
using LlmKit.Data;
using LlmKit.Data.Formats;
using LlmKit.Data.Queries;
using LlmKit.Data.Sources;

namespace LlmKit.Tests.Data.Queries;

/// <summary>Parquet in and out, and damaged files, which the tests have another process read as the program does.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-parquet-").FullName;

    public ParquetTests()
    {
        DuckDbForTests.Require();
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll");
        Assert.SkipUnless(File.Exists(program), $"{program} is not built, which reads damaged files for the tests.");
        AppContext.SetData("LlmKit.Data.ParquetProcess", (string[])["dotnet", program, "parquet-worker"]);
    }

    public void Dispose()
    {
        AppContext.SetData("LlmKit.Data.ParquetProcess", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Texts_that_look_like_dates_and_numbers_stay_texts()
    {
        string[] texts = ["2024-01-01", "12:00", "007", "1e5", "null", "true", "{\"a\": 1}", "[1, 2]", "", "张三 😀", "a\nb\0c"];
        Write("t.parquet", texts.Select(Sample.Text));

        Assert.Equal(texts, new SampleReader().Samples(At("t.parquet")).Select(sample => sample.AllText));
    }

    [Fact]
    public void Columns_of_any_shape_come_back()
    {
        string[] extras = ["5", "-1.5", "true", "\"2024-01-01\"", "[1,2]", "{\"x\":{\"y\":[null,\"z\"]}}", "[]", "1.25", "\"a\"", "{\"x\":3}", "99999999999999999999"];
        Write("t.parquet", extras.Select((extra, row) => Sample.Text($"t{row}") with { Extra = [new("mixed", extra), new($"own{row}", extra)] }));

        var back = new SampleReader().Samples(At("t.parquet")).ToList();
        Assert.Equal(extras[..^1], back.Select(sample => sample.Extra.Single(column => column.Key == "mixed").Value).Take(extras.Length - 1));
        Assert.Equal(extras[4], back[4].Extra.Single(column => column.Key == "own4").Value);
        Assert.Equal("1e+20", back[^1].Extra.Single(column => column.Key == $"own{extras.Length - 1}").Value.ToLowerInvariant());
    }

    [Fact]
    public void Random_columns_come_back_as_they_were_but_for_nulls_and_spelling_of_numbers()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            string[] names = ["a", "b c", "d\"e", "f'g", "张三", "select", "h.i"];
            Sample[] samples =
            [
                .. Enumerable.Range(0, random.Next(1, 8)).Select(row => Sample.Text($"t{row}") with
                {
                    Extra = [.. names.Where(_ => random.Next(2) == 0).Select(name => new KeyValuePair<string, string>(name, Value(random, 3)))],
                }),
            ];
            Write("t.parquet", samples);

            var back = new SampleReader().Samples(At("t.parquet")).ToList();
            Assert.Equal(samples.Length, back.Count);
            foreach (var (before, after) in samples.Zip(back))
            {
                var read = after.Extra.ToDictionary(column => column.Key, column => column.Value);
                foreach (var (name, json) in before.Extra)
                {
                    var (expected, actual) = (JsonNode.Parse(json), read.TryGetValue(name, out var text) ? JsonNode.Parse(text) : null);
                    Assert.True(Same(expected, actual), $"seed {seed}, {name}: {json} became {text}");
                }
            }
        }
    }

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => "null",
        1 => $"{random.Next(-99, 99)}",
        2 => "1.5",
        3 => "true",
        4 => "\"2024-01-01\"",
        5 => "\"text '\\\"张\"",
        6 => $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', new[] { "x", "y\\\"z", "w" }.Where(_ => random.Next(2) == 0).Select(name => $"\"{name}\":{Value(random, depth - 1)}"))}}}",
    };

    // A field that is null and one that is missing are the same in a table, and an object without any is NULL or has none.
    private static bool Same(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (JsonObject a, JsonObject b) => a.Select(field => field.Key).Union(b.Select(field => field.Key)).All(name => Same(a[name], b[name])),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) => JsonNode.DeepEquals(a, b) || (a.GetValueKind() == JsonValueKind.Number && a.GetValue<double>() == b.GetValue<double>()),
        _ => expected is null && actual is null,
    };

    [Fact]
    public void Draws_counts_and_archives_work_as_with_other_files()
    {
        Write("t.parquet", Enumerable.Range(0, 5000).Select(number => Sample.Text($"text {number}")));
        using (var zip = System.IO.Compression.ZipFile.Open(At("t.zip"), System.IO.Compression.ZipArchiveMode.Create))
            System.IO.Compression.ZipFileExtensions.CreateEntryFromFile(zip, At("t.parquet"), "in/t.parquet");

        Assert.Equal(7, new SampleReader().Samples($"{At("t.parquet")}#7").Distinct().Count());
        Assert.Equal("text 4999", new SampleReader().Samples(At("t.zip")).Last().AllText);
        Assert.Equal("text 3", new SampleReader().Samples(At("t.parquet")).Skip(3).First().AllText);
    }

    [Fact]
    public void What_Parquet_cannot_hold_is_refused_and_leaves_no_file()
    {
        var twice = Sample.Text("x") with { Extra = [new("a", "1"), new("A", "2")] };

        Assert.Contains("a and A differ by case only", Assert.Throws<InvalidDataException>(() => Write("t.parquet", [twice])).Message);
        Assert.Contains("no sample to write", Assert.Throws<InvalidDataException>(() => Write("t.parquet", [])).Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_that_crashes_DuckDB_is_a_fault_like_any_other()
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Data/Queries/crashes-duckdb-1.5.6.parquet");
        var faults = new List<DataFault>();
        var options = new ReadOptions { OnError = OnError.Skip, Skipped = faults.Add };

        Assert.True(new SampleReader(options).Samples(path).Count() < 10_000);
        Assert.Matches("DuckDB crashed at row|cannot be read|tell no format", string.Join('\n', faults));
        Assert.Throws<DataFormatException>(() => new SampleReader().Samples(path).ToList());
    }

    private void Write(string name, IEnumerable<Sample> samples)
    {
        using var writer = new SampleWriter(At(name), DataFormat.Messages);
        foreach (var sample in samples) Assert.Null(writer.TryWrite(sample));
        writer.Complete();
    }

    private string At(string name) => Path.Combine(_folder, name);
}
