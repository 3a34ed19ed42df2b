using System.Text.Json;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>What travels between a run and the process that its cells run in: one JSON object a line.</summary>
internal abstract record WorkerMessage
{
    private WorkerMessage()
    {
    }

    /// <summary>To the worker: forget everything, and work in this folder.</summary>
    /// <param name="IsScript">Whether cells see what scripts see, such as <c>Args</c>.</param>
    public sealed record Open(string Folder, bool IsScript) : WorkerMessage;

    /// <summary>To the worker: run a cell.</summary>
    public sealed record Run(string Code, string Name, string Language) : WorkerMessage;

    /// <summary>To the worker: stop the running cell.</summary>
    public sealed record Stop : WorkerMessage;

    /// <summary>From the worker: it is ready for the first cell.</summary>
    public sealed record Opened : WorkerMessage;

    /// <summary>From the worker: the cell shows something.</summary>
    public sealed record Shown(CellOutput Output) : WorkerMessage;

    /// <summary>From the worker: a mark stands in both standard streams; what they hold before it comes before what
    /// follows here.</summary>
    public sealed record Marked(int Number) : WorkerMessage;

    /// <summary>From the worker: somebody called <c>Environment.Exit</c>.</summary>
    public sealed record Exiting : WorkerMessage;

    /// <summary>From the worker: the cell ended.</summary>
    /// <param name="Error">What it failed of; null when it did not.</param>
    /// <param name="IsStopped">Whether it was stopped.</param>
    /// <param name="IsLeftBehind">Whether it may go on nevertheless.</param>
    public sealed record Ended(CellOutput.Error? Error, bool IsStopped, bool IsLeftBehind, CellFigures Figures) : WorkerMessage;

    /// <summary>The message's line, with its line break.</summary>
    public byte[] ToLine()
    {
        var line = Json.Object(json =>
        {
            json.WriteString("is", GetType().Name);
            Write(json);
        });
        return [.. line, (byte)'\n'];
    }

    private void Write(Utf8JsonWriter json)
    {
        switch (this)
        {
            case Open open:
                json.WriteString("folder", open.Folder);
                json.WriteBoolean("script", open.IsScript);
                break;
            case Run run:
                json.WriteText("code", run.Code);
                json.WriteText("name", run.Name);
                json.WriteText("language", run.Language);
                break;
            case Shown shown:
                Write(json, shown.Output);
                break;
            case Marked marked:
                json.WriteNumber("number", marked.Number);
                break;
            case Ended ended:
                if (ended.Error is { } error) json.WriteObject("error", inner => Write(inner, error));
                json.WriteBoolean("stopped", ended.IsStopped);
                json.WriteBoolean("left", ended.IsLeftBehind);
                json.WriteObject("figures", inner =>
                {
                    inner.WriteNumber("ticks", ended.Figures.Time.Ticks);
                    inner.WriteNumber("growth", ended.Figures.Growth);
                    inner.WriteNumber("peak", ended.Figures.Peak);
                });
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, CellOutput output)
    {
        json.WriteString("kind", output.GetType().Name);
        switch (output)
        {
            case CellOutput.Stream stream:
                json.WriteString("name", stream.Name);
                json.WriteText("text", stream.Text);
                break;
            case CellOutput.Displayed displayed:
                Write(json, displayed.Content, displayed.Id);
                break;
            case CellOutput.Updated updated:
                Write(json, updated.Content, updated.Id);
                break;
            case CellOutput.Result result:
                Write(json, result.Content, "");
                break;
            case CellOutput.Cleared cleared:
                json.WriteBoolean("wait", cleared.Wait);
                break;
            case CellOutput.Error error:
                json.WriteText("name", error.Name);
                json.WriteText("message", error.Message);
                json.WriteTexts("traceback", error.Traceback);
                if (error.Line is { } line) json.WriteNumber("line", line);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, MimeBundle content, string id)
    {
        json.WriteString("id", id);
        json.WriteObject("data", data =>
        {
            foreach (var (mimeType, value) in content) data.WriteText(mimeType, value);
        });
    }
}
