namespace LlmKit.Data.Web;

/// <summary>
/// Takes a page apart into tags and text as browsers do: nothing is an error, and what makes no sense is text or is left out.
/// </summary>
internal sealed class HtmlTokenizer(string html)
{
    private const int MostAttributes = 100;

    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();

    // Their content is no markup up to the tag that closes them.
    private static readonly HashSet<string> s_raw =
        ["script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title", "plaintext"];

    private int _position;

    public IEnumerable<HtmlToken> Read()
    {
        var text = 0;
        while (_position < html.Length)
        {
            var open = html.IndexOf('<', _position);
            if (open < 0) break;
            _position = open;
            var tag = Tag();
            if (tag is null && _position == open)
            {
                _position++;
                continue;
            }

            if (open > text) yield return new HtmlToken.Text(HtmlEntities.Decode(html.AsSpan(text, open - text)));
            if (tag is not null) yield return tag;
            if (tag is HtmlToken.Start start && s_raw.Contains(start.Name) && RawText(start.Name) is { Length: > 0 } raw)
                yield return new HtmlToken.Text(start.Name is "title" or "textarea" ? HtmlEntities.Decode(raw) : raw);
            text = _position;
        }

        if (text < html.Length) yield return new HtmlToken.Text(HtmlEntities.Decode(html.AsSpan(text)));
    }

    // Null with the position moved for comments and declarations, and with it unmoved where < is mere text.
    private HtmlToken? Tag()
    {
        var next = At(_position + 1);
        if (next is '!' or '?') return Skip(Comment());
        if (next == '/')
        {
            if (!char.IsAsciiLetter(At(_position + 2))) return Skip(At(_position + 2) == '\0' ? _position : Behind('>', _position + 2));
            _position += 2;
            var closed = Name();
            ReadAttributes(out _);
            return new HtmlToken.End(closed);
        }

        if (!char.IsAsciiLetter(next)) return null;
        _position++;
        var name = Name();
        var attributes = ReadAttributes(out var isClosed);
        return new HtmlToken.Start(name, attributes, isClosed);
    }

    private HtmlToken? Skip(int to)
    {
        _position = to;
        return null;
    }

    private int Comment()
    {
        if (!html.AsSpan(_position).StartsWith("<!--", StringComparison.Ordinal)) return Behind('>', _position + 2);
        var start = _position + 4;
        if (At(start) == '>') return start + 1;
        if (At(start) == '-' && At(start + 1) == '>') return start + 2;
        var end = html.IndexOf("-->", start, StringComparison.Ordinal);
        return end < 0 ? html.Length : end + 3;
    }

    private string Name()
    {
        var start = _position;
        while (_position < html.Length && !IsSpace(html[_position]) && html[_position] is not ('/' or '>')) _position++;
        return html[start..Math.Min(_position, start + 64)].ToLowerInvariant();
    }

    private IReadOnlyDictionary<string, string> ReadAttributes(out bool isClosed)
    {
        Dictionary<string, string>? attributes = null;
        isClosed = false;
        while (true)
        {
            while (_position < html.Length && (IsSpace(html[_position]) || html[_position] == '/'))
            {
                isClosed = html[_position] == '/';
                _position++;
            }

            if (_position >= html.Length) return attributes ?? s_none;
            if (html[_position] == '>')
            {
                _position++;
                return attributes ?? s_none;
            }

            isClosed = false;
            var start = _position++;
            while (_position < html.Length && !IsSpace(html[_position]) && html[_position] is not ('/' or '>' or '=')) _position++;
            var name = html.AsSpan(start, _position - start);
            SkipSpace();
            var value = "";
            if (At(_position) == '=')
            {
                _position++;
                value = Value();
            }

            if (attributes is { Count: >= MostAttributes }) continue;
            attributes ??= [];
            attributes.TryAdd(name.ToString().ToLowerInvariant(), value);
        }
    }

    private string Value()
    {
        SkipSpace();
        var quote = At(_position);
        int start, end;
        if (quote is '"' or '\'')
        {
            start = _position + 1;
            end = html.IndexOf(quote, start);
            if (end < 0) end = html.Length;
            _position = Math.Min(end + 1, html.Length);
        }
        else
        {
            start = _position;
            while (_position < html.Length && !IsSpace(html[_position]) && html[_position] != '>') _position++;
            end = _position;
        }

        return start < end ? HtmlEntities.Decode(html.AsSpan(start, end - start)) : "";
    }

    private string RawText(string name)
    {
        var start = _position;
        while (name != "plaintext")
        {
            var end = html.IndexOf("</", _position, StringComparison.Ordinal);
            if (end < 0) break;
            var behind = end + 2 + name.Length;
            _position = end + 2;
            if (string.Compare(html, end + 2, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0
                || (behind < html.Length && !IsSpace(html[behind]) && html[behind] is not ('>' or '/'))) continue;
            _position = end;
            return html[start..end];
        }

        _position = html.Length;
        return html[start..];
    }

    private int Behind(char sign, int from) =>
        from < html.Length && html.IndexOf(sign, from) is var end and >= 0 ? end + 1 : html.Length;

    private void SkipSpace()
    {
        while (_position < html.Length && IsSpace(html[_position])) _position++;
    }

    private char At(int index) => index < html.Length ? html[index] : '\0';

    private static bool IsSpace(char letter) => letter is ' ' or '\t' or '\n' or '\r' or '\f';
}
