using System.Text;
using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Documents;

/// <summary>
/// A notebook, held as Jupyter stores it (nbformat 4.0 to 4.5). Everything in the file that is not a source
/// or an output is kept as it was.
/// </summary>
public sealed class NotebookDocument
{
    private readonly JsonObject _root;
    private readonly List<NotebookCell> _cells;
    private readonly string _indent;

    private NotebookDocument(JsonObject root, string path, string indent)
    {
        _root = root;
        _indent = indent;
        Path = path;
        Language = NotebookMetadata.LanguageOf(root["metadata"] as JsonObject);
        var cells = (JsonArray)root["cells"]!;
        _cells = [.. cells.Select((cell, i) => new NotebookCell((JsonObject)cell!, i + 1, this))];
    }

    /// <summary>The file that the notebook was read from.</summary>
    public string Path { get; }

    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>The language of cells that name none, such as <c>csharp</c> or <c>python</c>.</summary>
    public string Language { get; }

    /// <summary>The kernel that the notebook asks for, as its reader would say it; null when it asks for
    /// none.</summary>
    public string? KernelTitle =>
        (_root["metadata"] as JsonObject)?["kernelspec"] is JsonObject kernel
            ? (kernel["display_name"] ?? kernel["name"])?.ToString() : null;

    internal JsonObject? Metadata => _root["metadata"] as JsonObject;

    private bool HasIds =>
        _root["nbformat_minor"] is JsonValue minor && minor.TryGetValue<int>(out var number) && number >= 5;

    /// <summary>Reads a notebook; the form is told by the extension: .ipynb, .dib or .csx.</summary>
    /// <exception cref="NotebookFormatException">The file is not of that form.</exception>
    public static NotebookDocument Read(string path) => Parse(TextFile.ReadBytes(path), path);

    /// <param name="path">Tells the form by its extension, and names the notebook in messages.</param>
    public static NotebookDocument Parse(ReadOnlySpan<byte> content, string path) =>
        System.IO.Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".DIB" => DibText.Parse(TextFile.Decode(content, path), path),
            ".CSX" => ScriptText.Parse(TextFile.Decode(content, path), path),
            _ => new(JupyterFormat.Parse(content, path), path, IndentOf(content)),
        };

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, string)"/>
    public static NotebookDocument Parse(string content, string path) =>
        Parse(Encoding.UTF8.GetBytes(content), path);

    /// <summary>The notebook's file, formatted as Jupyter writes it, with the indentation that it
    /// had.</summary>
    public string ToJson() => JupyterJson.Write(_root, _indent);

    /// <summary>The same notebook with other values for its parameters: the variables of the cell that is tagged
    /// <c>parameters</c>.</summary>
    /// <param name="values">Numbers, true, false and null are taken as such, anything else as a text.</param>
    /// <exception cref="NotebookFormatException">The notebook has no such cell, or no such variable.</exception>
    public NotebookDocument WithParameters(IReadOnlyDictionary<string, string> values)
    {
        var root = (JsonObject)_root.DeepClone();
        NotebookParameters.Inject((JsonArray)root["cells"]!, values, Path);
        return new(root, Path, _indent);
    }

    /// <summary>Gives an id to each cell that lacks one, where the format has ids (4.5). They come from the
    /// cells' places.</summary>
    public void AddMissingIds()
    {
        if (!HasIds) return;
        var taken = _cells.Select(cell => cell.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var cell in _cells.Where(cell => cell.Id is null))
        {
            var id = $"cell-{cell.Number}";
            for (var i = 2; !taken.Add(id); i++) id = $"cell-{cell.Number}-{i}";
            cell.SetId(id);
        }
    }

    /// <summary>Writes the notebook as .ipynb; the file appears whole or not at all.</summary>
    public void Save(string path) => TextFile.Write(path, ToJson());

    /// <summary>A notebook without cells, of format 4.5.</summary>
    internal static NotebookDocument Create(JsonObject metadata, string path) => new(
        new()
        {
            ["cells"] = new JsonArray(), ["metadata"] = metadata, ["nbformat"] = 4, ["nbformat_minor"] = 5,
        },
        path, " ");

    /// <param name="language">Of a code cell; <c>markdown</c> or <c>raw</c> for text.</param>
    internal void Add(string language, string source, string? title = null)
    {
        var metadata = new JsonObject();
        if (title is not null) metadata["title"] = title;
        var cell = new JsonObject
        {
            ["cell_type"] = language is "markdown" or "raw" ? language : "code",
            ["id"] = $"cell-{_cells.Count + 1}",
        };
        if (language is not ("markdown" or "raw"))
        {
            if (language != Language) NotebookMetadata.SetLanguage(metadata, language);
            cell["execution_count"] = null;
            cell["outputs"] = new JsonArray();
        }

        cell["metadata"] = metadata;
        cell["source"] = JupyterJson.Lines(source);
        ((JsonArray)_root["cells"]!).Add(cell);
        _cells.Add(new(cell, _cells.Count + 1, this));
    }

    // The first line that is indented tells by how much, as VS Code has it, too.
    private static string IndentOf(ReadOnlySpan<byte> json)
    {
        var line = json.IndexOf((byte)'\n');
        if (line < 0) return " ";
        var rest = json[(line + 1)..];
        var length = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return length is > 0 and <= 8 ? Encoding.UTF8.GetString(rest[..length]) : " ";
    }
}
