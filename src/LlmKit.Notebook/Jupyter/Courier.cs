using System.Collections.Concurrent;

namespace LlmKit.Notebook.Jupyter;

/// <summary>The sockets between a client and its kernel.</summary>
internal enum Channel
{
    /// <summary>Requests that take their turn.</summary>
    Shell,

    /// <summary>Requests that do not wait: interrupt, shutdown.</summary>
    Control,

    /// <summary>Questions to the user.</summary>
    Stdin,

    /// <summary>What every client hears.</summary>
    Iopub,
}

/// <summary>
/// Owns the sockets: one thread receives and sends everything, so that messages go out in the order in which they were
/// handed over, whoever does it. It runs nothing that could take long.
/// </summary>
internal sealed class Courier : IDisposable
{
    private const string WakeAddress = "inproc://wake";

    private readonly ZmqContext _context = new();
    private readonly ConcurrentQueue<Action> _work = [];
    private readonly Lock _wakeLock = new();
    private readonly ZmqSocket _wake, _wakened;
    private readonly ZmqSocket[] _sockets;
    private readonly Wire _wire;
    private readonly Action<Channel, JupyterMessage> _received;
    private readonly Action<string> _log;
    private readonly Heartbeat _heartbeat;
    private readonly Thread _thread;
    private volatile bool _isOver;

    /// <param name="received">Gets every message that is well-formed and signed; must return at once.</param>
    /// <param name="log">Gets a line about every message that is not.</param>
    public Courier(ConnectionFile connection, Action<Channel, JupyterMessage> received, Action<string> log)
    {
        _wire = new(connection.Key);
        (_received, _log) = (received, log);
        _wakened = new(_context, Zmq.Pull);
        _wakened.Bind(WakeAddress);
        _wake = new(_context, Zmq.Push);
        _wake.Connect(WakeAddress);
        _sockets =
        [
            Bound(Zmq.Router, connection.ShellPort), Bound(Zmq.Router, connection.ControlPort),
            Bound(Zmq.Router, connection.StdinPort), Bound(Zmq.Pub, connection.IopubPort),
        ];
        _heartbeat = new(_context, connection.Address(connection.HeartbeatPort));
        _thread = new Thread(Run) { IsBackground = true, Name = "courier" };
        _thread.Start();

        ZmqSocket Bound(int type, int port)
        {
            var socket = new ZmqSocket(_context, type);
            socket.Bind(connection.Address(port));
            return socket;
        }
    }

    /// <summary>Answers a request on the channel that it came by.</summary>
    public void Reply(Channel channel, JupyterMessage request, string type, byte[] content) =>
        Send(channel, _wire.Frames(request.Identities, type, request.Header, content));

    /// <summary>Tells all clients.</summary>
    /// <param name="parent">The header of the request that this is about; null when it is about none.</param>
    public void Publish(string type, byte[]? parent, byte[] content, byte[]? metadata = null) =>
        Send(Channel.Iopub, _wire.Frames([System.Text.Encoding.ASCII.GetBytes(type)], type, parent, content, metadata));

    /// <summary>Asks the client behind a request something.</summary>
    public void Ask(JupyterMessage request, string type, byte[] content) =>
        Send(Channel.Stdin, _wire.Frames(request.Identities, type, request.Header, content));

    /// <summary>Waits until everything that has arrived so far was handed to the receiver.</summary>
    public void TakeIn()
    {
        using var done = new ManualResetEventSlim();
        Enqueue(() =>
        {
            ReceiveAll();
            done.Set();
        });
        done.Wait(TimeSpan.FromSeconds(1));
    }

    /// <summary>Sends what is waiting, then closes the sockets.</summary>
    public void Dispose()
    {
        Enqueue(() => _isOver = true);
        _thread.Join(TimeSpan.FromSeconds(5));
        _heartbeat.Dispose();
        _context.Dispose();
    }

    private void Send(Channel channel, List<ReadOnlyMemory<byte>> frames) => Enqueue(() => _sockets[(int)channel].Send(frames));

    private void Enqueue(Action action)
    {
        _work.Enqueue(action);
        lock (_wakeLock) _wake.Send([ReadOnlyMemory<byte>.Empty]);
    }

    private unsafe void Run()
    {
        const int Count = 4;
        var items = stackalloc Zmq.PollItem[Count];
        for (var i = 0; i < Count - 1; i++) items[i] = new() { Socket = _sockets[i].Handle, Events = Zmq.PollIn };
        items[Count - 1] = new() { Socket = _wakened.Handle, Events = Zmq.PollIn };
        while (!_isOver)
        {
            if (Zmq.Poll(items, Count, Timeout.Infinite) < 0) continue;
            // Control first: an interrupt must not wait behind a thousand requests.
            ReceiveAll();
            while (_wakened.Receive(wait: false) is not null)
            {
                if (_work.TryDequeue(out var action)) action();
            }
        }

        foreach (var socket in _sockets) socket.Dispose();
        _wakened.Dispose();
        lock (_wakeLock) _wake.Dispose();
    }

    private void ReceiveAll()
    {
        foreach (var channel in (ReadOnlySpan<Channel>)[Channel.Control, Channel.Stdin, Channel.Shell])
        {
            while (_sockets[(int)channel].Receive(wait: false) is { } frames)
            {
                try
                {
                    _received(channel, _wire.Parse(frames));
                }
                catch (InvalidDataException e)
                {
                    _log($"{channel}: {e.Message} It was dropped.");
                }
            }
        }
    }
}

/// <summary>Sends back what it gets, from a thread of its own, so that a client knows that the process lives.</summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly ZmqSocket _socket;
    private readonly Thread _thread;
    private volatile bool _isOver;

    public Heartbeat(ZmqContext context, string address)
    {
        _socket = new(context, Zmq.Rep);
        _socket.Bind(address);
        _thread = new Thread(Run) { IsBackground = true, Name = "heartbeat" };
        _thread.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join(TimeSpan.FromSeconds(1));
    }

    private unsafe void Run()
    {
        var item = new Zmq.PollItem { Socket = _socket.Handle, Events = Zmq.PollIn };
        while (!_isOver)
        {
            if (Zmq.Poll(&item, 1, 200) > 0 && _socket.Receive(wait: false) is { } frames) _socket.Send([.. frames.Select(frame => (ReadOnlyMemory<byte>)frame)]);
        }

        _socket.Dispose();
    }
}
