using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Documents;

/// <summary>
/// The .dib files of Polyglot Notebooks: text in which a line <c>#!csharp</c> or <c>#!markdown</c> begins a
/// cell. No outputs are stored. A first cell <c>#!meta</c> holds metadata as JSON.
/// </summary>
internal static class DibText
{
    private const string Meta = "#!meta";

    /// <exception cref="NotebookFormatException">The metadata are no JSON object.</exception>
    public static NotebookDocument Parse(string text, string path)
    {
        var lines = text.Split('\n');
        var meta = ReadMeta(lines, path);
        var kernels = meta?["kernelInfo"] as JsonObject;
        var names = NamesIn(kernels);
        var language = kernels?["defaultKernelName"] is JsonValue value
            && value.TryGetValue<string>(out var given) && given.Length > 0
            ? NameOf(given, names) ?? given
            : CellLanguages.CSharp;

        var notebook = NotebookDocument.Create(MetadataOf(meta, language), path);
        var cell = new List<string>();
        var current = language;
        foreach (var line in lines)
        {
            if (line.StartsWith("#!", StringComparison.Ordinal)
                && NameOf(line[2..].Trim(), names) is { } name)
            {
                Add(notebook, current, cell);
                current = name;
            }
            else
            {
                cell.Add(line);
            }
        }

        Add(notebook, current, cell);
        return notebook;
    }

    /// <summary>Cells without text have no place in such a file; a cell's blank lines at its ends
    /// neither.</summary>
    public static string Write(NotebookDocument notebook)
    {
        var text = new StringBuilder();
        text.Append(Meta).Append("\n\n").Append(JupyterJson.WriteLine(MetaOf(notebook))).Append("\n\n");
        foreach (var cell in notebook.Cells)
        {
            var source = Trimmed(cell.Code.ReplaceLineEndings("\n").Split('\n'));
            if (source.Length == 0) continue;

            // Kernel-less text for exporters has no language here.
            if (cell.Kind == "raw") source = $"```\n{source}\n```";
            text.Append("#!").Append(cell.IsCode ? cell.Language : CellLanguages.Markdown).Append("\n\n");
            text.Append(cell.IsCode ? source : Guarded(source)).Append("\n\n");
        }

        return text.ToString();
    }

    private static JsonObject? ReadMeta(string[] lines, string path)
    {
        var start = Array.FindIndex(lines, line => line.StartsWith("#!", StringComparison.Ordinal));
        if (start < 0 || lines[start].Trim() != Meta) return null;

        var end = Array.FindIndex(lines, start + 1, line => line.StartsWith("#!", StringComparison.Ordinal));
        if (end < 0) end = lines.Length;
        var json = string.Join('\n', lines[(start + 1)..end]);
        Array.Fill(lines, "", start, end - start);
        try
        {
            if (string.IsNullOrWhiteSpace(json)) return null;
            var node = JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false });
            if (node is JsonObject meta && JupyterJson.WriteLine(meta).Length > 0) return meta;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new NotebookFormatException(
                $"{path}, line {start + 1}: what follows {Meta} is not JSON. Correct it, or remove the lines "
                + "up to the next #!.", e);
        }

        throw new NotebookFormatException(
            $"{path}, line {start + 1}: what follows {Meta} must be one JSON object, such as "
            + $"{{\"kernelInfo\": …}}.");
    }

    private static Dictionary<string, string> NamesIn(JsonObject? kernels)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var kernel in (kernels?["items"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (kernel["name"] is not JsonValue value || !value.TryGetValue<string>(out var name)) continue;
            names[name] = CellLanguages.NameOf(name);
            foreach (var alias in (kernel["aliases"] as JsonArray ?? []).OfType<JsonValue>())
                names[alias.ToString()] = names[name];
        }

        return names;
    }

    private static string? NameOf(string word, Dictionary<string, string> names) =>
        names.GetValueOrDefault(word) ?? (CellLanguages.IsKnown(word) ? CellLanguages.NameOf(word) : null);

    private static JsonObject MetadataOf(JsonObject? meta, string language)
    {
        var metadata = NotebookMetadata.For(language);
        foreach (var (key, value) in meta ?? [])
        {
            if (key == "kernelInfo")
                metadata["polyglot_notebook"] = new JsonObject { [key] = value?.DeepClone() };
            else metadata[key] = value?.DeepClone();
        }

        return metadata;
    }

    private static JsonObject MetaOf(NotebookDocument notebook) => new()
    {
        ["kernelInfo"] = NotebookMetadata.Kernels(notebook.Metadata)?.DeepClone() ?? new JsonObject
        {
            ["defaultKernelName"] = notebook.Language,
            ["items"] = new JsonArray([.. Languages(notebook).Select(name => new JsonObject
            {
                ["aliases"] = new JsonArray(), ["languageName"] = name, ["name"] = name,
            })]),
        },
    };

    private static IEnumerable<string> Languages(NotebookDocument notebook) =>
        notebook.Cells.Where(cell => cell.IsCode).Select(cell => cell.Language).Prepend(notebook.Language)
            .Distinct();

    private static void Add(NotebookDocument notebook, string language, List<string> lines)
    {
        var source = Trimmed(lines);
        if (source.Length > 0) notebook.Add(language, source);
        lines.Clear();
    }

    private static string Trimmed(IReadOnlyList<string> lines)
    {
        int start = 0, end = lines.Count;
        while (start < end && string.IsNullOrWhiteSpace(lines[start])) start++;
        while (end > start && string.IsNullOrWhiteSpace(lines[end - 1])) end--;
        return string.Join('\n', lines.Skip(start).Take(end - start));
    }

    // A line of text that would begin a cell is moved in by a space.
    private static string Guarded(string source) => string.Join('\n', source.Split('\n')
        .Select(line =>
            line.StartsWith("#!", StringComparison.Ordinal)
            && CellLanguages.SwitchedBy(line) is not null ? " " + line : line));
}
