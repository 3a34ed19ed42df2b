namespace LlmKit.Tokenization.Training;

/// <summary>
/// The ends of words (all that a word can be read from) in order, compared by so many units as a piece can have: whatever words have
/// in common stands together.
/// </summary>
/// <remarks>Sorted by three-way radix quicksort (Bentley and Sedgewick 1997), each first unit by a thread of its own.</remarks>
internal static class SuffixOrder
{
    /// <summary>Stands behind each word. Half a surrogate pair, which no word has.</summary>
    public const char Border = '\uDC00';

    private const int FewToSort = 12;

    /// <summary>Where the suffixes start that aren't empty, in their order.</summary>
    public static int[] Sort(char[] text, int depth, TrainingRun run)
    {
        var ends = new int[0x10001];
        foreach (var unit in text) ends[unit + 1]++;
        ends[Border + 1] = 0;
        for (var unit = 0; unit < 0x10000; unit++) ends[unit + 1] += ends[unit];
        int[] starts = [.. ends];
        var order = new int[ends[^1]];
        for (var at = 0; at < text.Length; at++)
            if (text[at] != Border) order[ends[text[at]]++] = at;

        Parallel.For(0, 0x10000, run.Parallel, unit =>
        {
            if (unit != Border) Sort(text, order.AsSpan(starts[unit]..starts[unit + 1]), 1, depth);
        });
        return order;
    }

    /// <summary>How many units the suffixes from two places have in common, up to the end of a word, and up to a depth.</summary>
    public static int Common(char[] text, int one, int other, int depth)
    {
        var length = 0;
        while (length < depth && text[one + length] == text[other + length] && text[one + length] != Border) length++;
        return length;
    }

    private static void Sort(char[] text, Span<int> order, int at, int depth)
    {
        while (order.Length > FewToSort && at < depth)
        {
            var pivot = Middle(text[order[0] + at], text[order[order.Length / 2] + at], text[order[^1] + at]);
            var (less, next, greater) = (0, 0, order.Length);
            while (next < greater)
            {
                var unit = text[order[next] + at];
                if (unit < pivot) Swap(order, less++, next++);
                else if (unit > pivot) Swap(order, --greater, next);
                else next++;
            }

            Sort(text, order[..less], at, depth);
            Sort(text, order[greater..], at, depth);
            if (pivot == Border) return;
            order = order[less..greater];
            at++;
        }

        for (var i = 1; i < order.Length && at < depth; i++)
        {
            var (suffix, place) = (order[i], i);
            for (; place > 0 && IsBefore(text, suffix + at, order[place - 1] + at, depth - at); place--) order[place] = order[place - 1];
            order[place] = suffix;
        }
    }

    private static bool IsBefore(char[] text, int one, int other, int depth)
    {
        var common = Common(text, one, other, depth);
        return common < depth && text[one + common] < text[other + common];
    }

    private static void Swap(Span<int> order, int one, int other) => (order[one], order[other]) = (order[other], order[one]);

    private static char Middle(char a, char b, char c) => a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
}
