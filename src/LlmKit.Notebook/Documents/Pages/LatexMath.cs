using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>
/// Formulas of LaTeX as MathML, which browsers draw without a script. It knows what notebooks on learning
/// machines use; for anything else it gives up, and the page shows the source.
/// </summary>
internal sealed partial class LatexMath
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
            + $"<annotation encoding=\"application/x-tex\">{Markup.Encode(latex.Trim())}</annotation>"
            + "</semantics></math>";
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
                // The plain word moves nothing in Chromium, whose contents of a cell are a block.
                table.Append($"<mtd style=\"text-align:-webkit-{side}")
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
}
