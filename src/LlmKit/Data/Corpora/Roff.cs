using System.Text;

namespace LlmKit.Data.Corpora;

/// <summary>The text of a manual page: headings, paragraphs and examples without the marks of roff.</summary>
internal static class Roff
{
    private static readonly HashSet<string> s_spoken =
        ["B", "I", "BR", "RB", "IR", "RI", "BI", "IB", "SM", "SB", "Nm", "Fl", "Ar", "Cm", "Pa", "Xr", "Em", "Sy", "Li", "Ic", "Op", "Nd"];

    public static string TextOf(string page)
    {
        var text = new StringBuilder();
        var (isExact, isSkipped) = (false, false);
        for (int start = 0, end; start <= page.Length; start = end + 1)
        {
            end = page.IndexOf('\n', start) is var found and >= 0 ? found : page.Length;
            var row = page[start..end];
            if (isSkipped)
            {
                isSkipped = row is not ".." and not ".";
                continue;
            }

            if (row is not ['.' or '\'', .. var rest])
            {
                Add(text, Plain(row), isExact || row.Length == 0 ? "\n" : " ");
                continue;
            }

            var words = Words(rest.TrimStart());
            if (words.Count == 0 || words[0].StartsWith('\\')) continue;
            var argument = string.Join(' ', words.Skip(1).Select(Plain));
            switch (words[0])
            {
                case "SH" or "SS" or "Sh" or "Ss":
                    Add(text, $"\n\n{argument}\n", "");
                    break;
                case "PP" or "LP" or "P" or "TP" or "IP" or "HP" or "sp" or "Pp" or "It":
                    Add(text, words[0] is "IP" or "It" && words.Count > 1 ? $"\n\n{Plain(words[1])}\n" : "\n\n", "");
                    break;
                case "br" or "TQ":
                    Add(text, "\n", "");
                    break;
                case "nf" or "EX" or "Bd":
                    (isExact, _) = (true, text.Append('\n'));
                    break;
                case "fi" or "EE" or "Ed":
                    (isExact, _) = (false, text.Append('\n'));
                    break;
                case "de" or "ig" or "am":
                    isSkipped = true;
                    break;
                default:
                    if (s_spoken.Contains(words[0]))
                        Add(text, words[0] is "B" or "I" or "SM" or "SB" || words[0].Length != 2 || char.IsLower(words[0][1]) ? argument : string.Concat(words.Skip(1).Select(Plain)), " ");
                    break;
            }
        }

        return WithFewEmptyLines(text.ToString());
    }

    private static void Add(StringBuilder text, string words, string parted)
    {
        if (parted == " " && text.Length > 0 && text[^1] != '\n') text.Append(' ');
        if (parted == "\n" && text.Length > 0 && text[^1] != '\n') text.Append('\n');
        text.Append(words);
    }

    // Several empty lines are one.
    private static string WithFewEmptyLines(string text)
    {
        var shorter = new StringBuilder(text.Length);
        var isBehindEmpty = false;
        foreach (var line in text.AsSpan().Split('\n'))
        {
            var content = text.AsSpan(line);
            if (content.Trim(" \t").IsEmpty)
            {
                isBehindEmpty = true;
                continue;
            }

            while (isBehindEmpty && shorter.Length > 0 && shorter[^1] is ' ' or '\t') shorter.Length--;
            shorter.Append(isBehindEmpty ? "\n\n" : "\n").Append(content);
            isBehindEmpty = false;
        }

        return shorter.ToString().Trim();
    }

    // Arguments are parted by spaces; quotation marks hold some together, and two of them within are one.
    private static List<string> Words(string row)
    {
        var words = new List<string>();
        for (var at = 0; at < row.Length;)
        {
            var start = at;
            if (char.IsWhiteSpace(row[at]))
            {
                at++;
            }
            else if (row[at] == '"')
            {
                for (at++; at < row.Length && (row[at] != '"' || (at + 1 < row.Length && row[at + 1] == '"')); at++)
                    if (row[at] == '"') at++;
                words.Add(row[(start + 1)..Math.Min(at, row.Length)].Replace("\"\"", "\"", StringComparison.Ordinal));
                at++;
            }
            else
            {
                while (at < row.Length && !char.IsWhiteSpace(row[at])) at++;
                words.Add(row[start..at]);
            }
        }

        return words;
    }

    private static string Plain(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                plain.Append(text[at++]);
                continue;
            }

            // What follows is a comment.
            if (text[at + 1] == '"') break;
            var end = EscapeEnd(text, at + 1);
            plain.Append(Sign(text.AsSpan((at + 1)..end)));
            at = end;
        }

        return plain.ToString();
    }

    // Where the escape ends whose name is at the place: fonts, sizes, moves and strings have an argument.
    private static int EscapeEnd(string text, int at) => text[at] switch
    {
        '(' or '[' => NameEnd(text, at),
        'f' or '*' when at + 1 < text.Length => NameEnd(text, at + 1),
        's' => SizeEnd(text, at + 1),
        'h' or 'v' or 'w' or 'k' or 'm' or 'M' when at + 1 < text.Length && text[at + 1] is '\'' or '[' =>
            text.IndexOf(text[at + 1] == '[' ? ']' : '\'', at + 2) is var end and >= 0 ? end + 1 : at + 1,
        _ => at + 1,
    };

    // A name is one character, two behind a bracket, or all within square ones.
    private static int NameEnd(string text, int at) => text[at] switch
    {
        '(' when at + 2 < text.Length => at + 3,
        '[' when text.IndexOf(']', at) is var end and >= 0 => end + 1,
        _ => at + 1,
    };

    private static int SizeEnd(string text, int at)
    {
        var isBracket = at < text.Length && text[at] == '(';
        var first = isBracket ? at + 1 : at;
        if (first < text.Length && text[first] is '+' or '-') first++;
        if (isBracket) return first + 2 <= text.Length ? first + 2 : at;
        var end = first;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end > first ? end : at;
    }

    private static string Sign(ReadOnlySpan<char> name) => name switch
    {
        "-" or "(hy" => "-",
        "(em" => "—",
        "(en" => "–",
        "(lq" or "(dq" => "“",
        "(rq" => "”",
        "(aq" => "'",
        "(bu" => "•",
        "(co" => "©",
        "e" or "\\" or "(rs" => "\\",
        " " or "~" or "0" => " ",
        _ => "",
    };
}
