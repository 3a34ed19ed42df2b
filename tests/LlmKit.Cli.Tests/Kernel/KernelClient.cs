using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LlmKit.Notebook.Jupyter;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests.Kernel;

/// <summary>A kernel process, and a client of it that does what Jupyter's clients do. Not for several threads.</summary>
internal sealed class KernelClient : IDisposable
{
    private const int Dealer = 5, Sub = 2, Subscribe = 6, RoutingId = 5, ReceiveTimeout = 27;

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-kernel-").FullName;
    private readonly ZmqContext _context = new();
    private readonly Dictionary<string, List<JsonElement>> _heard = [];

    public KernelClient(string? parent = null, string key = "a key")
    {
        var ports = FreePorts(5);
        Connection = new("tcp", "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], key);
        Wire = new(key);
        var file = Path.Combine(_folder, "connection.json");
        File.WriteAllText(file, JsonSerializer.Serialize(Connection));
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, "kernel", "run", file]) { RedirectStandardError = true, WorkingDirectory = _folder };
        if (parent is not null) start.Environment["JPY_PARENT_PID"] = parent;
        Process = Process.Start(start)!;
        Process.ErrorDataReceived += (_, line) =>
        {
            lock (Log) Log.AppendLine(line.Data);
        };
        Process.BeginErrorReadLine();

        Shell = Connected(Dealer, ports[0]);
        Iopub = Connected(Sub, ports[1]);
        Stdin = Connected(Dealer, ports[2]);
        Control = Connected(Dealer, ports[3]);
        // Messages of iopub are lost until the subscription has arrived; a status proves that it has.
        for (var tries = 0; ; tries++)
        {
            var id = Send(Shell, "kernel_info_request", "{}");
            Info = Reply(Shell, id, "kernel_info_reply");
            if (Message(Iopub, 300) is not null) break;
            Assert.True(tries < 50, "The kernel's iopub channel stays silent.");
        }
    }

    public ConnectionFile Connection { get; }

    public Wire Wire { get; }

    public Process Process { get; }

    public ZmqSocket Shell { get; }

    public ZmqSocket Iopub { get; }

    public ZmqSocket Stdin { get; }

    public ZmqSocket Control { get; }

    /// <summary>The content of the first <c>kernel_info_reply</c>.</summary>
    public JsonElement Info { get; }

    /// <summary>What the kernel wrote to standard error itself.</summary>
    public StringBuilder Log { get; } = new();

    /// <returns>The message's id.</returns>
    public string Send(ZmqSocket socket, string type, string content)
    {
        var frames = Wire.Frames([], type, null, Encoding.UTF8.GetBytes(content));
        socket.Send(frames);
        return JsonDocument.Parse(frames[2]).RootElement.GetProperty("msg_id").GetString()!;
    }

    /// <summary>Sends a cell.</summary>
    public string SendCell(string code, string more = "") => Send(Shell, "execute_request", $$"""{"code":{{JsonSerializer.Serialize(code)}}{{more}}}""");

    /// <summary>Runs a cell to its end.</summary>
    public CellRun Run(string code, string more = "") => Finish(SendCell(code, more));

    /// <summary>Waits for a cell's reply and for all that it shows.</summary>
    public CellRun Finish(string id, int milliseconds = 20_000)
    {
        var reply = Reply(Shell, id, "execute_reply", milliseconds);
        var outputs = new List<(string Type, JsonElement Content)>();
        while (true)
        {
            var message = Message(Iopub, milliseconds) ?? throw new TimeoutException("No idle status came.");
            if (message.ParentId != id) continue;
            if (message.Type == "status" && message.Text("execution_state") == "idle") return new(reply, outputs);
            if (message.Type is not ("status" or "execute_input")) outputs.Add((message.Type, message.Content));
        }
    }

    /// <summary>The content of the reply to a request; replies to others are kept.</summary>
    public JsonElement Reply(ZmqSocket socket, string id, string type, int milliseconds = 20_000)
    {
        if (_heard.Remove(id, out var kept)) return kept[0];
        while (true)
        {
            var message = Message(socket, milliseconds) ?? throw new TimeoutException($"No {type} came in {milliseconds} ms. The kernel said: {Log}");
            if (message.ParentId == id)
            {
                Assert.Equal(type, message.Type);
                return message.Content;
            }

            _heard[message.ParentId] = [message.Content];
        }
    }

    /// <summary>The next message; null when none comes in time.</summary>
    public JupyterMessage? Message(ZmqSocket socket, int milliseconds)
    {
        Zmq.Set(socket.Handle, ReceiveTimeout, milliseconds, sizeof(int));
        return socket.Receive(wait: true) is { } frames ? Wire.Parse(frames) : null;
    }

    /// <summary>The next message about a request on iopub with a type.</summary>
    public JsonElement Heard(string id, string type, int milliseconds = 10_000)
    {
        while (true)
        {
            var message = Message(Iopub, milliseconds) ?? throw new TimeoutException($"No {type} was heard in {milliseconds} ms.");
            if (message.ParentId == id && message.Type == type) return message.Content;
        }
    }

    public void Dispose()
    {
        if (!Process.HasExited) Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
        foreach (var socket in new[] { Shell, Iopub, Stdin, Control })
        {
            Zmq.Set(socket.Handle, Zmq.Linger, 0, sizeof(int));
            socket.Dispose();
        }

        _context.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public ZmqSocket Connected(int type, int port)
    {
        // The kernel finds who asked for input by one name on both channels.
        const int Name = 0x6b696c6c;
        var socket = new ZmqSocket(_context, type);
        if (type == Dealer) Zmq.Set(socket.Handle, RoutingId, Name, sizeof(int));
        if (type == Sub) Zmq.Set(socket.Handle, Subscribe, 0, 0);
        socket.Connect(Connection.Address(port));
        return socket;
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}

/// <summary>A cell's reply, and what it showed before it was idle.</summary>
internal sealed record CellRun(JsonElement Reply, IReadOnlyList<(string Type, JsonElement Content)> Outputs)
{
    public string Status => Reply.GetProperty("status").GetString()!;

    /// <summary>All text of one stream.</summary>
    public string Stream(string name = "stdout") => string.Concat(Outputs
        .Where(output => output.Type == "stream" && output.Content.GetProperty("name").GetString() == name)
        .Select(output => output.Content.GetProperty("text").GetString()));

    /// <summary>A form of the result; null when there is none.</summary>
    public string? Result(string mimeType = "text/plain") => Outputs
        .Where(output => output.Type == "execute_result")
        .Select(output => output.Content.GetProperty("data").GetProperty(mimeType).GetString()).FirstOrDefault();
}
