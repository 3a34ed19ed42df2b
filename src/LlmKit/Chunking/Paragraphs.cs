namespace LlmKit.Chunking;

/// <summary>Places behind blank lines.</summary>
internal static class Paragraphs
{
    public static List<int> Boundaries(string text, int start, int end)
    {
        var places = new List<int> { start };
        if (start == end) return places;
        var isBlank = true;
        var wasText = false;
        for (var at = start; at < end; at++)
        {
            if (text[at] == '\n')
            {
                if (!isBlank) wasText = true;
                isBlank = true;
                continue;
            }

            if (char.IsWhiteSpace(text[at])) continue;
            if (isBlank && wasText && HasBlankLineBefore(text, at, start)) places.Add(LineStart(text, at, start));
            isBlank = false;
        }

        places.Add(end);
        return places;
    }

    private static int LineStart(string text, int at, int start)
    {
        while (at > start && text[at - 1] != '\n') at--;
        return at;
    }

    private static bool HasBlankLineBefore(string text, int at, int start)
    {
        var line = LineStart(text, at, start);
        if (line == start) return false;
        var before = text.AsSpan(start, line - 1 - start);
        return before[(before.LastIndexOf('\n') + 1)..].IsWhiteSpace();
    }
}
