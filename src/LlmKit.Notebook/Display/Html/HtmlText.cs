using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Display;

/// <summary>Text as markup, and markup as text.</summary>
internal static partial class HtmlText
{
    private const int MostStripped = 200;
    private const RegexOptions Anywhere =
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking;

    /// <summary>The text so that it is nothing but text, in an element or an attribute's quotes, in HTML and
    /// in XML.</summary>
    /// <remarks>Control characters become their pictures, and what cannot be in a document U+FFFD.</remarks>
    public static void Encode(string text, StringBuilder to)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                to.Append(letter).Append(text[++i]);
                continue;
            }

            _ = letter switch
            {
                '<' => to.Append("&lt;"),
                '>' => to.Append("&gt;"),
                '&' => to.Append("&amp;"),
                '"' => to.Append("&quot;"),
                '\'' => to.Append("&#39;"),
                '\n' or '\t' => to.Append(letter),
                < ' ' => to.Append((char)(0x2400 + letter)),
                '\u007f' => to.Append('\u2421'),
                >= '\u0080' and < '\u00a0' or '\ufffe' or '\uffff' => to.Append('\ufffd'),
                _ => to.Append(char.IsSurrogate(letter) ? '\ufffd' : letter),
            };
        }
    }

    public static string Encoded(string text)
    {
        var encoded = new StringBuilder(text.Length);
        Encode(text, encoded);
        return encoded.ToString();
    }

    /// <summary>What a terminal shows of markup: its words, on one short line.</summary>
    public static string Stripped(string html)
    {
        var words = System.Net.WebUtility.HtmlDecode(Tags().Replace(Unseen().Replace(html, " "), " "));
        var line = Spaces().Replace(words, " ").Trim();
        return line.Length == 0 ? "(HTML)" : Cut.Short(line, MostStripped);
    }

    [GeneratedRegex(@"<script\b.*?(</script\s*>|$)|<style\b.*?(</style\s*>|$)|<!--.*?(-->|$)", Anywhere)]
    private static partial Regex Unseen();

    [GeneratedRegex("</?[a-zA-Z!][^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
