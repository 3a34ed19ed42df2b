namespace LlmKit.Chunking;

/// <summary>What stands below one heading, the heading itself included.</summary>
/// <param name="Places">Where its blocks begin and end, rising.</param>
/// <param name="CodeStarts">Where blocks of fenced code begin.</param>
internal sealed record MarkdownSection(IReadOnlyList<string> Headings, List<int> Places, HashSet<int> CodeStarts);

/// <summary>Reads headings (<c>#</c> before or a line of <c>=</c> or <c>-</c> below), blank lines and fences of Markdown.</summary>
internal static class MarkdownSections
{
    public static List<MarkdownSection> Read(string text)
    {
        var sections = new List<MarkdownSection>();
        var path = new List<(int Level, string Title)>();
        var (headings, places, codes) = ((IReadOnlyList<string>)[], new List<int> { 0 }, new HashSet<int>());
        var lines = Lines(text);
        string? fence = null;
        var wasBlank = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var (start, end) = lines[i];
            var line = text.AsSpan(start, end - start).TrimEnd();
            if (fence is not null)
            {
                if (Closes(line, fence)) (fence, wasBlank) = (null, true);
                continue;
            }

            if (HeadingAt(text, lines, i) is { } heading)
            {
                Close(start);
                path.RemoveAll(above => above.Level >= heading.Level);
                path.Add(heading);
                (headings, places, codes) = ([.. path.Select(above => above.Title)], [start], []);
                wasBlank = false;
                continue;
            }

            fence = FenceOf(line);
            if ((wasBlank && line.Length > 0) || fence is not null) AddPlace(start);
            if (fence is not null) codes.Add(start);
            wasBlank = line.Length == 0 || (wasBlank && line.IsWhiteSpace());
        }

        Close(text.Length);
        return sections;

        void AddPlace(int at)
        {
            if (at > places[^1]) places.Add(at);
        }

        void Close(int end)
        {
            AddPlace(end);
            if (places.Count > 1) sections.Add(new(headings, places, codes));
        }
    }

    private static List<(int Start, int End)> Lines(string text)
    {
        var lines = new List<(int, int)>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((start, end));
            start = end;
        }

        return lines;
    }

    private static (int Level, string Title)? HeadingAt(string text, List<(int Start, int End)> lines, int index)
    {
        var line = LineOf(index);
        var level = line.Length - line.TrimStart('#').Length;
        if (level is >= 1 and <= 6 && (line.Length == level || line[level] is ' ' or '\t'))
            return (level, line[level..].Trim().TrimEnd('#').Trim().ToString());
        if (level > 0 || line.IsWhiteSpace() || index + 1 >= lines.Count || line[0] is '-' or '>' or '*' or '|' or '`') return null;
        if (index > 0 && !LineOf(index - 1).IsWhiteSpace()) return null;
        var below = LineOf(index + 1);
        if (below.Length < 2) return null;
        return below.TrimEnd('=').IsEmpty ? (1, line.Trim().ToString()) : below.TrimEnd('-').IsEmpty ? (2, line.Trim().ToString()) : null;

        ReadOnlySpan<char> LineOf(int i) => text.AsSpan(lines[i].Start, lines[i].End - lines[i].Start).TrimEnd();
    }

    // The marks that open fenced code; null when the line opens none.
    private static string? FenceOf(ReadOnlySpan<char> line)
    {
        var start = line.TrimStart(' ');
        if (line.Length - start.Length > 3 || start.Length < 3 || start[0] is not ('`' or '~')) return null;
        var length = start.Length - start.TrimStart(start[0]).Length;
        return length >= 3 && !(start[0] == '`' && start[length..].Contains('`')) ? new string(start[0], length) : null;
    }

    private static bool Closes(ReadOnlySpan<char> line, string fence)
    {
        var mark = line.Trim(' ');
        return mark.Length >= fence.Length && mark.TrimStart(fence[0]).IsEmpty;
    }
}
