namespace LlmKit.Data.WeakLabels;

/// <summary>What the votes on one item come to.</summary>
/// <param name="Class">The number of the likeliest class; null when no function voted or two classes are as likely.</param>
/// <param name="Probabilities">Of all classes; they sum to 1.</param>
public sealed record LabelGuess(int? Class, IReadOnlyList<double> Probabilities)
{
    /// <summary>The probability of the class; 0 when there is none.</summary>
    public double Confidence => Class is { } number ? Probabilities[number] : 0;

    // A difference in the last places is one of rounding, not of votes.
    internal static LabelGuess Of(double[] probabilities)
    {
        var best = 0;
        for (var code = 1; code < probabilities.Length; code++)
            if (probabilities[code] > probabilities[best]) best = code;
        var isTie = probabilities.Where((probability, code) => code != best && probability > probabilities[best] - 1e-9).Any();
        return new(isTie ? null : best, probabilities);
    }
}
