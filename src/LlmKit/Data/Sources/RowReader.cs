using System.Text;

namespace LlmKit.Data.Sources;

/// <summary>Reads the rows of a file, whatever its kind: told by the extension, else by its first character.</summary>
internal static class RowReader
{
    public static IEnumerable<SourceRow> Read(DataFile file, ReadOptions options)
    {
        if (file.Extension == ".parquet") return ParquetOf(file, options.LargestRow);
        return ReadText(file, options);
    }

    // DuckDB reads files on disk only, so one inside of an archive is unpacked first.
    private static IEnumerable<SourceRow> ParquetOf(DataFile file, int limit)
    {
        if (file.Path is { } path)
        {
            foreach (var row in new ParquetRows(path, limit).Read()) yield return row;
            yield break;
        }

        var unpacked = Path.GetTempFileName();
        try
        {
            string? fault = null;
            try
            {
                using var stream = file.Open();
                using var target = File.Create(unpacked);
                stream.CopyTo(target);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                fault = $"the compressed file is damaged: {e.Message} Fetch or pack it again.";
            }

            if (fault is not null)
            {
                yield return new(0, 0, default, fault);
                yield break;
            }

            foreach (var row in new ParquetRows(unpacked, limit).Read()) yield return row;
        }
        finally
        {
            File.Delete(unpacked);
        }
    }

    private static IEnumerable<SourceRow> ReadText(DataFile file, ReadOptions options)
    {
        using var rows = Opened(file, options).GetEnumerator();
        while (true)
        {
            SourceRow row;
            try
            {
                if (!rows.MoveNext()) yield break;
                row = rows.Current;
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                row = new(0, 0, default, $"the compressed file is damaged: {e.Message} Fetch or pack it again.");
            }

            yield return row;
            if (row.Line == 0) yield break;
        }
    }

    private static IEnumerable<SourceRow> Opened(DataFile file, ReadOptions options)
    {
        using var stream = WithoutMark(file.Open());
        foreach (var row in Rows(file, stream, options)) yield return row;
    }

    private static IEnumerable<SourceRow> Rows(DataFile file, Stream stream, ReadOptions options) => file.Extension switch
    {
        ".json" => new JsonElements(stream, file.Property, options.LargestRow).Read(),
        ".csv" => new CsvRows(stream, Delimiter(file), options.LargestRow).Read(),
        ".tsv" => new CsvRows(stream, "\t", options.LargestRow).Read(),
        ".txt" or ".text" or ".md" => new TextRows(stream, options.TextUnit, options.LargestRow).Read(),
        ".html" or ".htm" => new TextRows(stream, TextUnit.File, options.LargestRow).Read(),
        ".jsonl" or ".ndjson" => Lines(stream, options.LargestRow),
        _ => FirstByte(file) switch
        {
            '{' => Lines(stream, options.LargestRow),
            '[' => new JsonElements(stream, file.Property, options.LargestRow).Read(),
            _ => new TextRows(stream, options.TextUnit, options.LargestRow).Read(),
        },
    };

    private static IEnumerable<SourceRow> Lines(Stream stream, int limit)
    {
        var lines = new LineReader(stream, limit);
        while (lines.TryRead(out var line))
        {
            if (lines.IsTooLong)
                yield return new(lines.Number, 1, line, $"the line is longer than {limit} bytes.");
            else if (!line.Span.Trim(" \t\r"u8).IsEmpty)
                yield return new(lines.Number, 1, line);
        }
    }

    // What separates the header's columns: the likeliest sign outside of quotation marks.
    private static string Delimiter(DataFile file)
    {
        using var reader = new StreamReader(WithoutMark(file.Open()));
        var (counts, isQuoted) = (new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0, ['|'] = 0 }, false);
        for (var read = 0; read < 10_000 && reader.Read() is var next and >= 0; read++)
        {
            if (next == '"') isQuoted = !isQuoted;
            if (next == '\n' && !isQuoted) break;
            if (!isQuoted && counts.TryGetValue((char)next, out var count)) counts[(char)next] = count + 1;
        }

        return counts.MaxBy(pair => pair.Value).Key.ToString();
    }

    private static int FirstByte(DataFile file)
    {
        using var stream = WithoutMark(file.Open());
        int next;
        do next = stream.ReadByte();
        while (next is ' ' or '\t' or '\r' or '\n');
        return next;
    }

    /// <summary>The text as UTF-8 without a byte order mark; UTF-16 with a mark is converted.</summary>
    private static Stream WithoutMark(Stream stream)
    {
        var start = new byte[3];
        int count;
        try
        {
            count = stream.ReadAtLeast(start, 3, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return stream;
        }

        return start.AsSpan(0, count) switch
        {
            [0xEF, 0xBB, 0xBF] => stream,
            [0xFF, 0xFE, ..] => Converted(Encoding.Unicode),
            [0xFE, 0xFF, ..] => Converted(Encoding.BigEndianUnicode),
            _ => new PrefixedStream(start.AsMemory(0, count), stream),
        };

        Stream Converted(Encoding encoding) => Encoding.CreateTranscodingStream(
            new PrefixedStream(start.AsMemory(2, count - 2), stream), encoding, new UTF8Encoding(false));
    }
}
