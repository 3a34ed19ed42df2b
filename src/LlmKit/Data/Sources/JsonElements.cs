namespace LlmKit.Data.Sources;

/// <summary>
/// Cuts a JSON file into its rows without holding more than one: the elements of the list at its root, of the list that
/// is a property of its root, or the values that stand one after the other.
/// </summary>
internal sealed class JsonElements(Stream stream, string? property, int limit)
{
    private const int End = -1;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _position;
    private int _length;
    private byte[] _row = new byte[1 << 12];
    private int _rowLength;
    private bool _isCut;
    private bool _isUnfinished;
    private bool _isBroken;
    private long _line = 1;
    private long _column = 1;

    public IEnumerable<SourceRow> Read()
    {
        var first = SkipSpace();
        if (first == End) return [];
        if (first == '[') return ReadList();
        return property is null ? ReadValues() : ReadProperty();
    }

    private IEnumerable<SourceRow> ReadValues()
    {
        while (SkipSpace() != End) yield return ReadRow();
    }

    private IEnumerable<SourceRow> ReadList()
    {
        Next();
        if (SkipSpace() == ']')
        {
            Next();
        }
        else
        {
            while (true)
            {
                if (SkipSpace() == End)
                {
                    yield return Fault("the file ends inside its list: ] is missing.");
                    yield break;
                }

                yield return ReadRow();
                var mark = SkipSpace();
                if (mark == ',')
                {
                    Next();
                    continue;
                }

                if (mark == ']')
                {
                    Next();
                    break;
                }

                if (mark == End || _isBroken) continue;
                yield return Fault($"between two elements of a list stands '{(char)mark}'. There has to be a comma.");
                if (mark is '}' or ':') Next();
            }
        }

        if (property is null && SkipSpace() != End) yield return Fault("there is text behind the end of the list.");
    }

    private IEnumerable<SourceRow> ReadProperty()
    {
        if (SkipSpace() != '{')
        {
            yield return Fault($"the file is no object with a list called {property}.");
            yield break;
        }

        Next();
        var names = new List<string>();
        while (SkipSpace() == '"')
        {
            ReadRow();
            var name = System.Text.Encoding.UTF8.GetString(_row.AsSpan(0, _rowLength)).Trim('"');
            names.Add(name);
            if (SkipSpace() != ':') break;
            Next();
            var mark = SkipSpace();
            if (name == property && mark == '[')
            {
                foreach (var row in ReadList()) yield return row;
                yield break;
            }

            ReadRow();
            if (SkipSpace() != ',') break;
            Next();
        }

        yield return Fault($"there is no list called {property}. The file has {(names.Count == 0 ? "no properties"
            : string.Join(", ", names.Take(8)))}.");
    }

    private SourceRow ReadRow()
    {
        var (line, column) = (_line, _column);
        (_rowLength, _isCut, _isUnfinished, _isBroken) = (0, false, false, false);
        CopyValue();
        var json = _row.AsMemory(0, _rowLength);
        var fault = _isUnfinished ? "the file ends inside of this row."
            : _isCut ? $"the row is longer than {limit} bytes. Where the file is one object, name the list in it: file.json:name."
            : null;
        return new(line, column, json, fault);
    }

    // A line break inside a text is not allowed in JSON, so it ends the row: a missing quotation mark costs no more.
    private void CopyValue()
    {
        var depth = 0;
        var isText = false;
        while (true)
        {
            var next = Peek();
            if (next == End)
            {
                _isUnfinished = isText || depth > 0;
                return;
            }

            if (isText)
            {
                Copy();
                if (next == '\\' && Peek() is not (End or '\n')) Copy();
                if (next is not ('"' or '\n')) continue;
                isText = false;
                _isBroken = next == '\n';
                if (depth == 0 || _isBroken) return;
                continue;
            }

            var isBorder = next is ',' or ']' or '}' or ':' or ' ' or '\n' or '\r' or '\t';
            if (isBorder && depth == 0 && _rowLength > 0) return;
            Copy();
            switch (next)
            {
                case '"':
                    isText = true;
                    break;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    if (--depth <= 0) return;
                    break;
            }
        }
    }

    private void Copy()
    {
        var next = (byte)Next();
        if (_rowLength == limit)
        {
            _isCut = true;
            return;
        }

        if (_rowLength == _row.Length) Array.Resize(ref _row, (int)Math.Min(_row.Length * 2L, limit));
        _row[_rowLength++] = next;
    }

    private int SkipSpace()
    {
        while (Peek() is ' ' or '\n' or '\r' or '\t') Next();
        return Peek();
    }

    private int Peek()
    {
        if (_position == _length)
        {
            _length = stream.Read(_buffer, 0, _buffer.Length);
            _position = 0;
            if (_length == 0) return End;
        }

        return _buffer[_position];
    }

    private int Next()
    {
        var next = Peek();
        if (next == End) return End;
        _position++;
        if (next == '\n') (_line, _column) = (_line + 1, 1);
        else _column++;
        return next;
    }

    private SourceRow Fault(string reason) => new(_line, _column, default, reason);
}
