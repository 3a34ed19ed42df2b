using LlmKit.Data;

namespace LlmKit.Tokenization.Segmentation;

/// <summary>Finds every word of the dictionary in a block; rows of letters and digits come out whole.</summary>
internal static class AllWords
{
    public static void Add(WordTrie words, string text, int start, int end, List<TextSpan> spans)
    {
        var ends = new List<int>();
        var (last, letters, lettersEnd) = (start - 1, -1, -1);
        for (var at = start; at < end; at++)
        {
            FindEnds(words, text, at, end, ends);
            if (letters >= 0 && !char.IsAsciiLetterOrDigit(text[at])) Flush();
            if (ends.Count == 1 && at > last)
            {
                last = ends[0] - 1;
                if (!char.IsAsciiLetterOrDigit(text[at]))
                {
                    spans.Add(new(at, ends[0]));
                    continue;
                }

                if (letters < 0) letters = at;
                lettersEnd = ends[0];
                continue;
            }

            foreach (var wordEnd in ends)
            {
                if (wordEnd - at < 2) continue;
                spans.Add(new(at, wordEnd));
                last = wordEnd - 1;
            }
        }

        if (letters >= 0) Flush();

        void Flush()
        {
            spans.Add(new(letters, lettersEnd));
            letters = -1;
        }
    }

    // The ends of the words that begin at a place; its own end when there are none.
    private static void FindEnds(WordTrie words, string text, int at, int end, List<int> ends)
    {
        ends.Clear();
        var node = words.First(text[at]);
        for (var next = at + 1; node != 0; next++)
        {
            if (!double.IsNaN(words.Log(node))) ends.Add(next);
            if (next == end) break;
            node = words.Child(node, text[next]);
        }

        if (ends.Count == 0) ends.Add(at + 1);
    }
}
