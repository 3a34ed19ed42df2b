using System.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Sends what cells write to the console to a receiver, in order with everything else they show: the managed streams,
/// and, on Linux, what native libraries print to file descriptors 1 and 2.
/// </summary>
internal sealed class OutputCapture : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(25);
    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly NativeStream[] _native;
    private readonly StreamWriterFor _managedOut;
    private readonly StreamWriterFor _managedError;
    private readonly Timer _timer;

    /// <param name="receiver">Gets the stream's name and a piece of its text.</param>
    /// <param name="isNative">Whether native libraries' prints are caught too.</param>
    /// <param name="unsent">Where what is gathered of the two streams is kept besides.</param>
    public OutputCapture(Action<string, string> receiver, bool isNative = true, (UnsentText Out, UnsentText Error)? unsent = null)
    {
        _managedOut = new("stdout", receiver, unsent?.Out);
        _managedError = new("stderr", receiver, unsent?.Error);
        Console.SetOut(TextWriter.Synchronized(_managedOut));
        Console.SetError(TextWriter.Synchronized(_managedError));
        _timer = new Timer(_ => FlushManaged(), null, s_pause, s_pause);
        _native = isNative && OperatingSystem.IsLinux() ? [new(1, "stdout", receiver), new(2, "stderr", receiver)] : [];
    }

    /// <summary>Where the program's own words go while the streams are captured.</summary>
    public Stream OriginalOut => _native.Length > 0 ? _native[0].Original : Console.OpenStandardOutput();

    public Stream OriginalError => _native.Length > 1 ? _native[1].Original : Console.OpenStandardError();

    /// <summary>Hands over everything written so far.</summary>
    public void Flush()
    {
        FlushManaged();
        foreach (var stream in _native) stream.Drain();
    }

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
        Console.SetOut(_out);
        Console.SetError(_error);
        foreach (var stream in _native) stream.Dispose();
    }

    private void FlushManaged()
    {
        _managedOut.Flush();
        _managedError.Flush();
    }

    // Pieces are gathered, so that a loop of small writes does not become a thousand outputs.
    private sealed class StreamWriterFor(string name, Action<string, string> receiver, UnsentText? unsent) : TextWriter
    {
        private const int Piece = 16384;
        private readonly StringBuilder _text = new();
        private readonly Lock _handing = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Append(value.ToString());

        public override void Write(string? value) => Append(value ?? "");

        public override void Write(ReadOnlySpan<char> buffer) => Append(buffer.ToString());

        public override void Write(char[] buffer, int index, int count) => Append(new string(buffer, index, count));

        public override void Flush()
        {
            // Taken before the text, so that pieces are handed over in the order they were written.
            lock (_handing)
            {
                string text;
                lock (_text)
                {
                    text = _text.ToString();
                    _text.Clear();
                }

                if (text.Length == 0) return;
                receiver(name, text);
                if (unsent is null) return;
                lock (_text) unsent.Drop(text.Length);
            }
        }

        private void Append(string text)
        {
            bool full;
            lock (_text)
            {
                _text.Append(text);
                unsent?.Add(text);
                full = _text.Length >= Piece;
            }

            if (full) Flush();
        }
    }
}
