using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>
/// Formulas of LaTeX as MathML, which browsers draw without a script. It knows what notebooks on learning
/// machines use; for anything else it gives up, and the page shows the source.
/// </summary>
internal sealed class LatexMath
{
    private const int MaxDepth = 40, MaxLength = 20_000;
    private readonly List<string> _tokens;
    private readonly bool _isDisplay;
    private string? _alphabet;
    private int _at;
    private int _depth;
    private bool _failed;

    private LatexMath(List<string> tokens, bool isDisplay) => (_tokens, _isDisplay) = (tokens, isDisplay);

    private string? Next => _at < _tokens.Count ? _tokens[_at] : null;

    /// <summary>A <c>math</c> element; null when the formula holds something unknown.</summary>
    /// <param name="isDisplay">The formula stands on a line of its own.</param>
    public static string? Render(string latex, bool isDisplay)
    {
        if (latex.Length > MaxLength) return null;

        var parser = new LatexMath(LatexTokens.Of(latex), isDisplay);
        var row = parser.Lines(end: null, "aligned");
        if (parser._failed || parser.Next is not null) return null;
        return $"<math{(isDisplay ? " display=\"block\"" : "")}><semantics><mrow>{row}</mrow>"
            + $"<annotation encoding=\"application/x-tex\">{Markup.Encode(latex.Trim())}</annotation></semantics></math>";
    }

    private string Fail()
    {
        _failed = true;
        _at = _tokens.Count;
        return "";
    }

    private void SkipSpace()
    {
        while (Next == " ") _at++;
    }

    private bool Take(string token)
    {
        SkipSpace();
        if (Next != token) return false;
        _at++;
        return true;
    }

    // Rows parted by \\ and columns parted by &; a single row is no table.
    private string Lines(string? end, string kind)
    {
        var rows = new List<List<string>> { new() };
        while (true)
        {
            rows[^1].Add(Row("&", "\\\\", end ?? ""));
            if (Next == "&")
            {
                _at++;
            }
            else if (Next == "\\\\")
            {
                _at++;
                rows.Add([]);
            }
            else
            {
                break;
            }
        }

        if (rows.Count > 1 && rows[^1] is [""]) rows.RemoveAt(rows.Count - 1);
        if (end is null && rows is [[var only]]) return only;

        var align = kind is "aligned" ? "right" : kind is "cases" ? "left" : "center";
        var table = new StringBuilder("<mtable>");
        foreach (var row in rows)
        {
            table.Append("<mtr>");
            for (var i = 0; i < row.Count; i++)
            {
                var side = align == "right" && i % 2 == 1 ? "left" : align;
                table.Append("<mtd style=\"text-align:").Append(side)
                    .Append(align == "right" ? ";padding-left:0;padding-right:0" : "")
                    .Append("\"><mrow>").Append(row[i]).Append("</mrow></mtd>");
            }

            table.Append("</mtr>");
        }

        return table.Append("</mtable>").ToString();
    }

    private string Row(params ReadOnlySpan<string> ends)
    {
        if (++_depth > MaxDepth) return Fail();
        var row = new StringBuilder();
        var alphabet = _alphabet;
        while (true)
        {
            SkipSpace();
            if (Next is not { } token || ends.Contains(token)) break;
            if (token is "}" or "\\right" or "\\end") break;
            if (token is "&" or "\\\\")
            {
                Fail();
                break;
            }

            row.Append(WithScripts());
        }

        _alphabet = alphabet;
        _depth--;
        return row.ToString();
    }

    private string WithScripts()
    {
        var start = Next;
        var name = start is ['\\', ..] ? start[1..] : "";
        var atom = start is "^" or "_" ? "<mrow></mrow>" : Atom();
        string? below = null, above = null;
        while (!_failed)
        {
            SkipSpace();
            if (Next == "_" && below is null)
            {
                _at++;
                below = Argument();
            }
            else if (Next == "^" && above is null)
            {
                _at++;
                above = Argument();
            }
            else if (Next == "'" && above is null)
            {
                var primes = 0;
                for (; Next == "'"; _at++) primes++;
                above = $"<mo>{new string('′', primes)}</mo>";
            }
            else if (Next is "\\limits" or "\\nolimits")
            {
                _at++;
            }
            else
            {
                break;
            }
        }

        var hasLimits = LatexSymbols.LimitFunctions.Contains(name) || LatexSymbols.Large.ContainsKey(name)
            || name is "underbrace" or "overbrace" or "operatorname*";
        string[] kinds = hasLimits && (_isDisplay || name is "underbrace" or "overbrace")
            ? ["under", "over", "underover"]
            : ["sub", "sup", "subsup"];
        return (below, above) switch
        {
            (null, null) => atom,
            (_, null) => $"<m{kinds[0]}>{atom}{below}</m{kinds[0]}>",
            (null, _) => $"<m{kinds[1]}>{atom}{above}</m{kinds[1]}>",
            _ => $"<m{kinds[2]}>{atom}{below}{above}</m{kinds[2]}>",
        };
    }

    // What a command or a script takes: a group or one token.
    private string Argument()
    {
        SkipSpace();
        if (++_depth > MaxDepth) return Fail();
        var argument = Next switch
        {
            null or "}" or "&" or "\\\\" or "^" or "_" => Fail(),
            "{" => Group(),
            _ => Atom(),
        };
        _depth--;
        return argument;
    }

    private string Group()
    {
        _at++;
        var row = Row("}");
        return Take("}") ? $"<mrow>{row}</mrow>" : Fail();
    }

    private string Atom()
    {
        SkipSpace();
        if (Next is not { } token) return Fail();
        if (token == "{") return Group();

        _at++;
        return token switch
        {
            ['\\', .. var name] => Command(name),
            [>= '0' and <= '9'] => Digits(token),
            "-" => "<mo>−</mo>",
            "*" => "<mo>∗</mo>",
            "~" => "<mspace width=\"0.33em\"/>",
            "'" => "<mo>′</mo>",
            "$" or "#" => Fail(),
            [var letter] when char.IsAsciiLetter(letter) => _alphabet is null or "normal"
                ? $"<mi{(_alphabet is null ? "" : " mathvariant=\"normal\"")}>{letter}</mi>"
                : $"<mi>{LatexAlphabets.In(_alphabet, letter)}</mi>",
            [var letter] when char.IsLetter(letter) => $"<mi>{letter}</mi>",
            [_] when "()[]|/".Contains(token, StringComparison.Ordinal) =>
                $"<mo stretchy=\"false\">{token}</mo>",
            _ => $"<mo>{Markup.Encode(token)}</mo>",
        };
    }

    private string Digits(string first)
    {
        var number = new StringBuilder(first);
        while (Next is [(>= '0' and <= '9') or '.']
            && !(Next == "." && !(_at + 1 < _tokens.Count && char.IsAsciiDigit(_tokens[_at + 1][0]))))
            number.Append(_tokens[_at++]);
        var text = number.ToString();
        if (_alphabet is not null)
            text = string.Concat(text.Select(digit => LatexAlphabets.In(_alphabet, digit)));
        return $"<mn>{text}</mn>";
    }

    private string Command(string name)
    {
        if (LatexSymbols.Letters.TryGetValue(name, out var letter))
            return letter[0] is >= 'Γ' and <= 'Ω' ? $"<mi mathvariant=\"normal\">{letter}</mi>"
                : $"<mi>{letter}</mi>";
        if (LatexSymbols.Operators.TryGetValue(name, out var operation))
            return $"<mo>{Markup.Encode(operation)}</mo>";
        if (LatexSymbols.Large.TryGetValue(name, out var large)) return $"<mo largeop=\"true\">{large}</mo>";
        if (LatexSymbols.Functions.Contains(name) || LatexSymbols.LimitFunctions.Contains(name))
        {
            var words = name.Length > 3 && name[..3] is "lim" or "arg" ? $"{name[..3]} {name[3..]}" : name;
            return LatexSymbols.LimitFunctions.Contains(name) ? $"<mi>{words}</mi>"
                : $"<mrow><mi>{words}</mi><mspace width=\"0.167em\"/></mrow>";
        }

        if (LatexSymbols.Spaces.TryGetValue(name, out var width)) return $"<mspace width=\"{width}\"/>";
        if (LatexSymbols.Alphabets.TryGetValue(name, out var alphabet)) return InAlphabet(name, alphabet);
        if (LatexSymbols.Accents.TryGetValue(name, out var accent))
        {
            var stretchy = name.Length > 5 ? "true" : "false";
            return $"<mover accent=\"true\">{Argument()}<mo stretchy=\"{stretchy}\">{accent}</mo></mover>";
        }

        if (LatexSymbols.UnderAccents.TryGetValue(name, out var under))
            return $"<munder>{Argument()}<mo stretchy=\"true\">{under}</mo></munder>";

        return name switch
        {
            "frac" or "dfrac" or "tfrac" or "cfrac" => $"<mfrac>{Argument()}{Argument()}</mfrac>",
            "binom" =>
                $"<mrow><mo>(</mo><mfrac linethickness=\"0\">{Argument()}{Argument()}</mfrac><mo>)</mo></mrow>",
            "sqrt" => Root(),
            "text" or "textrm" or "textbf" or "textit" or "mbox" or "textsf" or "texttt" => Words(name),
            "left" => Fenced(),
            "middle" => $"<mo stretchy=\"true\">{Delimiter()}</mo>",
            "big" or "Big" or "bigg" or "Bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" or "biggl" or "biggr"
                or "Biggl" or "Biggr" =>
                $"<mo stretchy=\"true\" minsize=\"{(name[0] == 'b' ? "1.2em" : "1.8em")}\">{Delimiter()}</mo>",
            "begin" => Environment(),
            "overset" or "stackrel" => Argument() is var over ? $"<mover>{Argument()}{over}</mover>" : "",
            "underset" => Argument() is var below ? $"<munder>{Argument()}{below}</munder>" : "",
            "not" => Argument().Replace("</mo>", "\u0338</mo>", StringComparison.Ordinal),
            "pmod" => $"<mrow><mo>(</mo><mi>mod</mi><mspace width=\"0.33em\"/>{Argument()}<mo>)</mo></mrow>",
            "bmod" or "mod" => "<mo lspace=\"0.33em\" rspace=\"0.33em\">mod</mo>",
            "displaystyle" or "textstyle" or "nonumber" or "notag" or "limits" => "",
            "tag" or "label" => Argument()[..0],
            "{" or "}" or "%" or "#" or "_" or "$" or "&" =>
                $"<mo stretchy=\"false\">{Markup.Encode(name)}</mo>",
            "|" => "<mo stretchy=\"false\">‖</mo>",
            " " => "<mspace width=\"0.33em\"/>",
            _ => Fail(),
        };
    }

    private string InAlphabet(string name, string alphabet)
    {
        SkipSpace();
        if (Next == "{" && alphabet == "normal" && PlainWords(_at + 1) is { } end)
        {
            var words = string.Concat(_tokens[(_at + 1)..end]).Trim();
            _at = end + 1;
            var word = words.Length == 1 ? $"<mi mathvariant=\"normal\">{words}</mi>"
                : $"<mi>{Markup.Encode(words)}</mi>";
            return name == "operatorname" ? $"<mrow>{word}<mspace width=\"0.167em\"/></mrow>" : word;
        }

        var before = _alphabet;
        _alphabet = alphabet;
        var argument = name == "rm" ? "" : Argument();
        if (name != "rm") _alphabet = before;
        return argument;
    }

    // The end of a group that holds only letters, digits, spaces and hyphens.
    private int? PlainWords(int start)
    {
        var end = start;
        while (end < _tokens.Count && _tokens[end] is [var letter]
            && (char.IsLetterOrDigit(letter) || letter is ' ' or '-'))
            end++;
        return end < _tokens.Count && end > start && _tokens[end] == "}" ? end : null;
    }

    private string Words(string name)
    {
        SkipSpace();
        if (Next != "{") return Fail();

        var words = new StringBuilder();
        var depth = 0;
        for (; _at < _tokens.Count; _at++)
        {
            var token = _tokens[_at];
            if (token == "{") depth++;
            else if (token == "}" && --depth == 0) break;
            else if (token is ['\\', var mark] && !char.IsAsciiLetter(mark)) words.Append(mark);
            else if (token is ['\\', ..] or "$") return Fail();
            else words.Append(token);
        }

        if (_at == _tokens.Count) return Fail();
        _at++;
        var style = name switch
        {
            "textbf" => " style=\"font-weight:bold\"",
            "textit" => " style=\"font-style:italic\"",
            _ => "",
        };
        return $"<mtext{style}>{Markup.Encode(words.ToString()).Replace(' ', '\u00a0')}</mtext>";
    }

    private string Root()
    {
        if (!Take("[")) return $"<msqrt>{Argument()}</msqrt>";
        var degree = Row("]");
        return Take("]") ? $"<mroot>{Argument()}<mrow>{degree}</mrow></mroot>" : Fail();
    }

    private string Fenced()
    {
        var open = Delimiter();
        var row = Row("\\right");
        if (!Take("\\right")) return Fail();
        var close = Delimiter();
        return Between(open, row, close);
    }

    private static string Between(string open, string inner, string close) =>
        $"<mrow><mo stretchy=\"true\" form=\"prefix\">{open}</mo>{inner}"
        + $"<mo stretchy=\"true\" form=\"postfix\">{close}</mo></mrow>";

    private string Delimiter()
    {
        SkipSpace();
        if (Next is not { } token) return Fail();
        _at++;
        return token switch
        {
            "." => "",
            "\\{" => "{",
            "\\}" => "}",
            "\\|" => "‖",
            "<" => "⟨",
            ">" => "⟩",
            ['\\', .. var name] =>
                LatexSymbols.Operators.TryGetValue(name, out var operation) ? Markup.Encode(operation)
                : Fail(),
            _ => Markup.Encode(token),
        };
    }

    private string Environment()
    {
        var name = EnvironmentName();
        var kind = name.TrimEnd('*') switch
        {
            "matrix" or "pmatrix" or "bmatrix" or "Bmatrix" or "vmatrix" or "Vmatrix" or "smallmatrix"
                or "array" => "matrix",
            "cases" => "cases",
            "aligned" or "align" or "split" or "gathered" or "gather" or "equation" or "eqnarray" =>
                "aligned",
            _ => null,
        };
        if (kind is null) return Fail();

        // The columns of an array: {c|c}.
        if (name == "array" && Take("{")) while (Next is not null && !Take("}")) _at++;

        if (++_depth > MaxDepth) return Fail();
        var table = Lines("\\end", kind);
        _depth--;
        if (!Take("\\end") || EnvironmentName() != name) return Fail();
        var (open, close) = name switch
        {
            "pmatrix" => ("(", ")"),
            "bmatrix" => ("[", "]"),
            "Bmatrix" => ("{", "}"),
            "vmatrix" => ("|", "|"),
            "Vmatrix" => ("‖", "‖"),
            "cases" => ("{", ""),
            _ => ("", ""),
        };
        return Between(open, table, close);
    }

    private string EnvironmentName()
    {
        if (!Take("{")) return Fail();
        var name = new StringBuilder();
        while (Next is { } letter && letter != "}")
        {
            name.Append(letter);
            _at++;
        }

        return Take("}") ? name.ToString() : Fail();
    }
}
