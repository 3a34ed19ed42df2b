namespace LlmKit.Data.Deduplication;

/// <summary>Numbers from 0 that are joined into clusters (union-find). The least number of a cluster leads it.</summary>
public sealed class Clusters
{
    private readonly List<int> _parents = [];

    public int Count => _parents.Count;

    /// <summary>Adds the next number, alone in its cluster.</summary>
    public void Add() => _parents.Add(_parents.Count);

    public int LeaderOf(int number)
    {
        while (_parents[number] != number) number = _parents[number] = _parents[_parents[number]];
        return number;
    }

    /// <summary>Makes two clusters one, whatever the order of joins.</summary>
    public void Join(int first, int second)
    {
        (first, second) = (LeaderOf(first), LeaderOf(second));
        if (first != second) _parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    /// <summary>Which number of each cluster is kept, by leader: for every number the one kept of its cluster.</summary>
    /// <param name="lengths">The lengths of the texts, for rules that ask for them.</param>
    public int[] Kept(KeepRule rule, IReadOnlyList<int> lengths)
    {
        if (rule is KeepRule.Longest or KeepRule.Shortest && lengths.Count != Count)
            throw new ArgumentException($"lengths has {lengths.Count} numbers. There are {Count} texts.", nameof(lengths));
        var best = new int[Count];
        for (var number = 0; number < Count; number++)
        {
            var leader = LeaderOf(number);
            if (leader == number || IsBetter(number, best[leader])) best[leader] = number;
        }

        for (var number = Count - 1; number >= 0; number--)
            if (LeaderOf(number) is var leader && leader != number) best[number] = best[leader];
        return best;

        bool IsBetter(int number, int than) => rule switch
        {
            KeepRule.Last => true,
            KeepRule.Longest => lengths[number] > lengths[than],
            KeepRule.Shortest => lengths[number] < lengths[than],
            _ => false,
        };
    }
}
