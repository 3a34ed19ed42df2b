using System.Text.RegularExpressions;

namespace LlmKit.Tokenization.Templates;

/// <summary>
/// Cuts a template into tokens. White space around tags goes as Jinja's <c>trim_blocks</c> and <c>lstrip_blocks</c> have it,
/// which is what Hugging Face sets: the line break behind a block goes, and so does the indent of a line that starts with one.
/// </summary>
internal sealed partial class TemplateLexer(string source)
{
    private static readonly string[] s_operators =
    [
        "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=",
        ".", ":", "|", ",", ";",
    ];

    private readonly List<TemplateToken> _tokens = [];
    private readonly Stack<char> _open = [];
    private int _at;
    private bool _isLineStart = true;

    /// <summary>The source as it is cut: one kind of line break, the last one gone.</summary>
    public static string Normalize(string source)
    {
        var text = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return text.EndsWith('\n') ? text[..^1] : text;
    }

    public List<TemplateToken> Read()
    {
        while (_at < source.Length)
        {
            var tag = NextTag(_at);
            if (tag < 0)
            {
                Add(TokenKind.Data, source[_at..], _at);
                break;
            }

            ReadTag(tag);
        }

        Add(TokenKind.End, "", source.Length);
        return _tokens;
    }

    private void ReadTag(int tag)
    {
        var kind = source[tag + 1];
        AddData(_at, tag, isBlock: kind != '{');
        var raw = kind == '%' ? RawBegin().Match(source, tag) : Match.Empty;
        if (raw.Success)
        {
            ReadRaw(tag, tag + raw.Length);
            return;
        }

        var begin = tag;
        _at = tag + 2;
        if (Sign(_at) is not '\0') _at++;
        if (kind == '#') SkipComment(begin);
        else ReadCode(begin, isBlock: kind == '%');
    }

    private int NextTag(int from)
    {
        for (var at = source.IndexOf('{', from); at >= 0 && at + 1 < source.Length; at = source.IndexOf('{', at + 1))
            if (source[at + 1] is '%' or '{' or '#') return at;
        return -1;
    }

    private char Sign(int at) => at < source.Length && source[at] is '-' or '+' ? source[at] : '\0';

    // The text before a tag, without the white space that the tag takes away.
    private void AddData(int from, int tag, bool isBlock)
    {
        var text = source[from..tag];
        var sign = tag + 2 < source.Length && source[tag + 2] is '-' or '+' ? source[tag + 2] : '\0';
        if (sign == '-')
        {
            text = PythonText.Strip(text, left: false);
        }
        else if (sign != '+' && isBlock)
        {
            var line = text.LastIndexOf('\n') + 1;
            if ((line > 0 || _isLineStart) && PythonText.Strip(text[line..]).Length == 0) text = text[..line];
        }

        if (text.Length > 0) Add(TokenKind.Data, text, from);
    }

    private void SkipComment(int begin)
    {
        var end = source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0) throw new TemplateFault("This comment has no end. Close it by #}.") { At = begin };
        SkipEnd(end > _at ? end - 1 : end, end);
    }

    // Skips the end of a tag, and the white space behind it that goes.
    private void SkipEnd(int sign, int end)
    {
        _at = end + 2;
        if (source[sign] == '-') while (_at < source.Length && PythonText.IsSpace(source[_at])) _at++;
        else if (source[sign] != '+' && _at < source.Length && source[_at] == '\n') _at++;
        _isLineStart = source[_at - 1] == '\n';
    }

    private void ReadRaw(int begin, int from)
    {
        var end = RawEnd().Match(source, from);
        if (!end.Success) throw new TemplateFault("This raw block has no end. Close it by {% endraw %}.") { At = begin };
        _isLineStart = source[from - 1] == '\n';
        AddData(from, end.Index, isBlock: true);
        var close = end.Index + end.Length - 2;
        SkipEnd(close - 1, close);
    }

    private void ReadCode(int begin, bool isBlock)
    {
        Add(isBlock ? TokenKind.BlockBegin : TokenKind.VariableBegin, "", begin);
        _open.Clear();
        while (_at < source.Length)
        {
            if (_open.Count == 0 && EndsCode(isBlock)) return;
            if (PythonText.IsSpace(source[_at])) _at++;
            else ReadToken();
        }

        throw new TemplateFault($"This tag has no end. Close it by {(isBlock ? "%}" : "}}")}.") { At = begin };
    }

    private bool EndsCode(bool isBlock)
    {
        var close = isBlock ? "%}" : "}}";
        var sign = source[_at] == '-' || (isBlock && source[_at] == '+') ? 1 : 0;
        var end = _at + sign;
        if (string.CompareOrdinal(source, end, close, 0, 2) != 0) return false;
        Add(isBlock ? TokenKind.BlockEnd : TokenKind.VariableEnd, "", _at);
        if (isBlock || sign == 1)
        {
            SkipEnd(_at, end);
        }
        else
        {
            _at = end + 2;
            _isLineStart = false;
        }

        return true;
    }

    private void ReadToken()
    {
        var begin = _at;
        var c = source[_at];
        if (char.IsAsciiDigit(c))
        {
            ReadNumber();
        }
        else if (char.IsLetter(c) || c == '_')
        {
            while (_at < source.Length && (char.IsLetterOrDigit(source[_at]) || source[_at] == '_')) _at++;
            Add(TokenKind.Name, source[begin.._at], begin);
        }
        else if (c is '"' or '\'')
        {
            ReadText(c);
        }
        else
        {
            ReadOperator();
        }
    }

    private void ReadNumber()
    {
        var real = _at > 0 && source[_at - 1] == '.' ? Match.Empty : Real().Match(source, _at);
        var number = real.Success ? real : Integer().Match(source, _at);
        Add(real.Success ? TokenKind.Real : TokenKind.Integer, number.Value.Replace("_", "", StringComparison.Ordinal), _at);
        _at += number.Length;
    }

    private void ReadText(char quote)
    {
        var begin = _at++;
        while (_at < source.Length && source[_at] != quote) _at += source[_at] == '\\' ? 2 : 1;
        if (_at >= source.Length) throw new TemplateFault($"This string has no end. Close it by {quote}.") { At = begin };
        try
        {
            Add(TokenKind.Text, PythonText.Unescape(source.AsSpan(begin + 1, _at - begin - 1)), begin);
        }
        catch (TemplateFault fault)
        {
            throw new TemplateFault(fault.Message) { At = begin };
        }

        _at++;
    }

    private void ReadOperator()
    {
        foreach (var operation in s_operators)
        {
            if (string.CompareOrdinal(source, _at, operation, 0, operation.Length) != 0) continue;
            Balance(operation[0]);
            Add(TokenKind.Operator, operation, _at);
            _at += operation.Length;
            return;
        }

        throw new TemplateFault($"'{source[_at]}' is no part of an expression.") { At = _at };
    }

    private void Balance(char bracket)
    {
        switch (bracket)
        {
            case '(': _open.Push(')'); break;
            case '[': _open.Push(']'); break;
            case '{': _open.Push('}'); break;
            case ')' or ']' or '}':
                if (!_open.TryPop(out var expected))
                    throw new TemplateFault($"'{bracket}' closes nothing. Take it away, or open it before.") { At = _at };
                if (expected != bracket)
                    throw new TemplateFault($"'{bracket}' stands where '{expected}' has to close.") { At = _at };
                break;
        }
    }

    private void Add(TokenKind kind, string text, int at) => _tokens.Add(new(kind, text, at));

    [GeneratedRegex(@"\G\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})")]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%[-+]?\s*endraw\s*[-+]?%\}")]
    private static partial Regex RawEnd();

    [GeneratedRegex(@"\G(?:[0-9]+_)*[0-9]+(?:(?:\.(?:[0-9]+_)*[0-9]+)?[eE][-+]?(?:[0-9]+_)*[0-9]+|\.(?:[0-9]+_)*[0-9]+)")]
    private static partial Regex Real();

    [GeneratedRegex(@"\G(?:0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?[0-9])*|0(?:_?0)*)")]
    private static partial Regex Integer();
}
