using LlmKit.Data.Agreement;

namespace LlmKit.Data.WeakLabels;

/// <summary>Each vote counts the same, and the class with the most wins. A tie has no winner.</summary>
public static class MajorityVote
{
    /// <summary>A guess for each item; the probabilities are shares of the votes, all alike where nobody voted.</summary>
    public static IReadOnlyList<LabelGuess> Of(RatingTable votes) => [.. votes.Counts().Select(row =>
    {
        var counts = row.Counts;
        var sum = counts.Sum();
        double[] shares = [.. counts.Select(count => sum == 0 ? 1.0 / counts.Length : (double)count / sum)];
        return sum == 0 ? new LabelGuess(null, shares) : LabelGuess.Of(shares);
    })];
}
