namespace LlmKit.Chunking;

/// <summary>Places at which a sentence that is too long may be cut: behind blanks and behind Chinese punctuation.</summary>
internal static class Words
{
    public static List<int> Boundaries(string text, int start, int end)
    {
        var places = new List<int> { start };
        for (var at = start + 1; at < end; at++)
        {
            var (before, here) = (text[at - 1], text[at]);
            if ((char.IsWhiteSpace(before) && !char.IsWhiteSpace(here)) || before is '，' or '；' or '、' or '：') places.Add(at);
        }

        places.Add(end);
        return Clusters.Snap(text, places);
    }
}
