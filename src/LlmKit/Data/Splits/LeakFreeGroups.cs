using LlmKit.Data.Deduplication;

namespace LlmKit.Data.Splits;

/// <summary>
/// What has to stay on one side of a split: samples that ask the same, share a value such as an author, or are nearly the same
/// text. Groups grow along all of these, so nothing leaks by a middle one.
/// </summary>
public static class LeakFreeGroups
{
    /// <summary>For each sample the number of the first sample of its group.</summary>
    /// <param name="valueOf">What samples of a group share, besides the question; null for a sample that shares nothing.</param>
    /// <param name="near">Finds near-duplicates among all texts; null does without.</param>
    public static int[] Of(IReadOnlyList<Sample> samples, Func<Sample, string?>? valueOf = null, MinHash? near = null)
    {
        int[] parents = [.. Enumerable.Range(0, samples.Count)];
        Join(samples, sample => SplitPlan.Question(sample.Conversation), parents);
        if (valueOf is not null) Join(samples, valueOf, parents);
        if (near is not null)
        {
            using var clusters = new NearDuplicates(near);
            foreach (var sample in samples) clusters.Add(sample.AllText);
            for (var number = 0; number < samples.Count; number++) Join(parents, number, clusters.ClusterOf(number));
        }

        for (var number = 0; number < parents.Length; number++) parents[number] = Root(parents, number);
        return parents;
    }

    private static void Join(IReadOnlyList<Sample> samples, Func<Sample, string?> key, int[] parents)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < samples.Count; number++)
        {
            if (key(samples[number]) is not { } value) continue;
            if (!first.TryAdd(value, number)) Join(parents, first[value], number);
        }
    }

    private static void Join(int[] parents, int first, int second)
    {
        (first, second) = (Root(parents, first), Root(parents, second));
        parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int Root(int[] parents, int number)
    {
        while (parents[number] != number) number = parents[number] = parents[parents[number]];
        return number;
    }
}
