using System.Runtime.InteropServices;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;

namespace LlmKit.Notebook.Jupyter;

/// <summary>A Jupyter kernel for C#: cells and questions come from a client over sockets, outputs go back (messaging protocol 5.4).</summary>
/// <remarks>
/// Cells run one after the other on a thread of their own. Questions about code are answered meanwhile, and an
/// interrupt never waits.
/// </remarks>
public sealed class JupyterKernel : IDisposable
{
    public const string ProtocolVersion = "5.4";

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TextReader _stdin = Console.In;
    private readonly CellEngine _engine = new(Environment.CurrentDirectory);
    private readonly History _history = new();
    private readonly Courier _courier;
    private readonly CellQueue _cells;
    private readonly Worker _questions, _control;
    private readonly ClientInput _input;
    private readonly CommHub _comms;
    private readonly CodeQuestions _code;
    private readonly ParentWatch _parent;
    private readonly PosixSignalRegistration _interrupt, _terminate;
    private readonly StreamWriter _log;

    public JupyterKernel(ConnectionFile connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _questions = new("questions", Log);
        _control = new("control", Log);
        _courier = new(connection, Received, Log);
        _cells = new(_courier, new(_engine), _history, Log);
        _log = new StreamWriter(_cells.OriginalError) { AutoFlush = true };
        _input = new(_courier, _cells);
        _comms = new((type, content) => _courier.Publish(type, _cells.Current?.Header, content));
        _code = new(_engine, CellSession.Magics);
        Console.SetIn(_input);
        Kernel.Asked = _input.Ask;
        Kernel.Comms = _comms;

        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            _cells.Interrupt();
        });
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            _ended.TrySetResult();
        });
        _parent = new(() => _ended.TrySetResult());
        _courier.Publish("status", null, MessageContent.Status("starting"));
        _cells.WarmUp();
    }

    /// <summary>Ends when a client asks for it, or is gone.</summary>
    public Task Ended => _ended.Task;

    public void Dispose()
    {
        _parent.Dispose();
        _interrupt.Dispose();
        _terminate.Dispose();
        _questions.Dispose();
        _control.Dispose();
        lock (_ended) _log.Dispose();
        _cells.Dispose();
        _courier.Dispose();
        Console.SetIn(_stdin);
        Kernel.Asked = null;
        Kernel.Comms = null;
        _engine.Dispose();
    }

    // On the courier's thread: only passes on.
    private void Received(Channel channel, JupyterMessage message)
    {
        switch (channel, message.Type)
        {
            case (Channel.Stdin, "input_reply"):
                _input.Answer(message);
                break;
            case (Channel.Stdin, _):
                Log($"stdin: a {message.Type} was dropped; only input_reply comes by this channel.");
                break;
            case (Channel.Shell, "execute_request"):
                _cells.Add(message);
                break;
            case (_, "comm_open" or "comm_msg" or "comm_close"):
                _cells.Between(() => _comms.Handle(message));
                break;
            case (Channel.Control, _):
                _control.Add(() => Answer(channel, message));
                break;
            default:
                _questions.Add(() => Answer(channel, message));
                break;
        }
    }

    private void Answer(Channel channel, JupyterMessage message)
    {
        _courier.Publish("status", message.Header, MessageContent.Status("busy"));
        var type = message.Type.EndsWith("_request", StringComparison.Ordinal) ? message.Type[..^"request".Length] + "reply" : "";
        try
        {
            if (Content(message) is { } content) _courier.Reply(channel, message, type, content);
            else Log($"{channel}: a {message.Type} was dropped; this kernel does not know it.");
        }
        catch (Exception e)
        {
            _courier.Reply(channel, message, type, MessageContent.Failure("error", e.GetType().Name, e.Message));
            Log($"{message.Type}: {e}");
        }
        finally
        {
            _courier.Publish("status", message.Header, MessageContent.Status("idle"));
            // Clients show the last status that they heard; a cell that runs meanwhile still runs.
            if (_cells.Running is { } running) _courier.Publish("status", running.Header, MessageContent.Status("busy"));
            if (message.Type == "shutdown_request") _ended.TrySetResult();
        }
    }

    private byte[]? Content(JupyterMessage message)
    {
        switch (message.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Reply();
            case "complete_request":
                return _code.Complete(message.Text("code"), message.Number("cursor_pos"));
            case "inspect_request":
                return _code.Inspect(message.Text("code"), message.Number("cursor_pos"), message.Number("detail_level"));
            case "is_complete_request":
                return CodeQuestions.IsComplete(message.Text("code"));
            case "history_request":
                return HistoryReply(message);
            case "comm_info_request":
                return _comms.Info(message.Text("target_name"));
            case "interrupt_request":
                _cells.Interrupt();
                return Json.Object(json => json.WriteString("status", "ok"));
            case "shutdown_request":
                _cells.Interrupt();
                return Json.Object(json =>
                {
                    json.WriteString("status", "ok");
                    json.WriteBoolean("restart", message.Flag("restart", false));
                });
            case "connect_request":
                return Json.Object(json => json.WriteString("status", "ok"));
            default:
                return null;
        }
    }

    private byte[] HistoryReply(JupyterMessage message)
    {
        const int Session = 0;
        var withOutput = message.Flag("output", false);
        return Json.Object(json =>
        {
            json.WriteString("status", "ok");
            json.WriteStartArray("history");
            foreach (var entry in _history.Find(message))
            {
                json.WriteStartArray();
                json.WriteNumberValue(Session);
                json.WriteNumberValue(entry.Line);
                if (withOutput)
                {
                    json.WriteStartArray();
                    json.WriteStringValue(Json.Clean(entry.Input));
                    if (entry.Output is null) json.WriteNullValue();
                    else json.WriteStringValue(Json.Clean(entry.Output));
                    json.WriteEndArray();
                }
                else
                {
                    json.WriteStringValue(Json.Clean(entry.Input));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        });
    }

    private void Log(string line)
    {
        try
        {
            lock (_ended) _log?.WriteLine($"llmkit kernel: {line}");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Whoever listened is gone.
        }
    }
}
