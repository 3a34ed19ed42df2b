namespace LlmKit.Notebook.Running.Checking;

/// <summary>Which lines of two texts go together, and which stand in one of them alone.</summary>
internal static class LineDiff
{
    // The table has a place for each pair of lines.
    private const long MostPairs = 4_000_000;

    /// <returns>Pairs of indices in order; null where a line has no partner.</returns>
    public static List<(int? Before, int? After)> Of(int before, int after, Func<int, int, bool> areLike)
    {
        var pairs = new List<(int?, int?)>();
        var head = 0;
        while (head < before && head < after && areLike(head, head)) head++;
        var tail = 0;
        while (tail < before - head && tail < after - head && areLike(before - 1 - tail, after - 1 - tail)) tail++;

        for (var i = 0; i < head; i++) pairs.Add((i, i));
        pairs.AddRange(Middle(head, before - tail, after - tail, areLike));
        for (var i = tail; i > 0; i--) pairs.Add((before - i, after - i));
        return pairs;
    }

    private static IEnumerable<(int? Before, int? After)> Middle(int start, int beforeEnd, int afterEnd, Func<int, int, bool> areLike)
    {
        int rows = beforeEnd - start, columns = afterEnd - start, i = 0, j = 0;
        var lengths = (long)rows * columns <= MostPairs ? Lengths(start, rows, columns, areLike) : null;
        while (i < rows || j < columns)
        {
            if (lengths is not null && i < rows && j < columns && areLike(start + i, start + j)) yield return (start + i++, start + j++);
            else if (i < rows && (j == columns || lengths is null || lengths[i + 1, j] >= lengths[i, j + 1])) yield return (start + i++, null);
            else yield return (null, start + j++);
        }
    }

    // Of the longest common subsequence of the lines from here on.
    private static int[,] Lengths(int start, int rows, int columns, Func<int, int, bool> areLike)
    {
        var lengths = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                lengths[i, j] = areLike(start + i, start + j) ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}
