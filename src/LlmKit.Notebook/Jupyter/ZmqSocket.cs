using System.Runtime.InteropServices;
using System.Text;

namespace LlmKit.Notebook.Jupyter;

/// <summary>A socket of libzmq. Belongs to one thread at a time.</summary>
internal sealed unsafe class ZmqSocket : IDisposable
{
    private nint _handle;

    public ZmqSocket(ZmqContext context, int type)
    {
        _handle = Zmq.NewSocket(context.Handle, type);
        if (_handle == 0) throw Failure("opened");
        const int LingerMilliseconds = 1000;
        Zmq.Set(_handle, Zmq.Linger, LingerMilliseconds, sizeof(int));
        // A client that comes back with its old identity takes the place of its old connection.
        if (type == Zmq.Router) Zmq.Set(_handle, Zmq.RouterHandover, 1, sizeof(int));
    }

    public nint Handle => _handle;

    /// <summary>Where it is bound; useful when the port was left to the system.</summary>
    public string Endpoint
    {
        get
        {
            var text = stackalloc byte[256];
            nint size = 256;
            return Zmq.Get(_handle, Zmq.LastEndpoint, text, ref size) == 0 ? Encoding.UTF8.GetString(text, (int)size - 1) : "";
        }
    }

    public void Bind(string endpoint)
    {
        if (Zmq.Bind(_handle, endpoint) != 0) throw Failure($"bound to {endpoint}");
    }

    public void Connect(string endpoint)
    {
        if (Zmq.Connect(_handle, endpoint) != 0) throw Failure($"connected to {endpoint}");
    }

    /// <returns>Whether the message went out; not when the context has ended or no one is there.</returns>
    public bool Send(IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            fixed (byte* data = frames[i].Span)
            {
                while (Zmq.Send(_handle, data, frames[i].Length, i < frames.Count - 1 ? Zmq.More : 0) < 0)
                {
                    if (Marshal.GetLastPInvokeError() != Zmq.Interrupted) return false;
                }
            }
        }

        return true;
    }

    /// <returns>The frames of one message; null when there is none now, or the context has ended.</returns>
    public List<byte[]>? Receive(bool wait)
    {
        var frames = new List<byte[]>();
        while (true)
        {
            var frame = default(Zmq.Frame);
            Zmq.Begin(ref frame);
            try
            {
                while (Zmq.Receive(ref frame, _handle, wait || frames.Count > 0 ? 0 : Zmq.ImmediatelyOnly) < 0)
                {
                    if (Marshal.GetLastPInvokeError() != Zmq.Interrupted) return null;
                }

                frames.Add(new ReadOnlySpan<byte>(Zmq.Data(ref frame), (int)Zmq.Size(ref frame)).ToArray());
            }
            finally
            {
                Zmq.End(ref frame);
            }

            nint size = sizeof(int);
            Zmq.Get(_handle, Zmq.ReceiveMore, out var more, ref size);
            if (more == 0) return frames;
        }
    }

    public void Dispose()
    {
        if (_handle != 0) Zmq.Close(_handle);
        _handle = 0;
    }

    private static IOException Failure(string what) =>
        new($"The socket could not be {what}: {Zmq.ErrorText(Marshal.GetLastPInvokeError())}.");
}

/// <summary>What sockets belong to; ending it ends every wait on them.</summary>
internal sealed class ZmqContext : IDisposable
{
    public nint Handle { get; private set; } = Zmq.NewContext();

    public void Dispose()
    {
        if (Handle != 0) Zmq.EndContext(Handle);
        Handle = 0;
    }
}
