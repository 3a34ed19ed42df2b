using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Documents;

/// <summary>
/// Reads the JSON of a notebook and checks all of it that the rest of the program relies on (nbformat 4.0 to
/// 4.5), so that nobody meets a wrong type later.
/// </summary>
internal static class JupyterFormat
{
    private const int MaxDepth = 256;
    private static readonly JsonDocumentOptions s_options =
        new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static JsonObject Parse(ReadOnlySpan<byte> json, string path)
    {
        TextFile.CheckUtf8(json, path);
        if (json.StartsWith(TextFile.Utf8Mark)) json = json[TextFile.Utf8Mark.Length..];

        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json, documentOptions: s_options);
            CheckText(node);
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException(
                $"{path} is not JSON: {Reason(e)} A notebook is a JSON file; was it cut off?", e);
        }
        catch (InvalidOperationException e)
        {
            throw new NotebookFormatException(
                $"{path} has half a character: a \\ud800 to \\udfff that stands alone. Replace it in the "
                    + "file, or save the notebook again where it was made.", e);
        }

        if (node is not JsonObject root || (!root.ContainsKey("cells") && !root.ContainsKey("worksheets")))
            throw new NotebookFormatException($"{path} is JSON, but no notebook: it has no list of cells.");

        CheckVersion(root, path);
        Check(root, path);
        return root;
    }

    private static string Reason(JsonException e) => e switch
    {
        _ when e.Message.Contains("maximum configured depth", StringComparison.Ordinal) =>
            $"it is nested deeper than {MaxDepth} levels.",
        _ when e.Message.Contains("uplicate", StringComparison.Ordinal) =>
            "an object has the same key twice.",
        { LineNumber: { } line } => $"line {line + 1}, column {e.BytePositionInLine + 1}.",
        _ => "it cannot be parsed.",
    };

    // Strings and keys are decoded when they are first asked for; asking now finds the broken ones.
    private static void CheckText(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (_, value) in map) CheckText(value);
                break;
            case JsonArray list:
                foreach (var item in list) CheckText(item);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }

    private static void CheckVersion(JsonObject root, string path)
    {
        if (root["nbformat"] is not JsonValue format || !format.TryGetValue<int>(out var major) || major != 4)
        {
            throw new NotebookFormatException(
                $"{path} has nbformat {Shown(root["nbformat"])}. Format 4 can be read; convert it with: "
                    + "jupyter nbconvert --to notebook.");
        }

        if (root["nbformat_minor"] is { } minor
            && (minor is not JsonValue value || !value.TryGetValue<int>(out var number) || number < 0))
            throw new NotebookFormatException(
                $"{path} has nbformat_minor {Shown(minor)}. It must be a whole number, such as 5.");
    }

    private static void Check(JsonObject root, string path)
    {
        if (root["cells"] is not JsonArray cells)
            throw new NotebookFormatException($"{path} is JSON, but no notebook: it has no list of cells.");
        Optional<JsonObject>(root, "metadata", path);
        for (var i = 0; i < cells.Count; i++)
        {
            var place = $"{path}, cell {i + 1}";
            if (cells[i] is not JsonObject cell)
                throw new NotebookFormatException(
                    $"{place} is {(cells[i] is null ? "null" : Shown(cells[i]))}. A cell is an object with "
                        + "cell_type and source.");
            if (cell["cell_type"] is not JsonValue kind || !kind.TryGetValue<string>(out var text)
                || text is not ("code" or "markdown" or "raw"))
            {
                var given = cell["cell_type"] is { } other ? $"cell_type {Shown(other)}" : "no cell_type";
                throw new NotebookFormatException(
                    $"{place} has {given}. It must be \"code\", \"markdown\" or \"raw\".");
            }

            Lines(cell, "source", place);
            Optional<JsonObject>(cell, "metadata", place);
            if (cell["id"] is not null) Text(cell, "id", place);
            CheckAttachments(cell, place);
            CheckOutputs(cell, place);
        }
    }

    private static void CheckAttachments(JsonObject cell, string place)
    {
        foreach (var (name, _) in Optional<JsonObject>(cell, "attachments", place) ?? [])
        {
            var file = Optional<JsonObject>((JsonObject)cell["attachments"]!, name, $"{place}, attachments");
            foreach (var (mimeType, _) in file ?? []) Lines(file!, mimeType, $"{place}, attachment {name}");
        }
    }

    private static void CheckOutputs(JsonObject cell, string place)
    {
        var outputs = Optional<JsonArray>(cell, "outputs", place) ?? [];
        for (var i = 0; i < outputs.Count; i++)
        {
            var where = $"{place}, output {i + 1}";
            if (outputs[i] is not JsonObject output) throw Wrong(where, "", outputs[i], "an object");
            switch (Text(output, "output_type", where))
            {
                case "stream":
                    Text(output, "name", where);
                    Lines(output, "text", where);
                    break;
                case "display_data" or "execute_result" or "update_display_data":
                    Optional<JsonObject>(output, "metadata", where);
                    CheckData(output, where);
                    break;
                case "error":
                    Text(output, "ename", where);
                    Text(output, "evalue", where);
                    Lines(output, "traceback", where);
                    break;
                default:
                    throw Wrong(
                        where, "output_type", output["output_type"],
                        "stream, display_data, execute_result or error");
            }
        }
    }

    private static void CheckData(JsonObject output, string where)
    {
        foreach (var (mimeType, _) in Optional<JsonObject>(output, "data", where) ?? [])
        {
            if (!MimeBundle.IsJson(mimeType)) Lines((JsonObject)output["data"]!, mimeType, where);
        }
    }

    private static T? Optional<T>(JsonObject parent, string key, string place) where T : JsonNode =>
        parent[key] switch
    {
        null => null,
        T right => right,
        var wrong => throw Wrong(place, key, wrong, typeof(T) == typeof(JsonArray) ? "a list" : "an object"),
    };

    private static string Text(JsonObject parent, string key, string place) =>
        parent[key] is JsonValue value
            && value.TryGetValue<string>(out var text) ? text : throw Wrong(place, key, parent[key], "text");

    private static void Lines(JsonObject parent, string key, string place)
    {
        if (parent[key] is JsonArray lines && lines.All(IsText)) return;
        if (!IsText(parent[key])) throw Wrong(place, key, parent[key], "text or a list of lines");
    }

    private static bool IsText(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String;

    private static NotebookFormatException Wrong(string place, string key, JsonNode? value, string rule) =>
        new($"{place}: {(key.Length == 0 ? "it" : key)} is {Shown(value)}. It must be {rule}.");

    private static string Shown(JsonNode? node)
    {
        if (node is null) return "missing";
        var text = JupyterJson.WriteLine(node);
        return text.Length > 60 ? text[..60] + "…" : text;
    }
}
