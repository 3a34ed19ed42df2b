using System.Text.Json;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>Reads the lines that <see cref="WorkerMessage.ToLine"/> makes.</summary>
internal static class MessageReader
{
    /// <exception cref="JsonException">The line is no message: something else wrote to the pipe.</exception>
    public static WorkerMessage Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return Text(root, "is") switch
        {
            nameof(WorkerMessage.Open) => new WorkerMessage.Open(Text(root, "folder"), root.GetProperty("script").GetBoolean()),
            nameof(WorkerMessage.Run) => new WorkerMessage.Run(Text(root, "code"), Text(root, "name"), Text(root, "language")),
            nameof(WorkerMessage.Stop) => new WorkerMessage.Stop(),
            nameof(WorkerMessage.Opened) => new WorkerMessage.Opened(),
            nameof(WorkerMessage.Shown) => new WorkerMessage.Shown(Output(root)),
            nameof(WorkerMessage.Marked) => new WorkerMessage.Marked(root.GetProperty("number").GetInt32()),
            nameof(WorkerMessage.Exiting) => new WorkerMessage.Exiting(),
            nameof(WorkerMessage.Ended) => new WorkerMessage.Ended(
                root.TryGetProperty("error", out var error) ? Error(error) : null, root.GetProperty("stopped").GetBoolean(),
                root.GetProperty("left").GetBoolean(), Figures(root.GetProperty("figures"))),
            var other => throw new JsonException($"There is no message \"{other}\"."),
        };
    }

    private static CellOutput Output(JsonElement json) => Text(json, "kind") switch
    {
        nameof(CellOutput.Stream) => new CellOutput.Stream(Text(json, "name"), Text(json, "text")),
        nameof(CellOutput.Displayed) => new CellOutput.Displayed(Content(json), Text(json, "id")),
        nameof(CellOutput.Updated) => new CellOutput.Updated(Content(json), Text(json, "id")),
        nameof(CellOutput.Result) => new CellOutput.Result(Content(json)),
        nameof(CellOutput.Cleared) => new CellOutput.Cleared(json.GetProperty("wait").GetBoolean()),
        nameof(CellOutput.Error) => Error(json),
        var other => throw new JsonException($"There is no output \"{other}\"."),
    };

    private static CellOutput.Error Error(JsonElement json) => new(
        Text(json, "name"), Text(json, "message"), [.. json.GetProperty("traceback").EnumerateArray().Select(line => line.GetString()!)], Line(json));

    private static MimeBundle Content(JsonElement json)
    {
        var content = new MimeBundle();
        foreach (var part in json.GetProperty("data").EnumerateObject()) content.Add(part.Name, part.Value.GetString()!);
        return content;
    }

    private static CellFigures Figures(JsonElement json) => new(
        new(json.GetProperty("ticks").GetInt64()), json.GetProperty("growth").GetInt64(), json.GetProperty("peak").GetInt64());

    private static int? Line(JsonElement json) => json.TryGetProperty("line", out var line) ? line.GetInt32() : null;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
