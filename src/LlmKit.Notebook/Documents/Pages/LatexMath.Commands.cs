using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <content>What each command stands for.</content>
internal sealed partial class LatexMath
{
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
                Between("(", $"<mfrac linethickness=\"0\">{Argument()}{Argument()}</mfrac>", ")"),
            "sqrt" => Root(),
            "text" or "textrm" or "textbf" or "textit" or "mbox" or "textsf" or "texttt" => Words(name),
            "left" => Fenced(),
            "middle" => $"<mo stretchy=\"true\">{Delimiter()}</mo>",
            "big" or "Big" or "bigg" or "Bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" or "biggl" or "biggr"
                or "Biggl" or "Biggr" =>
                $"<mo stretchy=\"true\" minsize=\"{(name[0] == 'b' ? 1.2 : 1.8)}em\">{Delimiter()}</mo>",
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
