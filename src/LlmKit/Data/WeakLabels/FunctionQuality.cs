using LlmKit.Data.Agreement;

namespace LlmKit.Data.WeakLabels;

/// <summary>What one labelling function is worth.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Votes">The items it voted on.</param>
/// <param name="Coverage">These as a share of all items.</param>
/// <param name="Overlap">The share of all items on which it and another voted.</param>
/// <param name="Conflict">The share of all items on which another voted for another class.</param>
/// <param name="Accuracy">The share of right votes among those whose truth is known; null when none is.</param>
public sealed record FunctionQuality(string Name, int Votes, double Coverage, double Overlap, double Conflict, double? Accuracy)
{
    /// <summary>Measures all functions.</summary>
    /// <param name="truth">The true class of each item, null where it is not known; null when none is.</param>
    public static IReadOnlyList<FunctionQuality> Of(RatingTable votes, IReadOnlyList<string?>? truth = null)
    {
        if (truth is not null && truth.Count != votes.Items)
            throw new ArgumentException($"truth has {truth.Count} classes, and there are {votes.Items} items. They go together one by one.", nameof(truth));
        return [.. Enumerable.Range(0, votes.Annotators.Count).Select(function => OfOne(votes, function, truth))];
    }

    private static FunctionQuality OfOne(RatingTable votes, int function, IReadOnlyList<string?>? truth)
    {
        var (given, overlaps, conflicts, known, right) = (0, 0, 0, 0, 0);
        for (var item = 0; item < votes.Items; item++)
        {
            var code = votes.CodeOf(item, function);
            if (code == RatingTable.Missing) continue;
            given++;
            var (isShared, isContested) = (false, false);
            for (var other = 0; other < votes.Annotators.Count; other++)
            {
                if (other == function || votes.CodeOf(item, other) is var vote && vote == RatingTable.Missing) continue;
                isShared = true;
                isContested |= vote != code;
            }

            if (isShared) overlaps++;
            if (isContested) conflicts++;
            if (truth?[item] is not { } name) continue;
            known++;
            if (name == votes.Classes[code]) right++;
        }

        double all = Math.Max(1, votes.Items);
        return new(
            votes.Annotators[function], given, given / all, overlaps / all, conflicts / all,
            known == 0 ? null : (double)right / known);
    }
}
