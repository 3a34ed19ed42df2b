using System.Text;
using System.Text.Json;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Jupyter;

/// <summary>The contents of the messages that a kernel sends.</summary>
internal static class MessageContent
{
    public static byte[] Status(string state) => Json.Object(json => json.WriteString("execution_state", state));

    public static byte[] Input(string code, int count) => Json.Object(json =>
    {
        json.WriteText("code", code);
        json.WriteNumber("execution_count", count);
    });

    public static byte[] Stream(string name, string text) => Json.Object(json =>
    {
        json.WriteString("name", name);
        json.WriteText("text", text);
    });

    /// <summary>A displayed or updated value, or a result when a count is given.</summary>
    public static byte[] Bundle(MimeBundle bundle, string? displayId = null, int? count = null) => Json.Object(json =>
    {
        if (count is { } number) json.WriteNumber("execution_count", number);
        WriteBundle(json, bundle);
        json.WriteObject("transient", transient =>
        {
            if (displayId is not null) transient.WriteString("display_id", displayId);
        });
    });

    public static byte[] ClearOutput(bool wait) => Json.Object(json => json.WriteBoolean("wait", wait));

    public static byte[] Error(CellOutput.Error error, string? status = null, int? count = null) => Json.Object(json =>
    {
        if (status is not null) json.WriteString("status", status);
        if (count is { } number) json.WriteNumber("execution_count", number);
        WriteError(json, error);
    });

    public static byte[] Failure(string status, string name, string message) => Json.Object(json =>
    {
        json.WriteString("status", status);
        json.WriteString("ename", name);
        json.WriteText("evalue", message);
        json.WriteTexts("traceback", [message]);
    });

    /// <summary><c>data</c> and <c>metadata</c>.</summary>
    public static void WriteBundle(Utf8JsonWriter json, MimeBundle bundle)
    {
        json.WriteObject("data", data =>
        {
            foreach (var (mimeType, value) in bundle) WritePart(data, mimeType, value);
        });
        json.WriteObject("metadata", metadata =>
        {
            foreach (var (mimeType, value) in bundle)
            {
                if (mimeType == "image/png" && PngSize.Shown(value) is var (width, height))
                {
                    metadata.WriteObject(mimeType, size =>
                    {
                        size.WriteNumber("width", width);
                        size.WriteNumber("height", height);
                    });
                }
            }
        });
    }

    public static void WriteError(Utf8JsonWriter json, CellOutput.Error error)
    {
        json.WriteString("ename", error.Name);
        json.WriteText("evalue", error.Message);
        json.WriteStartArray("traceback");
        foreach (var line in Traceback(error)) json.WriteStringValue(Json.Clean(line));
        json.WriteEndArray();
    }

    /// <summary>Red and bold where a terminal would have it, as Jupyter's clients understand.</summary>
    private static IEnumerable<string> Traceback(CellOutput.Error error)
    {
        const string Red = "\u001b[31m", Plain = "\u001b[0m";
        if (error.Traceback.Count == 0) return [$"{Red}{error.Name}{Plain}: {error.Message}"];
        return error.Traceback.Select((line, i) => i == 0 || line.Contains(": error CS", StringComparison.Ordinal) ? $"{Red}{line}{Plain}" : line);
    }

    private static void WritePart(Utf8JsonWriter json, string mimeType, string value)
    {
        if (MimeBundle.IsJson(mimeType))
        {
            try
            {
                using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(value));
                json.WritePropertyName(mimeType);
                document.RootElement.WriteTo(json);
                return;
            }
            catch (JsonException)
            {
                // A formatter wrote something else; it travels as text.
            }
        }

        json.WriteText(mimeType, value);
    }
}
