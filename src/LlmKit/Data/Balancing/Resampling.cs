namespace LlmKit.Data.Balancing;

/// <summary>
/// Makes classes equally large by taking some items more often or leaving some out. Balance the part that is trained on, after
/// the split: an item that is repeated before stands on both sides of it.
/// </summary>
public static class Resampling
{
    /// <summary>Over-sampling: all items, and of each class as many again as the largest has, none much oftener than another.
    /// The order is drawn.</summary>
    public static IReadOnlyList<T> Over<T>(IReadOnlyList<T> items, Func<T, string> classOf, int seed = 42)
    {
        var (classes, random) = (Classes(items, classOf), new Random(seed));
        var most = classes.Select(members => members.Length).DefaultIfEmpty().Max();
        var chosen = new List<int>(most * classes.Length);
        foreach (var members in classes)
        {
            for (var whole = most / members.Length; whole > 0; whole--) chosen.AddRange(members);
            random.Shuffle(members);
            chosen.AddRange(members.AsSpan(0, most % members.Length));
        }

        var order = chosen.ToArray();
        random.Shuffle(order);
        return [.. order.Select(index => items[index])];
    }

    /// <summary>Under-sampling: of each class as many as the smallest has, drawn without repetition, in their order.</summary>
    public static IReadOnlyList<T> Under<T>(IReadOnlyList<T> items, Func<T, string> classOf, int seed = 42)
    {
        var (classes, random) = (Classes(items, classOf), new Random(seed));
        var least = classes.Select(members => members.Length).DefaultIfEmpty().Min();
        foreach (var members in classes) random.Shuffle(members);
        return [.. classes.SelectMany(members => members.Take(least)).Order().Select(index => items[index])];
    }

    // In the order of names, so that a seed decides everything.
    private static int[][] Classes<T>(IReadOnlyList<T> items, Func<T, string> classOf) =>
    [
        .. Enumerable.Range(0, items.Count).GroupBy(index => classOf(items[index])).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.ToArray()),
    ];
}
