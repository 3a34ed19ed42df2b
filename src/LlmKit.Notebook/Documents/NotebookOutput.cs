using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Documents;

/// <summary>One output of a cell, as the notebook stores it.</summary>
public sealed class NotebookOutput
{
    private readonly JsonObject _output;

    internal NotebookOutput(JsonObject output) => _output = output;

    /// <summary><c>stream</c>, <c>display_data</c>, <c>execute_result</c> or <c>error</c>.</summary>
    public string Kind => (string)_output["output_type"]!;

    /// <summary><c>stdout</c> or <c>stderr</c> for a stream, an error's type for an error, else
    /// empty.</summary>
    public string Name => (string?)(_output["name"] ?? _output["ename"]) ?? "";

    /// <summary>What a stream printed, or an error's message; else empty.</summary>
    public string Text => JupyterJson.Text(_output["text"] ?? _output["evalue"]);

    /// <summary>An error's lines, with the escape codes of a terminal for colours.</summary>
    public IReadOnlyList<string> Traceback => _output["traceback"] switch
    {
        JsonArray lines => [.. lines.Select(line => (string)line!)],
        JsonValue text => [(string)text!],
        _ => [],
    };

    /// <summary>The forms in which the value can be shown.</summary>
    public IEnumerable<string> MimeTypes => (_output["data"] as JsonObject)?.Select(pair => pair.Key) ?? [];

    /// <summary>The value in one form: text, base64 or JSON. Null when the output does not have that
    /// form.</summary>
    public string? Data(string mimeType) => _output["data"]?[mimeType] switch
    {
        null => null,
        var json when MimeBundle.IsJson(mimeType) => JupyterJson.WriteLine(json),
        var text => JupyterJson.Text(text),
    };

    /// <summary>The width and height that the metadata give a picture, in CSS pixels; null for one that is
    /// not given.</summary>
    public (int? Width, int? Height) SizeOf(string mimeType) =>
        (_output["metadata"] as JsonObject)?[mimeType] is JsonObject size
            ? (Pixels(size["width"]), Pixels(size["height"])) : default;

    private static int? Pixels(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<double>(out var pixels)
            && pixels is >= 1 and < 100_000 ? (int)Math.Round(pixels) : null;
}
