using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LlmKit.Notebook.Execution;

/// <summary>Puts a pipe in the place of file descriptor 1 or 2 and hands over what native code writes there.</summary>
internal sealed partial class NativeStream : IDisposable
{
    private readonly int _descriptor;
    private readonly int _saved;
    private readonly FileStream _reader;
    private readonly Task _reading;
    private readonly string _mark = $"\u0001{Guid.NewGuid():N}\u0001";
    private readonly AutoResetEvent _drained = new(false);
    private bool _isOver;

    public NativeStream(int descriptor, string name, Action<string, string> receiver)
    {
        _descriptor = descriptor;
        var ends = new int[2];
        if (Pipe(ends) != 0) throw new IOException($"No pipe for {name} could be made.");
        _saved = Duplicate(descriptor);
        Original = new FileStream(new SafeFileHandle(_saved, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        Replace(ends[1], descriptor);
        CloseDescriptor(ends[1]);
        _reader = new FileStream(new SafeFileHandle(ends[0], ownsHandle: true), FileAccess.Read, bufferSize: 0);
        _reading = Task.Factory.StartNew(() => Read(name, receiver), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What the descriptor was before.</summary>
    public FileStream Original { get; }

    /// <summary>Waits until everything written so far has been handed over.</summary>
    public void Drain()
    {
        lock (_mark)
        {
            if (_isOver) return;
            FlushAll(0);
            var mark = Encoding.UTF8.GetBytes(_mark);
            WriteDescriptor(_descriptor, mark, mark.Length);
            _drained.WaitOne(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose()
    {
        // From here on a mark would go where the descriptor led before.
        lock (_mark)
        {
            _isOver = true;
            FlushAll(0);
            Replace(_saved, _descriptor);
        }

        _reading.Wait(TimeSpan.FromSeconds(1));
        Original.Dispose();
        CloseDescriptor(_saved);
        _reader.Dispose();
        _drained.Dispose();
    }

    private void Read(string name, Action<string, string> receiver)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[65536];
        var text = new char[65536];
        var pending = "";
        while (_reader.Read(bytes) is var count and > 0)
        {
            pending += new string(text, 0, decoder.GetChars(bytes.AsSpan(0, count), text, flush: false));
            for (var at = pending.IndexOf(_mark, StringComparison.Ordinal); at >= 0; at = pending.IndexOf(_mark, StringComparison.Ordinal))
            {
                if (at > 0) receiver(name, pending[..at]);
                pending = pending[(at + _mark.Length)..];
                _drained.Set();
            }

            // A mark may have arrived in part.
            var start = pending.IndexOf('\u0001', StringComparison.Ordinal);
            var ready = start < 0 || start < pending.Length - _mark.Length ? pending.Length : start;
            if (ready > 0) receiver(name, pending[..ready]);
            pending = pending[ready..];
        }
    }

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static partial int Pipe([Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Replace(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "fflush")]
    private static partial int FlushAll(nint stream);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteDescriptor(int descriptor, byte[] bytes, nint count);
}
