using System.Text.Json.Nodes;

// The console and the working folder belong to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace LlmKit.Notebook.Tests;

/// <summary>Makes notebooks for tests, and reads what is in them.</summary>
internal static class NotebookOutputs
{
    public static string NotebookOf(IEnumerable<string> cells) => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select((source, i) => new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"c{i}", ["metadata"] = new JsonObject(),
            ["outputs"] = new JsonArray(), ["source"] = new JsonArray(source),
        })]),
        ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5,
    }.ToJsonString();

    /// <summary>The text of each output: of a stream, of text/plain, or an error's name.</summary>
    public static List<string> TextsOf(string notebook) =>
    [
        .. JsonNode.Parse(notebook)!["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]!.AsArray())
            .Select(output => output!["ename"]?.ToString() ?? string.Concat((output["text"] ?? output["data"]!["text/plain"])!.AsArray())),
    ];
}
