using System.Text.Json.Nodes;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Documents;

/// <summary>One cell of a notebook.</summary>
public sealed class NotebookCell
{
    private readonly JsonObject _cell;

    internal NotebookCell(JsonObject cell, int number, string path)
    {
        _cell = cell;
        Number = number;
        Kind = cell["cell_type"] is JsonValue kind && kind.TryGetValue<string>(out var text)
            ? text
            : throw new NotebookFormatException(
                $"{path}, cell {number} has {(cell["cell_type"] is { } given ? $"cell_type {given.ToJsonString()}" : "no cell_type")}. "
                + "It must be \"code\", \"markdown\" or \"raw\".");
    }

    /// <summary>Counted from 1, text cells included.</summary>
    public int Number { get; }

    /// <summary><c>code</c>, <c>markdown</c> or <c>raw</c>.</summary>
    public string Kind { get; }

    public bool IsCode => Kind == "code";

    public string Source => JupyterJson.Text(_cell["source"]);

    /// <summary>The tags in the cell's metadata.</summary>
    public IReadOnlyList<string> Tags => _cell["metadata"]?["tags"] is JsonArray tags
        ? [.. tags.OfType<JsonValue>().Select(tag => tag.ToString())]
        : [];

    /// <summary>The language that Polyglot's metadata gives the cell; null when it says nothing.</summary>
    public string? Language =>
        (_cell["metadata"]?["polyglot_notebook"]?["kernelName"] ?? _cell["metadata"]?["dotnet_interactive"]?["language"])?.ToString();

    /// <summary>Forgets the outputs of an earlier run.</summary>
    public void Clear()
    {
        _cell["outputs"] = new JsonArray();
        _cell["execution_count"] = null;
    }

    public void SetExecutionCount(int count) => _cell["execution_count"] = count;

    /// <summary>Adds one output; text of the same stream joins the text before it.</summary>
    public void Add(CellOutput output)
    {
        var outputs = (JsonArray)_cell["outputs"]!;
        if (output is CellOutput.Stream stream && outputs.LastOrDefault() is JsonObject last &&
            last["output_type"]?.GetValue<string>() == "stream" && last["name"]?.GetValue<string>() == stream.Name)
        {
            last["text"] = JupyterJson.Lines(JupyterJson.Text(last["text"]) + stream.Text);
            return;
        }

        outputs.Add(ToJson(output));
    }

    private JsonObject ToJson(CellOutput output) => output switch
    {
        CellOutput.Stream stream => new()
        {
            ["output_type"] = "stream", ["name"] = stream.Name, ["text"] = JupyterJson.Lines(stream.Text),
        },
        CellOutput.Displayed displayed => new()
        {
            ["output_type"] = "display_data", ["data"] = Data(displayed.Content), ["metadata"] = Metadata(displayed.Content),
        },
        CellOutput.Result result => new()
        {
            ["output_type"] = "execute_result", ["data"] = Data(result.Content), ["metadata"] = Metadata(result.Content),
            ["execution_count"] = _cell["execution_count"]?.DeepClone(),
        },
        CellOutput.Error error => new()
        {
            ["output_type"] = "error", ["ename"] = error.Name, ["evalue"] = error.Message,
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
        },
        _ => throw new ArgumentException($"{output.GetType().Name} has no form in a notebook.", nameof(output)),
    };

    private static JsonObject Metadata(MimeBundle content) =>
        content["image/png"] is { } png && PngSize.Shown(png) is var (width, height)
            ? new() { ["image/png"] = new JsonObject { ["height"] = height, ["width"] = width } }
            : [];

    // JSON is stored as JSON, text as lines, and base64 as one string.
    private static JsonObject Data(MimeBundle content) => new(content.Select(part => KeyValuePair.Create(
        part.Key,
        MimeBundle.IsJson(part.Key) ? JsonNode.Parse(part.Value)
        : MimeBundle.IsBinary(part.Key) ? JsonValue.Create(part.Value)
        : (JsonNode)JupyterJson.Lines(part.Value))));
}
