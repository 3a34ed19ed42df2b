namespace LlmKit.Data.Splits;

/// <summary>
/// Divides samples into parts with nearly the same mixture of classes, groups staying whole. The largest groups are placed first,
/// each where it brings the counts of its classes nearest to what the shares ask for.
/// </summary>
public static class StratifiedSplit
{
    /// <summary>The index of the part of each sample.</summary>
    /// <param name="groups">For each sample the number of its group, as <see cref="LeakFreeGroups"/> gives them.</param>
    /// <param name="classes">For each sample its class; null is a class too.</param>
    public static int[] Of(SplitPlan plan, IReadOnlyList<int> groups, IReadOnlyList<string?> classes)
    {
        if (groups.Count != classes.Count)
            throw new ArgumentException($"groups has {groups.Count} samples and classes {classes.Count}. They go together one by one.", nameof(classes));
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in classes.Select(name => name ?? "\0").Distinct().Order(StringComparer.Ordinal)) codes[name] = codes.Count;
        var members = Enumerable.Range(0, groups.Count).GroupBy(number => groups[number]).Select(group => group.ToArray()).ToArray();
        new Random(plan.Seed).Shuffle(members);

        var missing = Missing(plan, classes, codes);
        var parts = new int[groups.Count];
        // OrderBy keeps the drawn order of groups that are as large.
        foreach (var group in members.OrderByDescending(group => group.Length))
        {
            var counts = new int[codes.Count];
            foreach (var number in group) counts[codes[classes[number] ?? "\0"]]++;
            var best = Enumerable.Range(0, plan.Parts.Count).MinBy(part => Excess(missing[part], counts));
            foreach (var number in group) parts[number] = best;
            for (var code = 0; code < counts.Length; code++) missing[best][code] -= counts[code];
        }

        return parts;
    }

    // How many of each class each part still has room for.
    private static double[][] Missing(SplitPlan plan, IReadOnlyList<string?> classes, Dictionary<string, int> codes)
    {
        var totals = new double[codes.Count];
        foreach (var name in classes) totals[codes[name ?? "\0"]]++;
        return [.. plan.Parts.Select(part => totals.Select(total => total * part.Share).ToArray())];
    }

    // The change in squared distance from what is wanted: 2 · (over − room) grows with what is full.
    private static double Excess(double[] missing, int[] counts)
    {
        var sum = 0.0;
        for (var code = 0; code < counts.Length; code++)
        {
            var after = missing[code] - counts[code];
            sum += (after * after) - (missing[code] * missing[code]);
        }

        return sum;
    }
}
