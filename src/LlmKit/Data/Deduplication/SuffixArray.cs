namespace LlmKit.Data.Deduplication;

/// <summary>
/// The starts of all suffixes of a text in the order of the suffixes, by induced sorting in linear time (Nong, Zhang and Chan
/// 2009). A suffix that another begins with comes before it.
/// </summary>
public static class SuffixArray
{
    /// <param name="text">At most about two thousand million bytes. Up to eighteen bytes of memory are taken for each.</param>
    public static int[] Of(byte[] text) => Of(text, text.Length);

    /// <summary>The suffix array of the first <paramref name="length"/> bytes.</summary>
    public static int[] Of(byte[] text, int length) => Sort(new Letters(text), length, 256);

    private static int[] Sort<T>(T text, int length, int alphabet)
        where T : struct, ISymbols
    {
        var sorted = new int[length];
        if (length < 2) return sorted;
        var isSmall = Types(text, length);
        var borders = Borders(text, length, alphabet);
        var starts = Starts(isSmall);
        Induce(text, sorted, isSmall, borders, starts);
        if (starts.Length > 1) Induce(text, sorted, isSmall, borders, InOrder(text, sorted, isSmall, starts));
        return sorted;
    }

    // Whether a suffix is smaller than the next one; behind the end stands less than any letter.
    private static bool[] Types<T>(T text, int length)
        where T : struct, ISymbols
    {
        var isSmall = new bool[length];
        for (var index = length - 2; index >= 0; index--)
        {
            var (here, next) = (text[index], text[index + 1]);
            isSmall[index] = here < next || (here == next && isSmall[index + 1]);
        }

        return isSmall;
    }

    // Where the suffixes of each letter begin, and at the end where the last letter's end.
    private static int[] Borders<T>(T text, int length, int alphabet)
        where T : struct, ISymbols
    {
        var borders = new int[alphabet + 1];
        for (var index = 0; index < length; index++) borders[text[index] + 1]++;
        for (var letter = 0; letter < alphabet; letter++) borders[letter + 1] += borders[letter];
        return borders;
    }

    // The positions that are small behind a large one: they cut the text into pieces.
    private static int[] Starts(bool[] isSmall)
    {
        var count = 0;
        for (var index = 1; index < isSmall.Length; index++)
            if (IsStart(isSmall, index)) count++;
        var starts = new int[count];
        for (var index = isSmall.Length - 1; count > 0; index--)
            if (IsStart(isSmall, index)) starts[--count] = index;
        return starts;
    }

    private static bool IsStart(bool[] isSmall, int index) => index > 0 && isSmall[index] && !isSmall[index - 1];

    // Given starts in order, everything else falls into place: large suffixes from the left, small ones from the right.
    private static void Induce<T>(T text, int[] sorted, bool[] isSmall, int[] borders, int[] starts)
        where T : struct, ISymbols
    {
        var length = sorted.Length;
        Array.Fill(sorted, -1);
        var ends = borders[1..];
        for (var index = starts.Length - 1; index >= 0; index--) sorted[--ends[text[starts[index]]]] = starts[index];
        var heads = borders[..^1];
        sorted[heads[text[length - 1]]++] = length - 1;
        for (var index = 0; index < length; index++)
        {
            var before = sorted[index] - 1;
            if (before >= 0 && !isSmall[before]) sorted[heads[text[before]]++] = before;
        }

        borders.AsSpan(1).CopyTo(ends);
        for (var index = length - 1; index >= 0; index--)
        {
            var before = sorted[index] - 1;
            if (before >= 0 && isSmall[before]) sorted[--ends[text[before]]] = before;
        }
    }

    // Numbers the pieces by their order; where two are equal the text of the numbers is sorted in turn.
    private static int[] InOrder<T>(T text, int[] sorted, bool[] isSmall, int[] starts)
        where T : struct, ISymbols
    {
        // Two starts are never neighbours, so half of a position is a place of its own.
        var numbers = new int[(isSmall.Length / 2) + 1];
        for (var index = 0; index < starts.Length; index++) numbers[starts[index] / 2] = index;
        var (names, name, last) = (new int[starts.Length], -1, -1);
        foreach (var start in sorted)
        {
            if (!IsStart(isSmall, start)) continue;
            var number = numbers[start / 2];
            if (last < 0 || !AreEqual(text, starts, last, number, isSmall.Length)) name++;
            names[number] = name;
            last = number;
        }

        var order = name + 1 == starts.Length ? Inverse(names) : Sort(new Numbers(names), names.Length, name + 1);
        for (var index = 0; index < order.Length; index++) order[index] = starts[order[index]];
        return order;
    }

    private static bool AreEqual<T>(T text, int[] starts, int first, int second, int length)
        where T : struct, ISymbols
    {
        if (first == starts.Length - 1 || second == starts.Length - 1) return false;
        var (one, other, size) = (starts[first], starts[second], starts[first + 1] - starts[first]);
        if (starts[second + 1] - other != size || Math.Max(one, other) + size >= length) return false;
        for (var index = 0; index <= size; index++)
            if (text[one + index] != text[other + index]) return false;
        return true;
    }

    private static int[] Inverse(int[] names)
    {
        var order = new int[names.Length];
        for (var index = 0; index < names.Length; index++) order[names[index]] = index;
        return order;
    }

    private interface ISymbols
    {
        int this[int index] { get; }
    }

    private readonly struct Letters(byte[] text) : ISymbols
    {
        public int this[int index] => text[index];
    }

    private readonly struct Numbers(int[] text) : ISymbols
    {
        public int this[int index] => text[index];
    }
}
