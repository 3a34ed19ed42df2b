using System.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Standard input for cells. The read itself cannot be broken off, so another thread does it, and the cell waits for
/// that thread. What comes after the cell was stopped is for the next one that reads.
/// </summary>
internal sealed class InterruptibleInput(Func<TextReader> open) : TextReader
{
    private static int s_isInstalled;
    private readonly object _turn = new();
    private readonly char[] _block = new char[4096];
    private TextReader? _source;
    private int _start;
    private int _end;
    private bool _isReading;
    private bool _isOver;

    /// <summary>Puts it in the place of the console's input, once in a process.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref s_isInstalled, 1) == 1) return;
        Console.SetIn(new InterruptibleInput(() => new StreamReader(Console.OpenStandardInput(), Encoding.UTF8)));
    }

    public override int Peek()
    {
        lock (_turn) return Fill() ? _block[_start] : -1;
    }

    public override int Read()
    {
        lock (_turn) return Fill() ? _block[_start++] : -1;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        lock (_turn)
        {
            if (buffer.IsEmpty || !Fill()) return 0;
            var count = Math.Min(buffer.Length, _end - _start);
            _block.AsSpan(_start, count).CopyTo(buffer);
            _start += count;
            return count;
        }
    }

    private bool Fill()
    {
        while (_start == _end)
        {
            if (_isOver) return false;
            if (!_isReading)
            {
                _isReading = true;
                using (ExecutionContext.SuppressFlow()) new Thread(ReadBlock) { IsBackground = true, Name = "console input" }.Start();
            }

            Monitor.Wait(_turn);
        }

        return true;
    }

    private void ReadBlock()
    {
        var count = 0;
        try
        {
            _source ??= open();
            count = _source.Read(_block, 0, _block.Length);
        }
        catch (IOException)
        {
            // A terminal that has gone has no more input.
        }

        lock (_turn)
        {
            (_start, _end, _isReading, _isOver) = (0, count, false, count == 0);
            Monitor.PulseAll(_turn);
        }
    }
}
