using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Data.Corpora;

/// <summary>The text of a manual page: headings, paragraphs and examples without the marks of roff.</summary>
internal static partial class Roff
{
    private static readonly HashSet<string> s_spoken =
        ["B", "I", "BR", "RB", "IR", "RI", "BI", "IB", "SM", "SB", "Nm", "Fl", "Ar", "Cm", "Pa", "Xr", "Em", "Sy", "Li", "Ic", "Op", "Nd"];

    public static string TextOf(string page)
    {
        var text = new StringBuilder();
        var (isExact, isSkipped) = (false, false);
        foreach (var row in page.Split('\n'))
        {
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

        return EmptyLines().Replace(text.ToString(), "\n\n").Trim();
    }

    private static void Add(StringBuilder text, string words, string parted)
    {
        if (parted == " " && text.Length > 0 && text[^1] != '\n') text.Append(' ');
        if (parted == "\n" && text.Length > 0 && text[^1] != '\n') text.Append('\n');
        text.Append(words);
    }

    // Arguments are parted by spaces; quotation marks hold some together.
    private static List<string> Words(string row) =>
        [.. Argument().Matches(row).Select(match => match.Groups[1].Success ? match.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Value)];

    private static string Plain(string text)
    {
        if (text.StartsWith("\\\"", StringComparison.Ordinal)) return "";
        text = Comment().Replace(text, "");
        text = Font().Replace(text, "");
        return Escape().Replace(text, match => match.Value switch
        {
            "\\-" or "\\(hy" => "-",
            "\\(em" => "—",
            "\\(en" => "–",
            "\\(lq" or "\\(dq" => "“",
            "\\(rq" => "”",
            "\\(aq" => "'",
            "\\(bu" => "•",
            "\\(co" => "©",
            "\\e" or "\\\\" or "\\(rs" => "\\",
            "\\ " or "\\~" or "\\0" => " ",
            _ => "",
        });
    }

    [GeneratedRegex("""\\f(?:\[[^\]]*\]|\(..|.)|\\s(?:[+-]?\d+|\([+-]?..)|\\[hvwkmM](?:'[^']*'|\[[^\]]*\])|\\\*(?:\[[^\]]*\]|\(..|.)""")]
    private static partial Regex Font();

    [GeneratedRegex("""\\".*$""")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\(?:\(..|\[[^\]]*\]|.)")]
    private static partial Regex Escape();

    [GeneratedRegex("\"((?:[^\"]|\"\")*)\"?|[^\\s\"]\\S*")]
    private static partial Regex Argument();

    [GeneratedRegex(@"[ \t]*\n(?:[ \t]*\n)+")]
    private static partial Regex EmptyLines();
}
