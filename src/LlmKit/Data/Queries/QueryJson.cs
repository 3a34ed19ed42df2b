using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmKit.Data.Queries;

/// <summary>Values of a query as JSON: lists and structs as they are, what JSON has not as text.</summary>
internal static class QueryJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(object? value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_options)) Write(json, value);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>A value as one reads it in a table: texts bare, NULL as nothing.</summary>
    public static string Shown(object? value) => value switch
    {
        null => "",
        string text => text,
        object?[] or QueryStruct or KeyValuePair<object, object?>[] => Text(value),
        _ => Plain(value),
    };

    public static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <param name="withNulls">Whether a struct's fields that are NULL are written.</param>
    public static void Write(Utf8JsonWriter json, object? value, bool withNulls = true)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case string text: json.WriteStringValue(text); break;
            case sbyte or short or int or long or byte or ushort or uint or ulong or decimal or Int128 or UInt128: json.WriteRawValue(Plain(value)); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case QueryStruct fields:
                json.WriteStartObject();
                foreach (var (name, field) in fields)
                {
                    if (field is null && !withNulls) continue;
                    json.WritePropertyName(name);
                    Write(json, field, withNulls);
                }

                json.WriteEndObject();
                break;
            case KeyValuePair<object, object?>[] pairs:
                json.WriteStartObject();
                foreach (var (key, element) in pairs)
                {
                    json.WritePropertyName(Shown(key));
                    Write(json, element, withNulls);
                }

                json.WriteEndObject();
                break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case object?[] list:
                json.WriteStartArray();
                foreach (var element in list) Write(json, element, withNulls);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(Plain(value)); break;
        }
    }

    private static string Plain(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToBase64String(bytes),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
