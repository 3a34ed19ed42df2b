using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using LlmKit.Notebook.Repl.Editing;

namespace LlmKit.Notebook.Repl;

/// <summary>
/// The terminal of the process. It is read only while someone asks for keys, so that a cell, or a program that a cell
/// starts, can read it meanwhile.
/// </summary>
internal sealed partial class Terminal : IDisposable
{
    private const string BeginPastes = "\u001b[?2004h", EndPastes = "\u001b[?2004l";
    private const int Settings = 256, Drained = 1, Readable = 1, EscapeMilliseconds = 50;
    private const byte EndOfInput = 4;
    private const int InterruptedCall = 4, WindowSize = 0x5413, StopSignal = 20;

    private readonly KeyDecoder _decoder = new();
    private readonly Queue<Key> _keys = [];
    private readonly ConcurrentQueue<Action> _actions = [];
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly int[] _wake = new int[2];
    private readonly byte[] _own = new byte[Settings];
    private readonly byte[] _raw = new byte[Settings];
    private readonly Lock _mode = new();
    private bool _isRaw;
    private bool _isAhead;

    public Terminal()
    {
        if (GetSettings(0, _own) != 0 || Pipe(_wake) != 0) throw new IOException("Standard input is not a terminal.");
        _own.CopyTo(_raw, 0);
        MakeRaw(_raw);

        // Line feeds go on to begin lines: threads that cells left behind may print at any time.
        var flags = OperatingSystem.IsMacOS() ? 8 : 4;
        Array.Copy(_own, flags, _raw, flags, flags);
        AppDomain.CurrentDomain.ProcessExit += GiveBack;
    }

    /// <summary>Columns and rows.</summary>
    public static (int Columns, int Rows) Size
    {
        get
        {
            var size = new ushort[4];
            if (OperatingSystem.IsLinux() && Control(1, WindowSize, size) == 0 && size[1] > 0) return (size[1], Math.Max((ushort)1, size[0]));
            return Console.WindowWidth > 0 ? (Console.WindowWidth, Math.Max(1, Console.WindowHeight)) : (80, 24);
        }
    }

    /// <summary>Whether keys come one by one, unseen, Ctrl-C among them, instead of line by line.</summary>
    public bool IsRaw
    {
        get => _isRaw;
        set
        {
            lock (_mode)
            {
                if (_isRaw == value) return;
                _isRaw = _isAhead = value;
                if (!value) Write(EndPastes);
                _ = SetSettings(0, Drained, value ? _raw : _own);
                if (value) Write(BeginPastes);
            }
        }
    }

    /// <summary>Sets the mode again, after another program had the terminal.</summary>
    public void Renew()
    {
        lock (_mode)
        {
            if (!_isRaw) return;
            _ = SetSettings(0, Drained, _raw);
            Write(BeginPastes);
        }
    }

    public void Write(string text)
    {
        lock (_output)
        {
            _output.Write(Encoding.UTF8.GetBytes(text));
            _output.Flush();
        }
    }

    /// <summary>Has the thread that waits for keys run something.</summary>
    public void Post(Action action)
    {
        _actions.Enqueue(action);
        _ = WriteDescriptor(_wake[1], [0], 1);
    }

    /// <summary>Waits for the next key; what was posted runs meanwhile.</summary>
    /// <param name="idle">Called whenever all keys that have come were taken.</param>
    /// <param name="cancel">Ends the wait; whoever cancels it posts something.</param>
    /// <returns>Null when the terminal is gone.</returns>
    public Key? Read(Action idle, CancellationToken cancel = default)
    {
        while (true)
        {
            while (_actions.TryDequeue(out var action)) action();
            cancel.ThrowIfCancellationRequested();
            if (_keys.TryDequeue(out var key)) return key;
            if (HasInput(0))
            {
                if (!Take()) return null;
                continue;
            }

            _isAhead = false;
            idle();
            if (!HasInput(_decoder.IsWaiting ? EscapeMilliseconds : -1))
            {
                if (_actions.IsEmpty) Enqueue(_decoder.Flush());
            }
            else if (!Take())
            {
                return null;
            }
        }
    }

    /// <summary>Gives keys back, to be read first.</summary>
    public void Return(IEnumerable<Key> keys)
    {
        Key[] all = [.. keys, .. _keys];
        _keys.Clear();
        Enqueue(all);
    }

    /// <summary>Stops the process as the shell's Ctrl-Z does; returns when the shell lets it go on.</summary>
    public void Suspend()
    {
        IsRaw = false;
        _ = Kill(0, StopSignal);
        IsRaw = true;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= GiveBack;
        IsRaw = false;
        _ = CloseDescriptor(_wake[0]);
        _ = CloseDescriptor(_wake[1]);
    }

    // A cell may end the process; the shell wants its terminal as it was.
    private void GiveBack(object? sender, EventArgs e) => IsRaw = false;

    private void Enqueue(IEnumerable<Key> keys)
    {
        foreach (var key in keys) _keys.Enqueue(key);
    }

    // False after the time, or when something was posted.
    private bool HasInput(int milliseconds)
    {
        var polled = new Polled[] { new() { Descriptor = 0, Events = Readable }, new() { Descriptor = _wake[0], Events = Readable } };
        while (Poll(polled, 2, milliseconds) < 0)
        {
            if (Marshal.GetLastPInvokeError() != InterruptedCall) return false;
        }

        if ((polled[1].Returned & Readable) != 0) _ = ReadDescriptor(_wake[0], new byte[256], 256);
        return polled[0].Returned != 0;
    }

    private bool Take()
    {
        var bytes = new byte[4096];
        nint count;
        while ((count = ReadDescriptor(0, bytes, bytes.Length)) < 0)
        {
            if (Marshal.GetLastPInvokeError() != InterruptedCall) return false;
        }

        // A Ctrl-D that was typed while a cell ran comes as a zero.
        if (_isAhead) bytes.AsSpan().Replace((byte)0, EndOfInput);
        if (count > 0) Enqueue(_decoder.Feed(bytes.AsSpan(0, (int)count)));
        return count > 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetSettings(int descriptor, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetSettings(int descriptor, int when, byte[] settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw([In, Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll([In, Out] Polled[] descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadDescriptor(int descriptor, [Out] byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteDescriptor(int descriptor, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static partial int Pipe([Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, [Out] ushort[] size);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
