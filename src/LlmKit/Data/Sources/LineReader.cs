namespace LlmKit.Data.Sources;

/// <summary>Reads lines as bytes from a stream of any length, with one buffer as long as the longest line.</summary>
/// <param name="limit">The longest line in bytes; a longer one is read over.</param>
internal sealed class LineReader(Stream stream, int limit)
{
    private byte[] _buffer = new byte[1 << 14];
    private int _start;
    private int _end;
    private bool _isEnded;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line read last was longer than the limit; what is there is its start.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next line without its end (<c>\n</c> or <c>\r\n</c>), valid until the next call.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0) return Take(searched + found, 1, out line);
            searched = _end - _start;
            if (_isEnded) break;
            if (searched > limit) (IsTooLong, searched) = (true, Forget(searched));
            Fill();
        }

        line = default;
        return searched > 0 && Take(searched, 0, out line);
    }

    private bool Take(int length, int newline, out ReadOnlyMemory<byte> line)
    {
        var text = _buffer.AsMemory(_start, length);
        line = text.Span is [.., (byte)'\r'] ? text[..^1] : text;
        if (line.Length > limit) (IsTooLong, line) = (true, line[..limit]);
        _start += length + newline;
        Number++;
        return true;
    }

    // Keeps the start of an overlong line, for the message.
    private int Forget(int length)
    {
        var kept = Math.Min(length, Math.Min(limit, 2000));
        _end = _start + kept;
        return kept;
    }

    private void Fill()
    {
        if (_end == _buffer.Length)
        {
            var length = _end - _start;
            var isFull = length > _buffer.Length / 2;
            var target = isFull ? new byte[Math.Min(_buffer.Length * 2L, Array.MaxLength)] : _buffer;
            _buffer.AsSpan(_start, length).CopyTo(target);
            (_buffer, _start, _end) = (target, 0, length);
        }

        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _isEnded = count == 0;
        _end += count;
    }
}
