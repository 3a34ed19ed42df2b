using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>Reads one of a worker's standard streams. From the first line in which the runtime says that the process
/// dies, the text is kept back: it is no output of the cell but the reason of its end.</summary>
internal sealed class WorkerStream
{
    private static readonly string[] s_dying =
        ["Process terminated.", "Fatal error", "Stack overflow.", "Unhandled exception.", "Out of memory.", "terminate called "];

    private readonly Stream _source;
    private readonly Action<string> _receive;
    private readonly StringBuilder _lastWords = new();
    private readonly object _turn = new();
    private readonly Task _reading;
    private string _line = "";
    private int _reached;

    public WorkerStream(Stream source, Action<string> receive)
    {
        (_source, _receive) = (source, receive);
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What was kept back.</summary>
    public string LastWords
    {
        get
        {
            lock (_turn) return _lastWords.ToString();
        }
    }

    /// <summary>Waits until everything before a mark was received.</summary>
    public void WaitFor(int mark, TimeSpan most)
    {
        var end = Environment.TickCount64 + (long)most.TotalMilliseconds;
        string kept;
        lock (_turn)
        {
            while (_reached < mark && end - Environment.TickCount64 is > 0 and var left) Monitor.Wait(_turn, (int)left);
            kept = _lastWords.ToString();
            _lastWords.Clear();
        }

        // The process lives: it was an output after all.
        if (kept.Length > 0) _receive(kept);
    }

    /// <summary>Waits for the end of the stream, which programs that the process started may hold open.</summary>
    public void WaitForEnd(TimeSpan most) => _reading.Wait(most);

    private void Read()
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[65536];
        var letters = new char[65536];
        var pending = "";
        while (Next(bytes) is var count and > 0)
        {
            pending += new string(letters, 0, decoder.GetChars(bytes.AsSpan(0, count), letters, flush: false));
            for (var at = pending.IndexOf(StandardStreams.MarkStart, StringComparison.Ordinal); at >= 0; at = pending.IndexOf(StandardStreams.MarkStart, StringComparison.Ordinal))
            {
                var end = pending.IndexOf(StandardStreams.MarkEnd, at);
                if (end < 0) break;
                Take(pending[..at]);
                Reach(int.Parse(pending.AsSpan()[(at + StandardStreams.MarkStart.Length)..end], CultureInfo.InvariantCulture));
                pending = pending[(end + 1)..];
            }

            // A mark may have arrived in part.
            var start = pending.IndexOf(StandardStreams.MarkStart[0], StringComparison.Ordinal);
            var ready = start < 0 || pending.Length - start > StandardStreams.MarkStart.Length + 12 ? pending.Length : start;
            Take(pending[..ready]);
            pending = pending[ready..];
        }

        Take(pending);
        Reach(int.MaxValue);
    }

    private int Next(byte[] bytes)
    {
        try
        {
            return _source.Read(bytes);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private void Reach(int mark)
    {
        lock (_turn)
        {
            _reached = mark;
            Monitor.PulseAll(_turn);
        }
    }

    private void Take(string text)
    {
        if (text.Length == 0) return;
        lock (_turn)
        {
            if (_lastWords.Length > 0)
            {
                _lastWords.Append(text);
                return;
            }
        }

        var from = DyingFrom(text);
        if (from > 0) _receive(text[..from]);
        if (from == text.Length) return;
        lock (_turn) _lastWords.Append(text.AsSpan(from));
    }

    // Where the first line begins that tells of the end; the text's length when there is none.
    private int DyingFrom(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var isNew = start > 0 || _line.Length == 0;
            var end = text.IndexOf('\n', start);
            if (isNew && s_dying.Any(words => text.AsSpan(start).StartsWith(words, StringComparison.Ordinal))) return start;
            _line = end < 0 ? (isNew ? "" : _line) + text[start..] : "";
            start = end < 0 ? text.Length : end + 1;
        }

        return text.Length;
    }
}
