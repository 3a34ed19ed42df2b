using System.Text.Json.Nodes;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Documents;

/// <summary>One cell of a notebook.</summary>
public sealed class NotebookCell
{
    private readonly JsonObject _cell;
    private readonly NotebookDocument _notebook;

    internal NotebookCell(JsonObject cell, int number, NotebookDocument notebook)
    {
        _cell = cell;
        _notebook = notebook;
        Number = number;
    }

    /// <summary>Counted from 1, text cells included.</summary>
    public int Number { get; }

    /// <summary><c>code</c>, <c>markdown</c> or <c>raw</c>.</summary>
    public string Kind => (string)_cell["cell_type"]!;

    public bool IsCode => Kind == "code";

    /// <summary>The cell's id, which formats from 4.5 on have; null without one.</summary>
    public string? Id => (string?)_cell["id"];

    public string Source => JupyterJson.Text(_cell["source"]);

    /// <summary>The tags in the cell's metadata.</summary>
    public IReadOnlyList<string> Tags => Metadata("tags") is JsonArray tags
        ? [.. tags.OfType<JsonValue>().Select(tag => tag.ToString())]
        : [];

    /// <summary>The heading that scripts give a cell beside its mark; null without one.</summary>
    public string? Title => TextOf(Metadata("title"));

    public int? ExecutionCount =>
        _cell["execution_count"] is JsonValue value && value.TryGetValue<int>(out var count) ? count : null;

    public IReadOnlyList<NotebookOutput> Outputs =>
        _cell["outputs"] is JsonArray outputs
            ? [.. outputs.Select(output => new NotebookOutput((JsonObject)output!))] : [];

    /// <summary>
    /// The language of the cell: what a first line <c>#!name</c> says, else the metadata of Polyglot, of .NET
    /// Interactive or of VS Code, else the language of the notebook. <c>markdown</c> for text cells.
    /// </summary>
    public string Language => Kind switch
    {
        "code" => CellLanguages.SwitchedBy(FirstLine(out _, out _)) ?? GivenLanguage ?? _notebook.Language,
        _ => Kind,
    };

    /// <summary>The source without a first line that only names the language. Its line stays, empty, so that
    /// line numbers hold.</summary>
    public string Code
    {
        get
        {
            var line = FirstLine(out var start, out var source);
            return IsCode
                && CellLanguages.SwitchedBy(line) is not null
                ? source[..start] + source[(start + line.Length)..] : source;
        }
    }

    private string? GivenLanguage
    {
        get
        {
            var given = TextOf(Within(Metadata("polyglot_notebook"), "kernelName"))
                ?? TextOf(Within(Metadata("dotnet_interactive"), "language"))
                ?? LanguageOfEditor(TextOf(Within(Metadata("vscode"), "languageId")));
            return given is { Length: > 0 } ? CellLanguages.NameOf(given) : null;
        }
    }

    /// <summary>A picture attached to a text cell, as <c>attachment:name</c> refers to it: its type and
    /// base64. Null without it.</summary>
    public (string MimeType, string Base64)? Attachment(string name) =>
        _cell["attachments"]?[name] is JsonObject { Count: > 0 } file && file.First() is var (mimeType, data)
            ? (mimeType, JupyterJson.Text(data))
            : null;

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
        if (_cell["outputs"] is not JsonArray outputs) _cell["outputs"] = outputs = [];
        if (output is CellOutput.Stream stream && outputs.LastOrDefault() is JsonObject last &&
            (string?)last["output_type"] == "stream" && (string?)last["name"] == stream.Name)
        {
            last["text"] = JupyterJson.Lines(JupyterJson.Text(last["text"]) + stream.Text);
            return;
        }

        outputs.Add(ToJson(output));
    }

    internal void SetId(string id) => _cell["id"] = id;

    private static JsonNode? Within(JsonNode? node, string key) => (node as JsonObject)?[key];

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // VS Code writes dotnet-interactive.csharp, or polyglot-notebook, which says nothing.
    private static string? LanguageOfEditor(string? id) =>
        id is null or "polyglot-notebook" or "dotnet-interactive" ? null : id[(id.LastIndexOf('.') + 1)..];

    private JsonNode? Metadata(string key) => Within(_cell["metadata"], key);

    private ReadOnlySpan<char> FirstLine(out int start, out string source)
    {
        source = Source;
        start = 0;
        while (start < source.Length && char.IsWhiteSpace(source[start])) start++;
        var end = source.IndexOf('\n', start);
        return source.AsSpan()[start..(end < 0 ? source.Length : end)];
    }

    private JsonObject ToJson(CellOutput output) => output switch
    {
        CellOutput.Stream stream => new()
        {
            ["output_type"] = "stream", ["name"] = stream.Name, ["text"] = JupyterJson.Lines(stream.Text),
        },
        CellOutput.Displayed displayed => new()
        {
            ["output_type"] = "display_data", ["data"] = Data(displayed.Content),
            ["metadata"] = Sizes(displayed.Content),
        },
        CellOutput.Result result => new()
        {
            ["output_type"] = "execute_result", ["data"] = Data(result.Content),
            ["metadata"] = Sizes(result.Content),
            ["execution_count"] = _cell["execution_count"]?.DeepClone(),
        },
        CellOutput.Error error => new()
        {
            ["output_type"] = "error", ["ename"] = error.Name, ["evalue"] = error.Message,
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
        },
        _ => throw new ArgumentException(
            $"{output.GetType().Name} has no form in a notebook.", nameof(output)),
    };

    private static JsonObject Sizes(MimeBundle content) =>
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
