using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmKit.Data.Sources;

/// <summary>Keeps skipped rows in a side file, one JSON object each: file, line, column, reason, row. The file comes to
/// be with the first such row.</summary>
public sealed class RejectedRows(string path) : IDisposable
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FileStream? _file;

    public void Add(DataFault fault)
    {
        _file ??= new(path, FileMode.Create, FileAccess.Write);
        using (var json = new Utf8JsonWriter(_file, s_json))
        {
            json.WriteStartObject();
            json.WriteString("file", fault.File);
            json.WriteNumber("line", fault.Line);
            json.WriteNumber("column", fault.Column);
            json.WriteString("reason", fault.Reason);
            json.WriteString("row", fault.Row);
            json.WriteEndObject();
        }

        _file.WriteByte((byte)'\n');
    }

    public void Dispose() => _file?.Dispose();
}
