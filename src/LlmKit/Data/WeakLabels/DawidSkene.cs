using LlmKit.Data.Agreement;

namespace LlmKit.Data.WeakLabels;

/// <summary>
/// Guesses the true classes and, with them, how each annotator errs (Dawid and Skene 1979). EM turns two steps in a circle: the
/// class of each item from the error rates, the error rates from the classes. It starts from the majority.
/// </summary>
/// <remarks>Votes of one annotator are taken to be independent of the others' given the true class: two rules that are copies of each
/// other get too much weight. A gap says nothing of people, who were not asked; the silence of a rule is an answer, as a rule that
/// can only say "praise" tells praise from blame by nothing else.</remarks>
public sealed class DawidSkene
{
    private DawidSkene(RatingTable votes, double[] priors, double[][,] confusions, double[][] posteriors, List<double> objectives, bool isSettled)
    {
        (Votes, Priors, Confusions, Objectives, IsSettled) = (votes, priors, confusions, objectives, isSettled);
        Guesses = [.. posteriors.Select((posterior, item) =>
            Enumerable.Range(0, votes.Annotators.Count).Any(annotator => votes.CodeOf(item, annotator) != RatingTable.Missing)
                ? LabelGuess.Of(posterior) : new LabelGuess(null, posterior))];
    }

    public RatingTable Votes { get; }

    /// <summary>The share of each true class.</summary>
    public IReadOnlyList<double> Priors { get; }

    /// <summary>For each annotator the probability of the answer in the column when the true class is that of the row. Where silence
    /// is an answer it is the last column.</summary>
    public IReadOnlyList<double[,]> Confusions { get; }

    /// <summary>A guess for each item. Items without a vote have no class.</summary>
    public IReadOnlyList<LabelGuess> Guesses { get; }

    /// <summary>The logarithm of the likelihood before each round and at the end, with that of the smoothing; it never falls.</summary>
    public IReadOnlyList<double> Objectives { get; }

    /// <summary>Whether the rounds ended because nothing changed any more.</summary>
    public bool IsSettled { get; }

    /// <summary>The estimated share of right answers among those that an annotator gives.</summary>
    public double AccuracyOf(int annotator)
    {
        var (right, given) = (0.0, 0.0);
        for (var truth = 0; truth < Priors.Count; truth++)
        {
            right += Priors[truth] * Confusions[annotator][truth, truth];
            for (var answer = 0; answer < Priors.Count; answer++) given += Priors[truth] * Confusions[annotator][truth, answer];
        }

        return right / given;
    }

    /// <param name="isSilenceAnAnswer">True for rules, false for people who did not see every item.</param>
    /// <param name="smoothing">Answers that are added to each cell of the tables, so that few items make nothing impossible. 0 is
    /// the paper's own.</param>
    /// <param name="rounds">The most rounds.</param>
    /// <param name="tolerance">The rounds end when the objective grows by less than this share of itself.</param>
    public static DawidSkene Fit(
        RatingTable votes, bool isSilenceAnAnswer = false, double smoothing = 0.01, int rounds = 200, double tolerance = 1e-9)
    {
        Require.Positive(rounds);
        Require.InRange(smoothing, 0, 1e6);
        if (votes.Classes.Count == 0) throw new ArgumentException("no item has a vote, so there is nothing to learn from.", nameof(votes));
        var posteriors = MajorityVote.Of(votes).Select(guess => guess.Probabilities.ToArray()).ToArray();
        var (objectives, isSettled) = (new List<double>(), false);
        var codes = Codes(votes, isSilenceAnAnswer);
        var answers = votes.Classes.Count + (isSilenceAnAnswer ? 1 : 0);
        var (priors, confusions) = Maximize(codes, posteriors, answers, smoothing);
        for (var round = 0; round < rounds && !isSettled; round++)
        {
            objectives.Add(Expect(codes, priors, confusions, posteriors) + Penalty(priors, confusions, smoothing));
            isSettled = objectives.Count > 1 && objectives[^1] - objectives[^2] <= tolerance * Math.Abs(objectives[^1]);
            if (!isSettled) (priors, confusions) = Maximize(codes, posteriors, answers, smoothing);
        }

        if (!isSettled) objectives.Add(Expect(codes, priors, confusions, posteriors) + Penalty(priors, confusions, smoothing));
        return new(votes, priors, confusions, posteriors, objectives, isSettled);
    }

    private static int[][] Codes(RatingTable votes, bool isSilenceAnAnswer) => [.. Enumerable.Range(0, votes.Items).Select(item =>
        Enumerable.Range(0, votes.Annotators.Count).Select(annotator => votes.CodeOf(item, annotator) is var code
            && code == RatingTable.Missing && isSilenceAnAnswer ? votes.Classes.Count : code).ToArray())];

    // The error rates that make the classes likeliest. Items of which nobody said anything teach nothing.
    private static (double[] Priors, double[][,] Confusions) Maximize(int[][] codes, double[][] posteriors, int answers, double smoothing)
    {
        var (annotators, classes) = (codes[0].Length, posteriors[0].Length);
        var priors = new double[classes];
        var confusions = Enumerable.Range(0, annotators).Select(_ => new double[classes, answers]).ToArray();
        Array.Fill(priors, smoothing);
        foreach (var confusion in confusions)
            for (var truth = 0; truth < classes; truth++)
                for (var answer = 0; answer < answers; answer++) confusion[truth, answer] = smoothing;

        for (var item = 0; item < posteriors.Length; item++)
        {
            if (!IsSaid(codes[item])) continue;
            for (var truth = 0; truth < classes; truth++) priors[truth] += posteriors[item][truth];
            for (var annotator = 0; annotator < annotators; annotator++)
            {
                if (codes[item][annotator] is var answer && answer == RatingTable.Missing) continue;
                for (var truth = 0; truth < classes; truth++) confusions[annotator][truth, answer] += posteriors[item][truth];
            }
        }

        var sum = priors.Sum();
        for (var truth = 0; truth < classes; truth++) priors[truth] /= sum;
        foreach (var confusion in confusions) NormalizeRows(confusion);
        return (priors, confusions);
    }

    private static void NormalizeRows(double[,] table)
    {
        var (rows, columns) = (table.GetLength(0), table.GetLength(1));
        for (var row = 0; row < rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < columns; column++) sum += table[row, column];
            for (var column = 0; column < columns; column++) table[row, column] = sum > 0 ? table[row, column] / sum : 1.0 / columns;
        }
    }

    // The classes of the items given the error rates; returns the logarithm of the votes' likelihood.
    private static double Expect(int[][] codes, double[] priors, double[][,] confusions, double[][] posteriors)
    {
        var (classes, total) = (priors.Length, 0.0);
        for (var item = 0; item < posteriors.Length; item++)
        {
            var (posterior, most) = (posteriors[item], double.NegativeInfinity);
            for (var truth = 0; truth < classes; truth++)
            {
                var sum = Math.Log(priors[truth]);
                for (var annotator = 0; annotator < confusions.Length; annotator++)
                    if (codes[item][annotator] is var answer and not RatingTable.Missing) sum += Math.Log(confusions[annotator][truth, answer]);
                posterior[truth] = sum;
                most = Math.Max(most, sum);
            }

            var scale = 0.0;
            for (var truth = 0; truth < classes; truth++) scale += posterior[truth] = Math.Exp(posterior[truth] - most);
            for (var truth = 0; truth < classes; truth++) posterior[truth] /= scale;
            if (IsSaid(codes[item])) total += most + Math.Log(scale);
        }

        return total;
    }

    // The logarithm of the Dirichlet prior whose best estimate the smoothing is, without its constant.
    private static double Penalty(double[] priors, double[][,] confusions, double smoothing) => smoothing == 0 ? 0
        : smoothing * (priors.Sum(Math.Log) + confusions.Sum(confusion => confusion.Cast<double>().Sum(Math.Log)));

    private static bool IsSaid(int[] codes) => codes.Any(code => code != RatingTable.Missing);
}
