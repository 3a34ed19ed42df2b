using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using LlmKit.Data.Formats;

namespace LlmKit.Data.Sources;

/// <summary>Reads samples one at a time, from files that may be larger than memory.</summary>
public sealed class SampleReader(ReadOptions? options = null)
{
    private const int MostValues = 1_000_000;

    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 64 };

    private readonly ReadOptions _options = options ?? new();

    /// <summary>The samples read so far, over all paths.</summary>
    public long Read { get; private set; }

    /// <summary>The rows skipped so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>The samples of a path such as <c>set.jsonl:train#500</c>; see <see cref="DataPath"/>.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    /// <exception cref="DataFormatException">A row cannot be read, and the options say to stop.</exception>
    public IEnumerable<Sample> Samples(string path) => Samples(DataPath.Parse(path));

    /// <inheritdoc cref="Samples(string)"/>
    public IEnumerable<Sample> Samples(DataPath path) =>
        path.Count is { } count ? Drawn(path, count) : All(DataFile.In(path), isCounted: true);

    /// <summary>The samples of rows that lie in memory, as the file of that name would give them.</summary>
    internal IEnumerable<Sample> Samples(string name, byte[] content) =>
        All([new DataFile(name, () => new MemoryStream(content))], isCounted: true);

    /// <summary>The rows of a path as something else than samples; what cannot be made of a row is a fault of it.</summary>
    internal IEnumerable<T> Rows<T>(DataPath path, Func<JsonElement, T> read)
        where T : class => All(DataFile.In(path), isCounted: true, read);

    /// <summary>The rows that lie in memory, as the file of that name would give them.</summary>
    internal IEnumerable<T> Rows<T>(string name, byte[] content, Func<JsonElement, T> read)
        where T : class => All([new DataFile(name, () => new MemoryStream(content))], isCounted: true, read);

    // Two passes: one counts, the other takes each with the chance that is left (Knuth's algorithm S), so nothing is
    // held in memory. More than there are: all, as often as they go, and the rest drawn.
    private IEnumerable<Sample> Drawn(DataPath path, long count)
    {
        var files = DataFile.In(path).ToArray();
        var total = All(files, isCounted: false).LongCount();
        if (total == 0) yield break;

        var random = new Random(_options.Seed);
        for (var whole = count / total; whole > 0; whole--)
            foreach (var sample in All(files, isCounted: true)) yield return sample;

        var (wanted, left) = (count % total, total);
        if (wanted == 0) yield break;
        foreach (var sample in All(files, isCounted: false))
        {
            if (random.NextInt64(left--) >= wanted) continue;
            Read++;
            yield return sample;
            if (--wanted == 0) yield break;
        }
    }

    private IEnumerable<Sample> All(IEnumerable<DataFile> files, bool isCounted) => All(files, isCounted, SampleOf);

    private IEnumerable<T> All<T>(IEnumerable<DataFile> files, bool isCounted, Func<JsonElement, T> read)
        where T : class
    {
        foreach (var file in files)
        {
            foreach (var row in RowReader.Read(file, _options))
            {
                var (sample, fault) = Parse(file, row, read);
                if (sample is not null)
                {
                    if (isCounted) Read++;
                    yield return sample;
                    continue;
                }

                if (_options.OnError == OnError.Stop) throw new DataFormatException(fault!);
                if (!isCounted) continue;
                Skipped++;
                _options.Skipped?.Invoke(fault!);
            }
        }
    }

    private Sample SampleOf(JsonElement row)
    {
        var sample = SampleParser.Parse(row);
        return _options.Format is { } format && SampleFit.Obstacle(sample, format) is { } obstacle
            ? throw new RowException(obstacle) : sample;
    }

    private static (T? Sample, DataFault? Fault) Parse<T>(DataFile file, SourceRow row, Func<JsonElement, T> read)
        where T : class
    {
        if (row.Fault is { } reason) return (null, Fault(row.Line, row.Column, reason));
        var bytes = row.Json.Span;
        if (!Utf8.IsValid(bytes))
        {
            var (line, column) = Place(row, Utf8Length(bytes));
            return (null, Fault(line, column, "the row is not UTF-8 from here on. Convert the file: iconv -f GB18030 -t UTF-8."));
        }

        try
        {
            if (HasTooManyValues(bytes)) return (null, Fault(row.Line, row.Column, $"the row has more than {MostValues:N0} values. A row is one sample."));
            using var document = JsonDocument.Parse(row.Json, s_json);
            return (read(document.RootElement), null);
        }
        catch (JsonException e)
        {
            var (line, column) = Place(row, OffsetOf(bytes, e));
            return (null, Fault(line, column, $"this is not JSON: {Sentence(e.Message)}"));
        }
        catch (RowException e)
        {
            return (null, Fault(row.Line, row.Column, e.Message));
        }
        catch (InvalidOperationException)
        {
            return (null, Fault(row.Line, row.Column, "a name holds half of a surrogate pair (\\ud800 to \\udfff), which is no character. Write the whole pair, or leave it out."));
        }

        DataFault Fault(long line, long column, string why) => new(file.Name, line, column, why)
        {
            Row = Encoding.UTF8.GetString(row.Json.Span[..Math.Min(row.Json.Length, 2000)]),
        };
    }

    // Millions of values of one digit would take many times the row's length.
    private static bool HasTooManyValues(ReadOnlySpan<byte> row)
    {
        if (row.Count((byte)',') < MostValues) return false;
        var reader = new Utf8JsonReader(row, new JsonReaderOptions { MaxDepth = s_json.MaxDepth });
        var values = 0;
        while (reader.Read()) values++;
        return values > MostValues;
    }

    // The message of .NET's parser without the place, which it counts in bytes of the row.
    private static string Sentence(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and > 0 ? message[..end] : message;

    private static int OffsetOf(ReadOnlySpan<byte> row, JsonException e)
    {
        var offset = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
        {
            var next = row[offset..].IndexOf((byte)'\n');
            if (next < 0) break;
            offset += next + 1;
        }

        return (int)Math.Min(offset + (e.BytePositionInLine ?? 0), row.Length);
    }

    // Counts characters, not bytes, as an editor does.
    private static (long Line, long Column) Place(SourceRow row, int offset)
    {
        var before = row.Json.Span[..offset];
        var lines = before.Count((byte)'\n');
        var lastLine = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return (row.Line + lines, Encoding.UTF8.GetCharCount(lastLine) + (lines == 0 ? row.Column : 1));
    }

    private static int Utf8Length(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done) offset += length;
        return offset;
    }
}
