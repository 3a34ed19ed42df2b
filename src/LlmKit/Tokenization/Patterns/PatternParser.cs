using System.Globalization;
using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.Patterns;

/// <summary>Reads a regular expression in Oniguruma's spelling, as tokenizer files have it.</summary>
/// <remarks>Without what no automaton can do: back references, look-behind, look-ahead over more than one character.</remarks>
internal sealed class PatternParser
{
    private const int MostRepeats = 1000;
    private const int MostNesting = 200;
    private const int LongestText = 50_000;

    private readonly string _text;
    private int _at;
    private int _depth;
    private bool _ignoresCase;

    private PatternParser(string text) => _text = text;

    /// <exception cref="FormatException">The expression is damaged, or has a part that isn't supported.</exception>
    public static PatternNode Parse(string text)
    {
        if (text.Length > LongestText) throw new FormatException($"the regular expression has {text.Length} characters, and {LongestText} are supported: {text[..60]}…");
        var parser = new PatternParser(text);
        var node = parser.Choice();
        if (parser._at < text.Length) throw parser.Fault("a ) without its (");
        return node;
    }

    private bool More => _at < _text.Length;

    private PatternNode Choice()
    {
        if (++_depth > MostNesting) throw Fault($"nesting deeper than {MostNesting}");
        var ignoredCase = _ignoresCase;
        var options = new List<PatternNode> { Sequence() };
        while (Take('|')) options.Add(Sequence());
        _ignoresCase = ignoredCase;
        _depth--;
        return options.Count == 1 ? options[0] : new PatternNode.Choice(options);
    }

    private PatternNode.Sequence Sequence()
    {
        var items = new List<PatternNode>();
        while (More && _text[_at] is not ('|' or ')'))
        {
            if (_text[_at] == '^' && (_depth > 1 || items.Count > 0)) throw Fault("a ^ elsewhere than at the start, which isn't supported");
            if (Atom() is { } atom) items.Add(Repeated(atom));
        }

        return new(items);
    }

    // Null for what only sets options.
    private PatternNode? Atom()
    {
        switch (_text[_at])
        {
            case '(':
                return Group();
            case '[':
                return new PatternNode.One(Class());
            case '.':
                _at++;
                return new PatternNode.One(CodeSet.Of('\n').Complement());
            case '^':
                _at++;
                return new PatternNode.Start();
            case '$':
                _at++;
                return new PatternNode.Ahead(CodeSet.Of('\n'), HasEnd: true);
            case '*' or '+' or '?':
                throw Fault("a repetition of nothing");
            case '\\' when _text.AsSpan(_at).StartsWith("\\z"):
                _at += 2;
                return new PatternNode.Ahead(CodeSet.Empty, HasEnd: true);
            default:
                return new PatternNode.One(Folded(Character()));
        }
    }

    private PatternNode? Group()
    {
        var start = _at++;
        if (!Take('?')) return Close(Choice());
        if (Take(':')) return Close(Choice());
        if (Take('=')) return Ahead(isNegated: false);
        if (Take('!')) return Ahead(isNegated: true);

        var outer = _ignoresCase;
        var on = true;
        for (; More && _text[_at] is 'i' or 'm' or 's' or 'x' or 'u' or 'U' or '-'; _at++)
        {
            if (_text[_at] == '-') on = false;
            else if (_text[_at] == 'i') _ignoresCase = on;
            else if (on && _text[_at] is 'x' or 'm' or 's') throw Fault($"the option {_text[_at]}, which isn't supported");
        }

        if (Take(')')) return null;
        if (!Take(':'))
        {
            _at = start;
            throw Fault("a group of a kind that isn't supported ((?:…), (?i:…), (?=…) and (?!…) are)");
        }

        var inner = Close(Choice());
        _ignoresCase = outer;
        return inner;
    }

    private PatternNode.Ahead Ahead(bool isNegated)
    {
        var inner = Close(Choice());
        var set = CodeSet.Empty;
        var hasEnd = false;
        foreach (var option in inner is PatternNode.Choice choice ? choice.Options : [inner])
        {
            switch (option is PatternNode.Sequence { Items: [var single] } ? single : option)
            {
                case PatternNode.One one:
                    set = set.Union(one.Set);
                    break;
                case PatternNode.Ahead ahead:
                    set = set.Union(ahead.Set);
                    hasEnd |= ahead.HasEnd;
                    break;
                default:
                    throw Fault("a look-ahead over other than one character, which isn't supported");
            }
        }

        return isNegated ? new(set.Complement(), !hasEnd) : new(set, hasEnd);
    }

    private PatternNode Close(PatternNode node) => Take(')') ? node : throw Fault("a ( without its )");

    private PatternNode Repeated(PatternNode node)
    {
        for (var nested = 0; More; nested++)
        {
            if (nested > MostNesting) throw Fault($"repetitions of repetitions deeper than {MostNesting}");
            int least, start = _at;
            int? most;
            var isCounted = false;
            if (Take('*')) (least, most) = (0, null);
            else if (Take('+')) (least, most) = (1, null);
            else if (Take('?')) (least, most) = (0, 1);
            else if (Counted(out least, out most)) isCounted = true;
            else return node;

            if (least > MostRepeats || most > MostRepeats || most < least)
            {
                _at = start;
                throw Fault($"a repetition of {least} to {most} times; up to {MostRepeats}, and the smaller number first, is supported");
            }

            // Oniguruma reads {2}+ as a repetition of the repetition.
            var isLazy = Take('?');
            node = !isLazy && !isCounted && Take('+') ? Possessive(node, least, most) : new PatternNode.Repeat(node, least, most, isLazy);
        }

        return node;
    }

    // What has been taken is never given back: after it comes none that could have been taken too.
    private PatternNode Possessive(PatternNode node, int least, int? most)
    {
        if (node is not PatternNode.One one) throw Fault("a possessive repetition of more than one character, which isn't supported");
        var none = new PatternNode.Ahead(one.Set.Complement(), HasEnd: true);
        return most is null
            ? new PatternNode.Sequence([new PatternNode.Repeat(node, least, null, IsLazy: false), none])
            : new PatternNode.Choice([node, none]);
    }

    private bool Counted(out int least, out int? most)
    {
        (least, most) = (0, null);
        var close = _text.IndexOf('}', _at);
        if (_text[_at] != '{' || close < 0) return false;
        var parts = _text[(_at + 1)..close].Split(',');
        var known = parts is [{ Length: > 0 }] or [_, { Length: > 0 }] or [{ Length: > 0 }, ""];
        if (!known || parts.Any(part => part.Length > 4 || !part.All(char.IsAsciiDigit))) return false;

        least = parts[0].Length == 0 ? 0 : int.Parse(parts[0], CultureInfo.InvariantCulture);
        most = parts.Length == 1 ? least : parts[1].Length == 0 ? null : int.Parse(parts[1], CultureInfo.InvariantCulture);
        _at = close + 1;
        return true;
    }

    private CodeSet Class()
    {
        if (++_depth > MostNesting) throw Fault($"nesting deeper than {MostNesting}");
        _at++;
        var isNegated = Take('^');
        var set = CodeSet.Empty;
        CodeSet? intersection = null;
        for (var isFirst = true; ; isFirst = false)
        {
            if (!More) throw Fault("a [ without its ]");
            if (!isFirst && Take(']')) break;
            if (_text.AsSpan(_at).StartsWith("&&"))
            {
                _at += 2;
                intersection = intersection is null ? set : intersection.Intersect(set);
                set = CodeSet.Empty;
                continue;
            }

            if (_text[_at] == '[')
            {
                set = set.Union(_text.AsSpan(_at).StartsWith("[:") && Posix() is { } posix ? posix : Class());
                continue;
            }

            var from = Character();
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']' && from.Ranges is [var low] && low.From == low.To)
            {
                _at++;
                var to = Character();
                if (to.Ranges is not [var high] || high.From != high.To || high.From < low.From) throw Fault("a range without its ends in order");
                from = CodeSet.Range(low.From, high.From);
            }

            set = set.Union(Folded(from));
        }

        _depth--;
        if (intersection is not null) set = intersection.Intersect(set);
        return isNegated ? set.Complement() : set;
    }

    private CodeSet? Posix()
    {
        var close = _text.IndexOf(":]", _at + 2, StringComparison.Ordinal);
        if (close < 0) return null;
        var name = _text[(_at + 2)..close];
        var isNegated = name.StartsWith('^');
        var set = name.TrimStart('^') switch
        {
            "alpha" => CodeSet.Named("Alphabetic"),
            "digit" => CodeSet.Named("Nd"),
            "space" => CodeSet.Named("Space"),
            "upper" => CodeSet.Named("Lu"),
            "lower" => CodeSet.Named("Ll"),
            "punct" => CodeSet.Named("P"),
            "word" => CodeSet.Named("Word"),
            "alnum" => CodeSet.Named("Alphabetic")!.Union(CodeSet.Named("Nd")!),
            _ => null,
        };
        if (set is null) return null;
        _at = close + 2;
        return isNegated ? set.Complement() : set;
    }

    // A character, or what an escape stands for.
    private CodeSet Character()
    {
        if (!More) throw Fault("an end where a character should be");
        if (_text[_at] != '\\')
        {
            var plain = Normalization.CodeAt(_text, _at, out var units);
            _at += units;
            return CodeSet.Of(plain);
        }

        if (++_at == _text.Length) throw Fault("a \\ at the end");
        var escape = _text[_at++];
        switch (escape)
        {
            case 's' or 'S':
                return Maybe(escape == 'S', CodeSet.Named("Space")!);
            case 'd' or 'D':
                return Maybe(escape == 'D', CodeSet.Named("Nd")!);
            case 'w' or 'W':
                return Maybe(escape == 'W', CodeSet.Named("Word")!);
            case 'h' or 'H':
                return Maybe(escape == 'H', CodeSet.Range('0', '9').Union(CodeSet.Range('a', 'f')).Union(CodeSet.Range('A', 'F')));
            case 'p' or 'P':
                return Property(escape == 'P');
            case 'x':
                return CodeSet.Of(Take('{') ? Hex(_text.IndexOf('}', _at) - _at, skip: 1) : Hex(2, 0));
            case 'u':
                return CodeSet.Of(Take('{') ? Hex(_text.IndexOf('}', _at) - _at, skip: 1) : Hex(4, 0));
            case 'n': return CodeSet.Of('\n');
            case 'r': return CodeSet.Of('\r');
            case 't': return CodeSet.Of('\t');
            case 'f': return CodeSet.Of('\f');
            case 'v': return CodeSet.Of('\v');
            case 'a': return CodeSet.Of('\a');
            case 'e': return CodeSet.Of(0x1B);
            case '0': return CodeSet.Of(0);
            default:
                if (char.IsAsciiLetterOrDigit(escape))
                {
                    _at -= 2;
                    throw Fault($"\\{escape}, which isn't supported");
                }

                var code = Normalization.CodeAt(_text, --_at, out var length);
                _at += length;
                return CodeSet.Of(code);
        }
    }

    private CodeSet Property(bool isNegated)
    {
        var start = _at - 2;
        string name;
        if (Take('{'))
        {
            var close = _text.IndexOf('}', _at);
            if (close < 0) throw Fault("a { without its }");
            name = _text[_at..close];
            _at = close + 1;
        }
        else
        {
            name = More ? _text[_at++].ToString() : "";
        }

        if (name.StartsWith('^')) (isNegated, name) = (!isNegated, name[1..]);
        var value = name[(name.LastIndexOf('=') + 1)..];
        if (CodeSet.Named(value) is { } set) return Maybe(isNegated, set);
        _at = start;
        throw Fault($"\\p{{{name}}}, a property that isn't known (categories and scripts are)");
    }

    private int Hex(int length, int skip)
    {
        if (length is < 1 or > 6 || _at + length > _text.Length
            || !int.TryParse(_text.AsSpan(_at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code >= CodePointTable.Codes)
            throw Fault("an escape without a code point in hexadecimal digits");

        _at += length + skip;
        return code;
    }

    private CodeSet Folded(CodeSet set) => _ignoresCase ? set.WithOtherCases() : set;

    private static CodeSet Maybe(bool isNegated, CodeSet set) => isNegated ? set.Complement() : set;

    private bool Take(char expected)
    {
        if (!More || _text[_at] != expected) return false;
        _at++;
        return true;
    }

    private FormatException Fault(string what) =>
        new($"the regular expression has {what}, at character {_at + 1} of: {(_text.Length > 200 ? _text[..200] + "…" : _text)}");
}
