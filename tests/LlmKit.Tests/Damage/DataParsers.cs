using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LlmKit.Data;
using LlmKit.Data.Agreement;
using LlmKit.Data.Annotation;
using LlmKit.Data.Formats;
using LlmKit.Data.Languages;
using LlmKit.Data.Queries;
using LlmKit.Data.Sources;
using LlmKit.Data.WeakLabels;
using LlmKit.Tests.Data.Queries;

namespace LlmKit.Tests.Damage;

/// <summary>The parsers of files of samples, of labels and of models of languages.</summary>
internal static class DataParsers
{
    private const string Json = """" " { } [ ] , : ⏎ \ \u \ud800 null true 1e999 - "": [] {} ,, 两 😀 """";

    private const string Columns =
        Json + """" "messages": "role": "content": "conversations": "from": "value": "query": "response": "history": "label": "rejected_response": "images": "tools": "loss": "type":"text" <image> "user" "gpt" """";

    private const string Table = """" " "" , ; | ⏎ \t \0 ""a"" "a⏎b" 两 😀 """";

    private const int Fields = 60;

    public static DamagedParser[] All { get; } =
    [
        Samples("jsonl", Rows, Columns) with { Openings = ["[", "{\"a\":", "\"\\\"", "{\"messages\":["] },
        Samples("json", Lists, Columns) with { Openings = ["[", "{\"a\":"] },
        Samples("json-property", () => Lists().Select(list => Utf8($"{{\"version\": 1, \"data\": {Encoding.UTF8.GetString(list)}, \"x\": {{}}}}")), Columns, "json", ":data")
            with { Openings = ["[", "{\"data\":", "{\"a\":"] },
        // A field is a text of its own, of 24 bytes where it is empty, and as much again within the reader.
        Samples("csv", () => [Sample("classification.csv"), Utf8("id;query;response\r\n1;\"a\"\"b\";x\r\n2;\"c\nd\";y\r\n")], Table) with { Openings = ["\"", "\"\"", "\n\"", "a,"], Times = Fields },
        Samples("tsv", () => [Sample("embedding.tsv")], Table) with { Openings = ["\"", "\t"], Times = Fields },
        Samples("txt", () => [Sample("prose.zh.txt"), Sample("prose.en.txt")[..900]], "⏎ ⏎⏎ \t \0 两 😀") with { Openings = ["\n", "a\n\n"] },
        Samples("utf16", () => [Wide(Encoding.Unicode), Wide(Encoding.BigEndianUnicode)], Columns, "jsonl"),
        Samples("unknown", () => [.. Rows().Take(2), .. Lists().Take(1), Sample("prose.zh.txt")], Columns, "dat"),
        Samples("gzip", () => Rows().Take(4).Select(Packed), "", "jsonl.gz") with { Bytes = [[0x1f, 0x8b, 8], [0, 0, 0, 0], [255, 255]] },
        Samples("zip", () => [Archive(("a.jsonl", Rows().First()), ("b/c.csv", Sample("classification.csv"))), Archive(("t.tsv.gz", Packed(Sample("embedding.tsv"))))], "PK a.jsonl ../../x.jsonl / README .gz", "zip")
            with { Bytes = [[0x50, 0x4b, 3, 4], [0x50, 0x4b, 1, 2], [0x50, 0x4b, 5, 6], [0, 0], [255, 255, 255, 255]] },
        Samples("parquet", Parquets, "PAR1", "parquet") with
        {
            Ordinary = 300, Bytes = [[0x15, 0], [0x19], [0x2c], [255, 255, 255, 127]],
            Obstacle = ParquetObstacle,
        },
        new("answers", () => [Utf8(Answers)], Answer)
        {
            Words = Json + """ "item": "annotator": "label": "skipped":true "undo":true "note": "time": "2024-01-01T00:00:00Z" """, Refusals = [typeof(DataFormatException)],
            Openings = ["[", "{\"item\":"], NamesFile = true,
        },
        // The answers to an item are four bytes long, and a place in a list, a row and a row of numbers.
        new("ratings", () => [Utf8("J{\"item\":\"1\",\"annotator\":\"ann\",\"label\":\"x\"}\n{\"item\":\"1\",\"annotator\":\"bob\",\"label\":\"y\"}\n"), Utf8("Cid,ann,bob\n1,x,y\n2,x,x\n3,,y\n"), Utf8("Tann\tbob\n1\t2\n2\t2\n")], Rating)
        {
            Words = Json + """ "item": "annotator": "label": \t null """, Times = 80, Refusals = [typeof(DataFormatException), typeof(FormatException)],
        },
        new("rules", () => [Utf8("{\"label\":\"x\",\"keywords\":[\"good\",\"好\"]}\n{\"label\":\"x\",\"regex\":\"bad|(aw)+ful\\\\b\",\"name\":\"n\"}\n")], Rule)
        {
            Words = Json + """ "regex":" (?<= (?i) \\b (a+)+ {9} ( ) * | "keywords": "label": "name": """, Refusals = [typeof(DataFormatException), typeof(FormatException)], Ordinary = 500,
            Openings = ["[", "{\"label\":"],
        },
        new("fasttext", () => ((string[])["fasttext-tree.bin", "fasttext-plain.bin", "fasttext-tree.ftz"]).Select(Golden), _ => input => FastTextLanguages.Of(input).Identify("the keeper 灯塔", 2))
        {
            Words = "__label__ </s> \0", Bytes = [[0], [0, 0, 0, 0]], Refusals = [typeof(InvalidDataException)],
        },
        new("paths", () => [Utf8("set.zip:train#500"), Utf8("C:\\a b.jsonl"), Utf8("train=0.9,test=0.1")], Words)
        {
            IsText = true,
            Words = ": # = % , / .. \0 train test", Refusals = [typeof(FormatException)],
        },
        new("queries", () => [Utf8("SELECT text, count(*) AS n FROM (VALUES ('a', 1), ('b', 2)) AS v(text, x) GROUP BY text ORDER BY n"), Utf8("SELECT [1, 2], {'a': 1, 'b': NULL}, MAP {'k': 3}, DATE '2024-01-01', 1.5::DECIMAL(9, 2), 'x'::BLOB, INTERVAL 3 DAY")], Query)
        {
            Words = "SELECT FROM WHERE GROUP␣BY ( ) [ ] { } ' \" , ; :: CAST NULL UNION WITH$1 ? * / % -- /* DATE TIMESTAMP LIST HUGEINT UUID BIT UNION␣ALL", Refusals = [typeof(QueryException)],
            Openings = ["(", "[", "SELECT (", "1+", "NOT ", "/*"], Obstacle = () => DuckDbLibrary.IsThere ? null : "DuckDB's library is not there.",
        },
    ];

    private const string Answers =
        """
        {"item":"q1","annotator":"ann","label":"good","skipped":false,"note":"看","time":"2024-01-01T00:00:00.0000000+00:00"}
        {"item":"q2","annotator":"ann","label":null,"undo":true}

        """;

    private static DamagedParser Samples(string name, Func<IEnumerable<byte[]>> seeds, string words, string? extension = null, string property = "") =>
        new(name, seeds, trial =>
        {
            var number = 0;
            return input =>
            {
                var path = trial.File($"damaged.{extension ?? name}", input);
                var reader = new SampleReader(new() { OnError = OnError.Skip, LargestRow = 4000, TextUnit = (TextUnit)(number++ % 3), Skipped = Fault });
                foreach (var sample in reader.Samples(path + property)) CheckWritten(sample);
                Assert.True(reader.Read + reader.Skipped <= (input.Length * 40) + 1, "more rows than bytes");
            };

            void Fault(DataFault fault)
            {
                Assert.True(fault is { Line: >= 0, Column: >= 0, Row.Length: <= 2000 }, fault.ToString());
                trial.Fault(fault.ToString());
            }
        })
        {
            Words = words, Refusals = [typeof(DataFormatException), typeof(InvalidDataException), typeof(FileNotFoundException)], NamesFile = true,
        };

    // What was read can be written, and is the same when it is read again.
    private static void CheckWritten(Sample sample)
    {
        if (SampleFit.Obstacle(sample, DataFormat.Messages) is not null) return;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) SampleJson.Write(json, sample, DataFormat.Messages);
        using var document = JsonDocument.Parse(bytes.WrittenMemory);
        Assert.Equal(sample, SampleParser.Parse(document.RootElement));
    }

    private static Action<byte[]> Answer(DamageTrial trial) => input =>
    {
        using var file = new AnswerFile(trial.File("damaged.jsonl", input));
        Assert.True(file.Answers.Count() <= file.History.Count);
    };

    private static Action<byte[]> Rating(DamageTrial trial) => input =>
    {
        var name = input.FirstOrDefault() switch { (byte)'J' => "a.jsonl", (byte)'C' => "a.csv", _ => "a.tsv" };
        var table = new RatingReader().Read(name, input.Length == 0 ? input : input[1..]);
        foreach (var level in Enum.GetValues<MeasurementLevel>())
            if (KrippendorffAlpha.WhyNot(table, level) is null) Assert.False(double.IsNaN(KrippendorffAlpha.Of(table, level).Value ?? 0));
        Assert.False(double.IsNaN(CohenKappa.Of(table, 0, 1).Value ?? 0));
    };

    private static Action<byte[]> Rule(DamageTrial trial)
    {
        var sample = LlmKit.Data.Sample.Text("a good day, 真好, not bad at all");
        return input =>
        {
            foreach (var rule in LabelRules.Read(trial.File("damaged.jsonl", input))) rule.Vote(sample);
        };
    }

    private static Action<byte[]> Words(DamageTrial trial) => input =>
    {
        var text = DamageTrial.Text(input);
        Assert.True(DataPath.Parse(text).Path.Length <= text.Length);
        if (text.Contains('=', StringComparison.Ordinal)) Assert.Equal(1, LlmKit.Data.Splits.SplitPlan.Parse(text).Parts.Sum(part => part.Share), 1e-6);
    };

    // With no access to files, and little memory, as the command line runs the queries of others.
    private static Action<byte[]> Query(DamageTrial trial)
    {
        var database = Database.Open();
        foreach (var setting in (string[])["enable_external_access = false", "memory_limit = '200MB'", "threads = 1", "lock_configuration = true"]) database.Execute($"SET {setting}");
        return input =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            using var result = database.Query(Encoding.UTF8.GetString(input), [], patience.Token);
            foreach (var row in result.Rows().Take(1000)) QueryJson.Text(row);
        };
    }

    private static string? ParquetObstacle()
    {
        if (!DuckDbLibrary.IsThere) return "DuckDB's library is not there.";
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll");
        if (!File.Exists(program)) return $"{program} is not built, which reads damaged files for the tests.";
        AppContext.SetData(ParquetProcess.Setting, (string[])["dotnet", program, "parquet-worker"]);
        return null;
    }

    private static IEnumerable<byte[]> Parquets()
    {
        string[] queries =
        [
            "SELECT 'text ' || i AS text, i % 3 AS label, [i, i + 1] AS l, {'a': i, 'b': 'x' || i} AS s FROM range(20) r(i)",
            "SELECT [{'role': 'user', 'content': 'q' || i}, {'role': 'assistant', 'content': 'a'}] AS messages FROM range(20) r(i)",
            "SELECT repeat('长', 1 + (i::INT % 40)) AS text, CASE WHEN i % 5 = 0 THEN NULL ELSE i END AS n, MAP {'k': i} AS m FROM range(20) r(i)",
        ];
        using var folder = new TemporaryFolder();
        using var database = Database.Open();
        foreach (var query in queries)
        {
            foreach (var packing in (string[])["zstd", "snappy", "uncompressed", "gzip"])
            {
                database.Execute($"COPY ({query}) TO '{folder.File("seed.parquet")}' (FORMAT parquet, COMPRESSION {packing})");
                yield return File.ReadAllBytes(folder.File("seed.parquet"));
            }
        }
    }

    private static IEnumerable<byte[]> Rows() =>
        Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data", "samples"), "*.jsonl").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static IEnumerable<byte[]> Lists() =>
        Rows().Select(rows => Utf8($"[{string.Join(",\n", Encoding.UTF8.GetString(rows).Split('\n', StringSplitOptions.RemoveEmptyEntries))}]"));

    private static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "data", "samples", name));

    private static byte[] Golden(string name) => File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Data/Golden", name));

    private static byte[] Wide(Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(Rows().First()))];

    internal static byte[] Packed(byte[] content)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(content);
        return packed.ToArray();
    }

    private static byte[] Archive(params (string Name, byte[] Content)[] files)
    {
        var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
