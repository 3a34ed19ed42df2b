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

    /// <summary>A text that may hold half a surrogate pair, which JSON cannot.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string text) => json.WriteString(name, Clean(text));

    /// <summary>The text with U+FFFD for every half of a surrogate pair.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (char.IsSurrogatePair(text, i)) i++;
            else return Replaced(text);
        }

        return text;
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(Clean(text));
        json.WriteEndArray();
    }

    private static string Replaced(string text) => string.Concat(text.EnumerateRunes());
}
