using System.Collections.Concurrent;
using System.Text.Json;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Executes cells in the order in which they come, and tells the clients everything that they show.</summary>
internal sealed class CellQueue : IDisposable
{
    private readonly Courier _courier;
    private readonly CellSession _session;
    private readonly OutputCapture _capture;
    private readonly ConcurrentQueue<JupyterMessage> _waiting = [];
    private readonly Worker _worker;
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;
    private JupyterMessage? _current;
    private bool _isSilent;

    public CellQueue(Courier courier, CellSession session, History history, Action<string> log)
    {
        (_courier, _session, History) = (courier, session, history);
        _worker = new("cells", log);
        _capture = new((name, text) => Show(new CellOutput.Stream(name, text)));
        Kernel.Outputs = output =>
        {
            _capture.Flush();
            Show(output);
        };
    }

    public History History { get; }

    /// <summary>How many cells were counted so far.</summary>
    public int Count { get; private set; }

    /// <summary>The request that is being executed; null between cells.</summary>
    public JupyterMessage? Running => _running is null ? null : _current;

    /// <summary>The request that is being executed, or was last.</summary>
    public JupyterMessage? Current => _current;

    /// <summary>The console's streams before they were captured, for the kernel's own words.</summary>
    public Stream OriginalError => _capture.OriginalError;

    public void Add(JupyterMessage request)
    {
        _waiting.Enqueue(request);
        _worker.Add(Next);
    }

    /// <summary>Runs something between cells, such as a widget's message.</summary>
    public void Between(Action action) => _worker.Add(() => _session.Engine.Invoke(action));

    /// <summary>Lets the compiler be loaded and compiled before the first cell needs it.</summary>
    public void WarmUp() => _worker.Add(() => _session.Engine.RunAsync("1 + 1", "warm-up").GetAwaiter().GetResult());

    /// <summary>Stops the running cell, if there is one.</summary>
    public void Interrupt()
    {
        lock (_lock) _running?.Cancel();
    }

    public void Dispose()
    {
        Interrupt();
        _worker.Dispose();
        Kernel.Outputs = null;
        _capture.Dispose();
    }

    private void Next()
    {
        if (!_waiting.TryDequeue(out var request)) return;
        _courier.Publish("status", request.Header, MessageContent.Status("busy"));
        var aborted = Execute(request);
        _courier.Publish("status", request.Header, MessageContent.Status("idle"));
        foreach (var other in aborted) Abort(other);
    }

    /// <returns>What must not be executed any more.</returns>
    private IReadOnlyList<JupyterMessage> Execute(JupyterMessage request)
    {
        var code = request.Text("code");
        var isSilent = request.Flag("silent", false);
        var isCounted = !isSilent && request.Flag("store_history", true);
        if (isCounted) Count++;
        if (!isSilent) _courier.Publish("execute_input", request.Header, MessageContent.Input(code, Count));

        var outcome = Run(request, code, isSilent);
        _capture.Flush();
        var result = (outcome as CellOutcome.Finished)?.Shown;
        if (result is not null && !isSilent) _courier.Publish("execute_result", request.Header, MessageContent.Bundle(result, count: Count));
        if (isCounted) History.Add(new(Count, code, result?.PlainText));
        if (outcome is CellOutcome.Finished)
        {
            _courier.Reply(Channel.Shell, request, "execute_reply", Succeeded(request));
            return [];
        }

        var error = outcome switch
        {
            CellOutcome.Failed failed => failed.Error,
            CellOutcome.Stopped { LeftBehind: true } => Interrupted("The cell did not stop when asked: it is in code that cannot be stopped. It was left behind and may go on; other cells can run."),
            _ => Interrupted("The cell was interrupted."),
        };
        if (!isSilent) _courier.Publish("error", request.Header, MessageContent.Error(error));
        IReadOnlyList<JupyterMessage> aborted = [];
        if (request.Flag("stop_on_error", true))
        {
            // What the client sent before it could know of the error.
            _courier.TakeIn();
            aborted = [.. TakeWaiting()];
        }

        _courier.Reply(Channel.Shell, request, "execute_reply", MessageContent.Error(error, "error", Count));
        return aborted;

        static CellOutput.Error Interrupted(string message) => new("Interrupted", message, [], null);
    }

    private CellOutcome Run(JupyterMessage request, string code, bool isSilent)
    {
        var stop = new CancellationTokenSource();
        lock (_lock) (_running, _current, _isSilent) = (stop, request, isSilent);
        try
        {
            return _session.RunAsync(code, $"Cell[{Count}]", stop.Token).GetAwaiter().GetResult();
        }
        finally
        {
            lock (_lock) _running = null;
            stop.Dispose();
        }
    }

    private byte[] Succeeded(JupyterMessage request) => Json.Object(json =>
    {
        json.WriteString("status", "ok");
        json.WriteNumber("execution_count", Count);
        json.WriteStartArray("payload");
        json.WriteEndArray();
        json.WriteObject("user_expressions", expressions =>
        {
            if (!request.Content.TryGetProperty("user_expressions", out var wanted) || wanted.ValueKind != JsonValueKind.Object) return;
            foreach (var expression in wanted.EnumerateObject())
            {
                expressions.WriteObject(expression.Name, value => WriteExpression(value, expression.Value.GetString() ?? ""));
            }
        });
    });

    private void WriteExpression(Utf8JsonWriter json, string expression)
    {
        switch (_session.Engine.RunAsync(expression, "expression").GetAwaiter().GetResult())
        {
            case CellOutcome.Finished finished:
                json.WriteString("status", "ok");
                MessageContent.WriteBundle(json, finished.Shown ?? Formatter.Format(finished.Value));
                break;
            case CellOutcome.Failed failed:
                json.WriteString("status", "error");
                MessageContent.WriteError(json, failed.Error);
                break;
        }
    }

    private IEnumerable<JupyterMessage> TakeWaiting()
    {
        while (_waiting.TryDequeue(out var request)) yield return request;
    }

    private void Abort(JupyterMessage request)
    {
        _courier.Publish("status", request.Header, MessageContent.Status("busy"));
        _courier.Reply(Channel.Shell, request, "execute_reply", Json.Object(json =>
        {
            json.WriteString("status", "aborted");
            json.WriteNumber("execution_count", Count);
        }));
        _courier.Publish("status", request.Header, MessageContent.Status("idle"));
    }

    private void Show(CellOutput output)
    {
        var parent = _current?.Header;
        if (_isSilent && output is not CellOutput.Stream) return;
        switch (output)
        {
            case CellOutput.Stream stream:
                _courier.Publish("stream", parent, MessageContent.Stream(stream.Name, stream.Text));
                break;
            case CellOutput.Displayed displayed:
                _courier.Publish("display_data", parent, MessageContent.Bundle(displayed.Content, displayed.Id));
                break;
            case CellOutput.Updated updated:
                _courier.Publish("update_display_data", parent, MessageContent.Bundle(updated.Content, updated.Id));
                break;
            case CellOutput.Cleared cleared:
                _courier.Publish("clear_output", parent, MessageContent.ClearOutput(cleared.Wait));
                break;
        }
    }
}
