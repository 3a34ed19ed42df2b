using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace LlmKit.Data.Queries;

/// <summary>Writes the rows of a query into a file: <c>.jsonl</c>, <c>.json</c>, <c>.csv</c>, <c>.tsv</c>, each also with <c>.gz</c>, and
/// <c>.parquet</c>. The file has a temporary name until it is whole.</summary>
public static class QueryWriter
{
    /// <summary>Runs the query and writes its rows.</summary>
    /// <returns>The number of rows.</returns>
    /// <exception cref="QueryException">DuckDB refuses the query.</exception>
    public static long Write(
        Database database, string sql, IReadOnlyList<object?> parameters, string path, CancellationToken stop = default)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            var written = path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)
                ? database.Execute(
                    $"COPY ({sql.TrimEnd().TrimEnd(';')}\n) TO '{temporary.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd)",
                    parameters, stop)
                : WriteText(database, sql, parameters, path, temporary, stop);
            File.Move(temporary, path, overwrite: true);
            return written;
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    private static long WriteText(
        Database database, string sql, IReadOnlyList<object?> parameters, string path, string temporary, CancellationToken stop)
    {
        using var result = database.Query(sql, parameters, stop);
        using var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        using var stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : (Stream)file;
        return Sources.SampleWriter.ExtensionOf(path) switch
        {
            ".csv" => WriteTable(result, stream, ","),
            ".tsv" => WriteTable(result, stream, "\t"),
            ".json" => WriteJson(result, stream, isList: true),
            _ => WriteJson(result, stream, isList: false),
        };
    }

    private static long WriteTable(QueryResult result, Stream stream, string delimiter)
    {
        var count = 0L;
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 14, leaveOpen: true);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, NewLine = "\n" });
        Record(result.Columns.Select(column => column.Name));
        foreach (var row in result.Rows())
        {
            Record(row.Select(QueryJson.Shown));
            count++;
        }

        return count;

        void Record(IEnumerable<string> cells)
        {
            foreach (var cell in cells) csv.WriteField(cell);
            csv.NextRecord();
        }
    }

    private static long WriteJson(QueryResult result, Stream stream, bool isList)
    {
        var count = 0L;
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var row in result.Rows())
        {
            bytes.ResetWrittenCount();
            json.Reset();
            result.Write(json, row, withNulls: true);
            json.Flush();
            if (isList) stream.Write(count == 0 ? "[\n"u8 : ",\n"u8);
            stream.Write(bytes.WrittenSpan);
            if (!isList) stream.WriteByte((byte)'\n');
            count++;
        }

        if (isList) stream.Write(count == 0 ? "[]\n"u8 : "\n]\n"u8);
        return count;
    }
}
