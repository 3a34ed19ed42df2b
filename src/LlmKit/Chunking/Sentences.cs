using System.Collections.Frozen;

namespace LlmKit.Chunking;

/// <summary>
/// Finds sentences in Chinese and English. A sentence ends behind <c>。！？</c>, and behind <c>. ! ?</c> where what follows can begin
/// one; closing quotes, brackets and the white space behind belong to it. Blank lines, headings and items of lists also end one.
/// </summary>
/// <remarks>
/// A point ends no sentence in numbers (3.14), behind initials (J. Smith), behind titles and words such as e.g. and Fig., or before a small
/// letter. Behind shortened words that can end a sentence (etc., U.S.) it does when a word follows that most often begins one.
/// </remarks>
public static class Sentences
{
    // Shortened words behind which a sentence goes on.
    private static readonly FrozenSet<string> s_inside = FrozenSet.ToFrozenSet(
    [
        "mr", "mrs", "ms", "dr", "prof", "rev", "gen", "sen", "rep", "gov", "capt", "col", "lt", "sgt", "st", "mt", "ft", "hon", "pres", "e.g", "i.e",
        "cf", "vs", "viz", "fig", "figs", "eq", "eqs", "sec", "ch", "vol", "no", "nos", "p", "pp", "ed", "eds", "al", "approx", "ca", "resp", "dept", "est",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ], StringComparer.OrdinalIgnoreCase);

    // Shortened words that stand within and at the end.
    private static readonly FrozenSet<string> s_either = FrozenSet.ToFrozenSet(
        ["etc", "inc", "ltd", "co", "corp", "jr", "sr", "u.s", "u.k", "u.n", "e.u", "a.m", "p.m", "ph.d", "m.d", "b.a", "m.a", "d.c", "a.d", "b.c"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_beginnings = FrozenSet.ToFrozenSet(
    [
        "The", "A", "An", "He", "She", "It", "They", "We", "I", "You", "This", "That", "These", "Those", "There", "Here", "His", "Her", "Its", "Their", "Our",
        "In", "On", "At", "But", "And", "Or", "So", "If", "When", "While", "After", "Before", "As", "For", "However", "Then", "What", "Why", "How", "Who", "No", "Not",
    ], StringComparer.Ordinal);

    /// <summary>The sentences, which join to the whole text.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var places = Boundaries(text);
        return [.. places.Skip(1).Zip(places, (end, start) => text[start..end])];
    }

    /// <summary>The places between sentences, both ends of the text included.</summary>
    internal static List<int> Boundaries(string text)
    {
        var places = new List<int> { 0 };

        // Behind the last row of marks that ends no sentence: none of them does.
        var behindMarks = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] switch
            {
                '。' or '！' or '？' or '｡' => Closed(text, at + 1),
                '.' or '!' or '?' or '…' when at >= behindMarks => EndOf(text, at, behindMarks = BehindMarks(text, at)),
                '\n' when BeginsAnew(text, at + 1) => at + 1,
                _ => 0,
            };
            if (end == 0) continue;
            end = BehindWhiteSpace(text, end);
            if (end > places[^1]) places.Add(end);
            at = end - 1;
        }

        if (places[^1] < text.Length) places.Add(text.Length);
        return Clusters.Snap(text, places);
    }

    /// <summary>The places between the sentences of a stretch; a sentence over the limit is parted between words.</summary>
    internal static List<int> Within(string text, int start, int end, ChunkLimit limit)
    {
        var stretch = text[start..end];
        var places = new List<int> { start };
        var sentences = Boundaries(stretch);
        for (var i = 1; i < sentences.Count; i++)
        {
            var (from, to) = (sentences[i - 1], sentences[i]);
            if (!limit.Fits(stretch.AsSpan(from, to - from)))
                places.AddRange(Words.Boundaries(stretch, from, to).Skip(1).SkipLast(1).Select(place => start + place));
            places.Add(start + to);
        }

        return places;
    }

    private static int BehindMarks(string text, int at)
    {
        while (at < text.Length && text[at] is '.' or '!' or '?' or '…' or '！' or '？') at++;
        return at;
    }

    // The end behind a point or a row of marks, with its closing marks; 0 when the sentence goes on.
    private static int EndOf(string text, int at, int behind)
    {
        var isPoint = text[at] == '.' && behind == at + 1;
        var isEllipsis = text[at] == '…' || (text[at] == '.' && !isPoint && text[behind - 1] == '.');
        var end = Closed(text, behind);
        if (end == text.Length) return end;
        if (!char.IsWhiteSpace(text[end])) return IsWide(text[end]) && !isEllipsis && !IsWordBefore(text, at) ? end : 0;

        var next = BehindWhiteSpace(text, end);
        if (next == text.Length || BreaksParagraph(text, end, next)) return end;
        if (char.IsLower(text[next])) return 0;
        if (!isPoint) return end;
        return EndsAtPoint(text, at, next) ? end : 0;
    }

    private static bool EndsAtPoint(string text, int at, int next)
    {
        var start = at;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || (text[start - 1] == '.' && start < at))) start--;
        var word = text[start..at];
        if (word.Length == 0) return true;
        if (word.All(char.IsAsciiDigit)) return !IsLineStart(text, start);
        if (s_inside.Contains(word)) return (word is "no" or "No") && !char.IsDigit(text[next]);
        if (word.Length == 1 && char.IsUpper(word[0]) && word != "I") return false;
        if (!s_either.Contains(word) && !(word.Contains('.', StringComparison.Ordinal) && word.Length <= 5)) return true;
        var end = next;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        return end == next || s_beginnings.Contains(text[next..end]);
    }

    private static int Closed(string text, int at)
    {
        while (at < text.Length && text[at] is '"' or '\'' or '”' or '’' or ')' or ']' or '}' or '」' or '』' or '）' or '》' or '】' or '〉' or '»') at++;
        while (at < text.Length && text[at] is '。' or '！' or '？') at++;
        return at;
    }

    private static int BehindWhiteSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private static bool BreaksParagraph(string text, int start, int end) => text.AsSpan(start, end - start).Count('\n') > 1;

    private static bool IsWide(char c) => c is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF';

    // A file or an address: README.中文 goes on.
    private static bool IsWordBefore(string text, int at) => text[at] == '.' && at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]);

    private static bool IsLineStart(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t') at--;
        return at == 0 || text[at - 1] == '\n';
    }

    // Whether a line begins something of its own: a blank line, a heading, an item of a list.
    private static bool BeginsAnew(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r') at++;
        if (at == text.Length || text[at] == '\n') return true;
        if (text[at] is '#' or '-' or '*' or '+' or '•')
        {
            var behind = text.AsSpan(at).TrimStart('#');
            return text[at] == '#' ? behind.StartsWith(" ") : at + 1 < text.Length && text[at + 1] == ' ';
        }

        var digits = at;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        return digits > at && digits - at <= 3 && digits + 1 < text.Length && text[digits] is '.' or ')' && text[digits + 1] == ' ';
    }
}
