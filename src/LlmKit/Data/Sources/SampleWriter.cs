using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using LlmKit.Data.Formats;

namespace LlmKit.Data.Sources;

/// <summary>
/// Writes samples one at a time into a file: <c>.jsonl</c>, <c>.json</c>, <c>.csv</c>, <c>.tsv</c>, each also with
/// <c>.gz</c>, and <c>.parquet</c> by DuckDB. The file has a temporary name until <see cref="Complete"/>; without it nothing is left.
/// </summary>
public sealed class SampleWriter : IDisposable
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _path;
    private readonly string _temporary;
    private readonly DataFormat _format;
    private readonly string _extension;
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _row = new();
    private readonly Utf8JsonWriter _json;
    private readonly CsvWriter? _csv;
    private readonly ParquetSchema? _schema;
    private string[]? _columns;

    /// <exception cref="ArgumentException">The extension tells no kind of file.</exception>
    /// <exception cref="FileNotFoundException">Parquet is asked for, and DuckDB's library is not there.</exception>
    public SampleWriter(string path, DataFormat format)
    {
        (_path, _format) = (path, format);
        var isPacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        _extension = ExtensionOf(path);
        if (!Writable.Contains(_extension) || (isPacked && _extension == ".parquet"))
        {
            throw new ArgumentException(
                $"{path} has an extension that tells no kind of file. "
                + $"Written are {string.Join(", ", Writable)}, each but .parquet also with .gz.", nameof(path));
        }

        if (_extension == ".parquet")
        {
            Queries.DuckDbLibrary.Load();
            _schema = new();
        }

        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        _temporary = $"{path}.{Environment.ProcessId}.tmp";
        var file = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _stream = isPacked ? new GZipStream(file, CompressionLevel.Optimal) : file;
        _json = new(_row, s_json);
        if (_extension is ".csv" or ".tsv")
        {
            var text = new StreamWriter(_stream, new UTF8Encoding(false), 1 << 14, leaveOpen: true);
            _csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = _extension == ".tsv" ? "\t" : ",",
                NewLine = "\n",
            });
        }
    }

    /// <summary>The kinds of file that can be written.</summary>
    public static IReadOnlyList<string> Writable { get; } = [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"];

    /// <summary>The file that it becomes.</summary>
    public string Path => _path;

    public long Written { get; private set; }

    /// <summary>The extension of a path without <c>.gz</c>.</summary>
    public static string ExtensionOf(string path) => System.IO.Path.GetExtension(
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path).ToLowerInvariant();

    /// <summary>Why the sample cannot be written; null when it was.</summary>
    public string? TryWrite(Sample sample)
    {
        if (SampleFit.Obstacle(sample, _format) is { } obstacle) return obstacle;
        _row.ResetWrittenCount();
        _json.Reset();
        SampleJson.Write(_json, sample, _format);
        _json.Flush();
        if (_csv is not null && WriteRecord(_csv) is { } wrong) return wrong;
        if (_csv is null) WriteJson();
        Written++;
        return null;
    }

    /// <summary>Ends the file and gives it its name.</summary>
    public void Complete()
    {
        if (_extension == ".json") _stream.Write(Written == 0 ? "[]\n"u8 : "\n]\n"u8);
        Close();
        if (_schema is not null) MakeParquet(_schema);
        File.Move(_temporary, _path, overwrite: true);
    }

    public void Dispose()
    {
        Close();
        if (File.Exists(_temporary)) File.Delete(_temporary);
    }

    // The rows were collected as JSON, since the columns are known with the last one only.
    private void MakeParquet(ParquetSchema schema)
    {
        var packed = $"{_temporary}.parquet";
        try
        {
            ParquetFile.Write(_temporary, packed, schema);
            File.Move(packed, _temporary, overwrite: true);
        }
        catch (Queries.QueryException e)
        {
            throw new InvalidDataException($"{_path} cannot be written. {e.Message}", e);
        }
        finally
        {
            if (File.Exists(packed)) File.Delete(packed);
        }
    }

    private void WriteJson()
    {
        if (_schema is not null)
        {
            using var document = JsonDocument.Parse(_row.WrittenMemory);
            _schema.Add(document.RootElement);
        }

        if (_extension == ".json") _stream.Write(Written == 0 ? "[\n"u8 : ",\n"u8);
        _stream.Write(_row.WrittenSpan);
        if (_extension != ".json") _stream.WriteByte((byte)'\n');
    }

    // The first row's columns are the file's: a table cannot grow columns later.
    private string? WriteRecord(CsvWriter csv)
    {
        using var document = JsonDocument.Parse(_row.WrittenMemory);
        var cells = new Dictionary<string, string>();
        foreach (var column in document.RootElement.EnumerateObject())
            cells[column.Name] = column.Value.ValueKind == JsonValueKind.String ? column.Value.GetString()! : column.Value.GetRawText();
        if (_columns is null)
        {
            string[] usual = _format == DataFormat.QueryResponse ? ["system", "query", "response", "history"] : [];
            _columns = [.. usual, .. cells.Keys.Except(usual)];
            WriteCells(csv, _columns);
        }

        if (cells.Keys.Except(_columns).FirstOrDefault() is { } strange)
            return $"the sample has the column {strange}, which the table's first sample has not. Write .jsonl instead.";
        WriteCells(csv, _columns.Select(name => cells.GetValueOrDefault(name, "")));
        return null;
    }

    private static void WriteCells(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        csv.NextRecord();
    }

    private void Close()
    {
        _csv?.Dispose();
        _stream.Dispose();
    }
}
