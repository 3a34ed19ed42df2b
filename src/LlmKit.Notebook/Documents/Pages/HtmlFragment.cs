using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>Markup that a cell has shown, made safe for the page around it: what it opens is closed, and it
/// closes nothing else.</summary>
internal static class HtmlFragment
{
    private static readonly HashSet<string> s_empty = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    };

    // The page has these itself.
    private static readonly HashSet<string> s_page =
        new(StringComparer.OrdinalIgnoreCase) { "html", "head", "body" };

    private static readonly HashSet<string> s_raw = new(StringComparer.OrdinalIgnoreCase)
        { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext" };

    public static bool HasScript(string html) => html.Contains("<script", StringComparison.OrdinalIgnoreCase);

    public static string Closed(string html)
    {
        var result = new StringBuilder(html.Length + 32);
        var open = new List<string>();
        for (var i = 0; i < html.Length;)
        {
            var next = html.IndexOf('<', i);
            if (next < 0) next = html.Length;
            result.Append(html, i, next - i);
            if (next == html.Length) break;

            i = html.AsSpan(next).StartsWith("<!--") ? CopyComment(html, next, result)
                : CopyTag(html, next, result, open);
        }

        for (var i = open.Count - 1; i >= 0; i--) result.Append("</").Append(open[i]).Append('>');
        return result.ToString();
    }

    private static int CopyComment(string html, int start, StringBuilder result)
    {
        var end = html.IndexOf("-->", start + 2, StringComparison.Ordinal);
        var text = end < 0 ? html[start..] + "-->" : html[start..(end + 3)];
        result.Append(text);
        return end < 0 ? html.Length : end + 3;
    }

    private static int CopyTag(string html, int start, StringBuilder result, List<string> open)
    {
        var isClosing = start + 1 < html.Length && html[start + 1] == '/';
        var nameStart = start + (isClosing ? 2 : 1);
        if (nameStart >= html.Length || !char.IsAsciiLetter(html[nameStart]))
        {
            if (nameStart < html.Length && html[nameStart] is '!' or '?') return Bogus(html, start);
            result.Append("&lt;");
            return start + 1;
        }

        var nameEnd = nameStart;
        while (nameEnd < html.Length && !char.IsWhiteSpace(html[nameEnd])
            && html[nameEnd] is not ('>' or '/'))
            nameEnd++;
        var name = html[nameStart..nameEnd];
        var end = EndOfTag(html, nameEnd);
        if (end < 0)
        {
            // Cut off in the middle of a tag.
            return html.Length;
        }

        var after = end + 1;
        if (s_page.Contains(name)) return after;
        if (isClosing)
        {
            Close(name, result, open);
            return after;
        }

        result.Append(html, start, after - start);
        if (s_raw.Contains(name)) return CopyRaw(html, after, name, result);
        if (!s_empty.Contains(name) && html[end - 1] != '/') open.Add(name);
        return after;
    }

    // A doctype or a processing instruction has no place inside a page.
    private static int Bogus(string html, int start)
    {
        var end = html.IndexOf('>', start);
        return end < 0 ? html.Length : end + 1;
    }

    private static void Close(string name, StringBuilder result, List<string> open)
    {
        var place = open.FindLastIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (place < 0) return;
        for (var i = open.Count - 1; i >= place; i--) result.Append("</").Append(open[i]).Append('>');
        open.RemoveRange(place, open.Count - place);
    }

    private static int CopyRaw(string html, int start, string name, StringBuilder result)
    {
        var end = html.IndexOf("</" + name, start, StringComparison.OrdinalIgnoreCase);
        if (end < 0) end = html.Length;
        result.Append(html, start, end - start).Append("</").Append(name).Append('>');
        var close = html.IndexOf('>', end);
        return close < 0 ? html.Length : close + 1;
    }

    // A > inside the quotes of an attribute does not end the tag.
    private static int EndOfTag(string html, int at)
    {
        for (; at < html.Length; at++)
        {
            if (html[at] == '>') return at;
            if (html[at] is not ('"' or '\'') || html[at - 1] != '=') continue;
            at = html.IndexOf(html[at], at + 1);
            if (at < 0) return -1;
        }

        return -1;
    }
}
