namespace LlmKit.Data.Sources;

/// <summary>A line has more fields than are read.</summary>
internal sealed class TooManyFieldsException : Exception;

/// <summary>
/// Passes text on and counts the fields of each record, so that a row of millions of separators is refused before a parser makes a
/// field of each. Separators in quotation marks do not count; those open at the start of a field, and end it but where two stand
/// side by side.
/// </summary>
internal sealed class FieldCounter(TextReader inner, char delimiter, int most) : TextReader
{
    private int _count;
    private bool _isQuoted;
    private bool _mayOpen = true;

    /// <exception cref="TooManyFieldsException">A record has too many.</exception>
    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, count);
        foreach (var letter in buffer.AsSpan(index, read))
        {
            if (_isQuoted)
            {
                _isQuoted = letter != '"';
                _mayOpen = !_isQuoted;
                continue;
            }

            _isQuoted = letter == '"' && _mayOpen;
            if (letter is '\n' or '\r') _count = 0;
            else if (letter == delimiter && ++_count >= most) throw new TooManyFieldsException();
            _mayOpen = letter == delimiter || letter is '\n' or '\r';
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
