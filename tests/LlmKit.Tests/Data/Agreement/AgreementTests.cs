using System.Text.Json;
using LlmKit.Data.Agreement;

namespace LlmKit.Tests.Data.Agreement;

/// <summary>The measures of agreement beside other programs' numbers, published tables and their own laws.</summary>
public sealed class AgreementTests
{
    // Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units.
    private static readonly string[] s_krippendorff = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];

    // Fleiss (1971) as Wikipedia gives it: ten items, fourteen annotators, five classes.
    private static readonly int[][] s_fleiss =
    [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ];

    [Fact]
    public void Every_measure_agrees_with_scikit_learn_and_nltk()
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Data/Golden/agreement.json");
        var cases = JsonSerializer.Deserialize<GoldenCase[]>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        foreach (var golden in cases)
        {
            var table = TableOf(golden.Rows, golden.Classes);
            if (golden.Cohen is { } cohen)
            {
                KappaWeights[] weights = [KappaWeights.None, KappaWeights.Linear, KappaWeights.Quadratic];
                Assert.All(weights.Zip(cohen), pair => Near(pair.Second, CohenKappa.Of(table, 0, 1, pair.First)));
            }

            if (golden.Fleiss is { } fleiss) Near(fleiss, FleissKappa.Of(table));
            Near(golden.Nominal, KrippendorffAlpha.Of(table));
            Near(golden.Interval, KrippendorffAlpha.Of(table, MeasurementLevel.Interval));
        }

        Assert.True(cases.Count(golden => golden.Cohen is not null) > 15);
    }

    [Theory]
    [InlineData(MeasurementLevel.Nominal, 0.743)]
    [InlineData(MeasurementLevel.Ordinal, 0.815)]
    [InlineData(MeasurementLevel.Interval, 0.849)]
    [InlineData(MeasurementLevel.Ratio, 0.797)]
    public void Alpha_of_the_published_table_is_the_published_number(MeasurementLevel level, double expected)
    {
        var items = Enumerable.Range(0, 12).Select(unit =>
            s_krippendorff.Select(observer => observer[unit] == '.' ? null : observer[unit].ToString()).ToArray());
        var score = KrippendorffAlpha.Of(RatingTable.Of(["A", "B", "C", "D"], items), level);

        Assert.Equal(expected, score.Value!.Value, 3);
        Assert.Equal(11, score.Items);
    }

    [Fact]
    public void Kappa_of_the_published_tables_is_the_published_number()
    {
        // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.4.
        int[] first = [.. Repeated(0, 25), .. Repeated(1, 25)], second = [.. Repeated(0, 20), .. Repeated(1, 5), .. Repeated(0, 10), .. Repeated(1, 15)];

        Assert.Equal(0.4, CohenKappa.Of(first, second, 2).Value!.Value, 12);
        Assert.Equal(0.2099307, FleissKappa.Of(s_fleiss).Value!.Value, 7);
    }

    [Fact]
    public void With_two_classes_all_weights_are_the_same() => Law(random =>
    {
        var (a, b) = (Answers(random, 2), Answers(random, 2));
        var plain = CohenKappa.Of(a, b, 2).Value;

        Same(plain, CohenKappa.Of(a, b, 2, KappaWeights.Linear).Value);
        Same(plain, CohenKappa.Of(a, b, 2, KappaWeights.Quadratic).Value);
    });

    [Fact]
    public void Whose_answers_come_first_and_what_the_classes_are_called_do_not_matter() => Law(random =>
    {
        int[] a = Answers(random, 4), b = Answers(random, 4), names = [0, 1, 2, 3];
        random.Shuffle(names);
        var renamed = (First: a.Select(code => names[code]).ToArray(), Second: b.Select(code => names[code]).ToArray());

        Same(CohenKappa.Of(a, b, 4).Value, CohenKappa.Of(b, a, 4).Value);
        Same(CohenKappa.Of(a, b, 4, KappaWeights.Linear).Value, CohenKappa.Of(b, a, 4, KappaWeights.Linear).Value);
        Same(CohenKappa.Of(a, b, 4).Value, CohenKappa.Of(renamed.First, renamed.Second, 4).Value);
        Same(Alpha(a, b).Value, Alpha(renamed.First, renamed.Second).Value);
    });

    [Fact]
    public void Perfect_agreement_is_1_and_more_noise_is_less() => Law(random =>
    {
        int[] truth = [.. Answers(random, 3), 0, 1], noisy = [.. truth], noisier = [.. truth];
        noisy[^1] = noisier[^1] = 2;
        noisier[^2] = 2;

        Assert.Equal(1, CohenKappa.Of(truth, truth, 3).Value);
        Assert.Equal(1, Alpha(truth, truth).Value);
        Assert.True(CohenKappa.Of(truth, noisy, 3).Value < 1);
        Assert.True(CohenKappa.Of(truth, noisier, 3).Value < CohenKappa.Of(truth, noisy, 3).Value);
    });

    [Fact]
    public void One_class_only_has_no_agreement_beyond_chance_and_says_so()
    {
        var table = RatingTable.Of(["a", "b"], [["x", "x"], ["x", "x"], ["x", "x"]]);

        foreach (var score in (AgreementScore[])[CohenKappa.Of(table, 0, 1), FleissKappa.Of(table), KrippendorffAlpha.Of(table)])
        {
            Assert.Null(score.Value);
            Assert.Equal("undefined", score.Reading);
            Assert.Equal("all answers are of one class, so chance alone agrees always", score.WhyUndefined);
        }
    }

    [Fact]
    public void No_item_with_two_answers_has_no_agreement_and_says_so()
    {
        var table = RatingTable.Of(["a", "b"], [["x", null], ["", "y"]]);

        Assert.Equal("no item has two answers to compare", CohenKappa.Of(table, 0, 1).WhyUndefined);
        Assert.Equal("no item has two answers to compare", KrippendorffAlpha.Of(table).WhyUndefined);
        Assert.Equal((0, 2), (table.Comparable, table.Gaps));
        Assert.Null(Bootstrap.Of(table, drawn => CohenKappa.Of(drawn, 0, 1).Value));
    }

    [Fact]
    public void What_a_measure_cannot_take_is_refused_with_a_way_out()
    {
        var words = RatingTable.Of(["a", "b"], [["bad", "good"], ["good", null]]);
        var ordered = RatingTable.Of(["a", "b"], [["bad", "good"]], ["bad", "fair", "good"]);

        Assert.Contains("Give their order", Assert.Throws<ArgumentException>(() => CohenKappa.Of(words, 0, 1, KappaWeights.Linear)).Message);
        Assert.Contains("measure nominally", Assert.Throws<ArgumentException>(() => KrippendorffAlpha.Of(words, MeasurementLevel.Ordinal)).Message);
        Assert.Contains("not all numbers", Assert.Throws<ArgumentException>(() => KrippendorffAlpha.Of(ordered, MeasurementLevel.Interval)).Message);
        Assert.Contains("alpha allows gaps", Assert.Throws<ArgumentException>(() => FleissKappa.Of(words)).Message);
        Assert.Contains("\"ugly\"", Assert.Throws<ArgumentException>(() => RatingTable.Of(["a", "b"], [["ugly", ""]], ["bad"])).Message);
        Assert.Contains("at least two", Assert.Throws<ArgumentException>(() => FleissKappa.Of(RatingTable.Of(["a"], [["x"]]))).Message);
        Assert.Contains("is empty", Assert.Throws<ArgumentException>(() => RatingTable.Of([], [])).Message);
    }

    [Fact]
    public void Numbers_are_ordered_by_value_and_words_by_letters()
    {
        Assert.Equal(["2", "10"], RatingTable.Of(["a", "b"], [["10", "2"]]).Classes);
        Assert.Equal(["10", "2", "x"], RatingTable.Of(["a", "b"], [["10", "2"], ["x", "2"]]).Classes);
    }

    // The standard error of kappa at 0.4 with 50 items is 0.128 (Fleiss, Cohen, Everitt 1969): 0.4 ± 0.25.
    [Fact]
    public void The_bootstrap_encloses_the_value_as_wide_as_the_theory_says()
    {
        var table = TableOf(
            [.. Enumerable.Range(0, 50).Select(item => new int?[] { item < 25 ? 0 : 1, item is < 20 or (>= 25 and < 35) ? 0 : 1 })], 2);
        var interval = Bootstrap.Of(table, drawn => CohenKappa.Of(drawn, 0, 1).Value, seed: 3)!.Value;

        Assert.InRange(interval.Low, 0.10, 0.20);
        Assert.InRange(interval.High, 0.60, 0.70);
        Assert.Equal(interval, Bootstrap.Of(table, drawn => CohenKappa.Of(drawn, 0, 1).Value, seed: 3)!.Value);
    }

    [Theory]
    [InlineData(0.95, 1.96)]
    [InlineData(0.8, 1.28)]
    public void The_bounds_of_a_share_are_those_of_the_normal_distribution(double level, double errors)
    {
        var table = TableOf([.. Enumerable.Range(0, 400).Select(item => new int?[] { 0, item % 2 })], 2);
        var interval = Bootstrap.Of(table, drawn => CohenKappa.Of(drawn, 0, 1).Observed, draws: 4000, level: level)!.Value;

        // The standard error of a share of one half of 400 is 0.025.
        Assert.InRange(interval.Low, 0.496 - (errors * 0.025), 0.504 - (errors * 0.025));
        Assert.InRange(interval.High, 0.496 + (errors * 0.025), 0.504 + (errors * 0.025));
    }

    [Fact]
    public void A_pair_is_compared_on_the_items_that_both_answered()
    {
        var (first, second) = RatingTable.Of(["a", "b"], [["x", "y"], [null, "y"], ["x", null], ["y", "y"]]).Pair(0, 1);

        Assert.Equal([0, 1], first);
        Assert.Equal([1, 1], second);
    }

    [Fact]
    public void The_confusion_table_counts_every_pair()
    {
        var table = RatingTable.Of(["a", "b"], [["x", "x"], ["x", "y"], ["x", "y"], [null, "y"]]);

        Assert.Equal(new[,] { { 1, 2 }, { 0, 0 } }, table.Confusion(0, 1));
    }

    private static AgreementScore Alpha(int[] a, int[] b) =>
        KrippendorffAlpha.Of(TableOf([.. a.Zip(b, (x, y) => new int?[] { x, y })], 4));

    private static RatingTable TableOf(int?[][] rows, int classes) => RatingTable.Of(
        [.. rows[0].Select((_, number) => $"a{number}")],
        rows.Select(row => row.Select(answer => answer?.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray()),
        [.. Enumerable.Range(0, classes).Select(code => $"{code}")]);

    private static int[] Answers(Random random, int classes) => [.. Enumerable.Range(0, 40).Select(_ => random.Next(classes))];

    private static IEnumerable<int> Repeated(int code, int count) => Enumerable.Repeat(code, count);

    private static void Near(double expected, AgreementScore actual) => Assert.Equal(expected, actual.Value!.Value, 10);

    private static void Same(double? expected, double? actual) => Assert.Equal(expected!.Value, actual!.Value, 10);

    private static void Law(Action<Random> law)
    {
        for (var seed = 0; seed < 100; seed++) law(new(seed));
    }

    private sealed record GoldenCase(int Classes, int?[][] Rows, double[]? Cohen, double? Fleiss, double Nominal, double Interval);
}
