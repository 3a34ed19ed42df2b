using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Writes the JSON of messages.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object as UTF-8.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteObject(this Utf8JsonWriter json, string name, Action<Utf8JsonWriter>? properties = null)
    {
        json.WriteStartObject(name);
        properties?.Invoke(json);
        json.WriteEndObject();
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
