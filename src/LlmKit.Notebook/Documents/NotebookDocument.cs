using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Documents;

/// <summary>
/// A Jupyter notebook (nbformat 4.0 to 4.5). Everything in the file that is not a source or an output is kept as it was.
/// </summary>
public sealed class NotebookDocument
{
    private readonly JsonObject _root;

    private NotebookDocument(JsonObject root, string path)
    {
        _root = root;
        Path = path;
        Cells = [.. ((JsonArray)root["cells"]!).Select((cell, i) => new NotebookCell((JsonObject)cell!, i + 1, path))];
    }

    /// <summary>The file that the notebook was read from.</summary>
    public string Path { get; }

    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <exception cref="NotebookFormatException">The file is not a notebook of format 4.</exception>
    public static NotebookDocument Read(string path) => Parse(File.ReadAllText(path), path);

    /// <param name="path">Names the notebook in messages.</param>
    public static NotebookDocument Parse(string json, string path)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException(
                $"{path} is not JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}. A notebook is a JSON file; was it cut off?", e);
        }

        if (node is not JsonObject root || root["cells"] is not JsonArray cells)
            throw new NotebookFormatException($"{path} is JSON, but no notebook: it has no list of cells.");
        if (root["nbformat"] is not JsonValue format || !format.TryGetValue<int>(out var major) || major != 4)
        {
            throw new NotebookFormatException(
                $"{path} has nbformat {root["nbformat"]?.ToJsonString() ?? "missing"}. Format 4 can be read; convert it with: jupyter nbconvert --to notebook.");
        }

        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i] is not JsonObject)
            {
                throw new NotebookFormatException(
                    $"{path}, cell {i + 1} is {cells[i]?.ToJsonString() ?? "null"}. A cell is an object with cell_type and source.");
            }
        }

        return new(root, path);
    }

    /// <summary>The file's text, formatted as Jupyter writes it.</summary>
    public string ToJson() => JupyterJson.Write(_root);

    /// <summary>Writes the notebook; the file appears whole or not at all.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(ToJson()));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
