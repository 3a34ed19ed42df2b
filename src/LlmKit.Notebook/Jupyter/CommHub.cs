using System.Text.Json;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Notebook;

/// <summary>A connection between code in a cell and code in the client's page, as widgets use it (Jupyter's comms).</summary>
public sealed class Comm
{
    private readonly CommHub _comms;

    internal Comm(CommHub comms, string id, string targetName) => (_comms, Id, TargetName) = (comms, id, targetName);

    /// <summary>Another message came.</summary>
    public event Action<JsonElement>? Received;

    /// <summary>The client closed it.</summary>
    public event Action<JsonElement>? Closed;

    public string Id { get; }

    /// <summary>What the other side registered to be found.</summary>
    public string TargetName { get; }

    /// <summary>Sends something that can be written as JSON.</summary>
    public void Send(object? data) => _comms.Send("comm_msg", Id, null, data);

    public void Close(object? data = null)
    {
        _comms.Forget(Id);
        _comms.Send("comm_close", Id, null, data);
    }

    internal void OnReceived(JsonElement data) => Received?.Invoke(data);

    internal void OnClosed(JsonElement data) => Closed?.Invoke(data);
}

/// <summary>The comms of this kernel.</summary>
public sealed class CommHub
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Action<Comm, JsonElement>> _targets = [];
    private readonly Dictionary<string, Comm> _open = [];
    private readonly Action<string, byte[]> _publish;

    internal CommHub(Action<string, byte[]> publish) => _publish = publish;

    /// <summary>Lets clients open comms by a name.</summary>
    /// <param name="opened">Gets each new comm, with the data that came with it.</param>
    public void RegisterTarget(string name, Action<Comm, JsonElement> opened)
    {
        lock (_lock) _targets[name] = opened;
    }

    /// <summary>Opens a comm to code that the client has registered by a name.</summary>
    public Comm Open(string targetName, object? data = null)
    {
        var comm = new Comm(this, Guid.NewGuid().ToString("N"), targetName);
        lock (_lock) _open[comm.Id] = comm;
        Send("comm_open", comm.Id, targetName, data);
        return comm;
    }

    internal void Forget(string id)
    {
        lock (_lock) _open.Remove(id);
    }

    internal void Send(string type, string id, string? targetName, object? data) => _publish(type, Json.Object(json =>
    {
        json.WriteString("comm_id", id);
        if (targetName is not null) json.WriteString("target_name", targetName);
        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, data ?? new object());
    }));

    /// <summary>Answers <c>comm_open</c>, <c>comm_msg</c> and <c>comm_close</c>.</summary>
    internal void Handle(JupyterMessage message)
    {
        var id = message.Text("comm_id");
        var data = message.Content.TryGetProperty("data", out var given) ? given : default;
        Comm? comm;
        Action<Comm, JsonElement>? target = null;
        lock (_lock)
        {
            if (message.Type == "comm_open" && _targets.TryGetValue(message.Text("target_name"), out target)) _open[id] = new(this, id, message.Text("target_name"));
            _open.TryGetValue(id, out comm);
            if (message.Type == "comm_close") _open.Remove(id);
        }

        switch (message.Type)
        {
            case "comm_open" when comm is null:
                // The protocol's answer to a target that nobody has registered.
                Send("comm_close", id, null, null);
                break;
            case "comm_open":
                target!(comm!, data);
                break;
            case "comm_msg":
                comm?.OnReceived(data);
                break;
            case "comm_close":
                comm?.OnClosed(data);
                break;
        }
    }

    internal byte[] Info(string targetName)
    {
        List<Comm> open;
        lock (_lock) open = [.. _open.Values.Where(comm => targetName.Length == 0 || comm.TargetName == targetName)];
        return Json.Object(json =>
        {
            json.WriteString("status", "ok");
            json.WriteObject("comms", comms =>
            {
                foreach (var comm in open) comms.WriteObject(comm.Id, value => value.WriteString("target_name", comm.TargetName));
            });
        });
    }
}
