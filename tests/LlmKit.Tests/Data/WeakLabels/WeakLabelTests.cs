using System.Text.Json;
using LlmKit.Data;
using LlmKit.Data.Agreement;
using LlmKit.Data.WeakLabels;

namespace LlmKit.Tests.Data.WeakLabels;

/// <summary>Rules vote, the votes come to a class, and what the rules are worth is told.</summary>
public sealed class WeakLabelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-rules-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Dawid_and_Skene_agree_with_dense_numpy_algebra()
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Data/Golden/dawid_skene.json");
        foreach (var golden in JsonSerializer.Deserialize<GoldenCase[]>(File.ReadAllText(path), JsonSerializerOptions.Web)!)
        {
            var fit = DawidSkene.Fit(TableOf(golden.Answers, golden.Classes), smoothing: 0, rounds: golden.Rounds - 1, tolerance: 0);

            Near(golden.Prior, fit.Priors);
            Near(golden.Likelihoods.Take(fit.Objectives.Count), fit.Objectives);
            Near(golden.Errors.SelectMany(table => table.SelectMany(row => row)), fit.Confusions.SelectMany(table => table.Cast<double>()));
            Near(golden.Belief.SelectMany(row => row), fit.Guesses.SelectMany(guess => guess.Probabilities));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(1)]
    public void The_likelihood_never_falls(double smoothing)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (answers, _, _) = Planted(random, items: 40, annotators: random.Next(2, 6), classes: random.Next(2, 5));
            var fit = DawidSkene.Fit(answers, isSilenceAnAnswer: seed % 2 == 0, smoothing, rounds: 50);

            for (var round = 1; round < fit.Objectives.Count; round++)
                Assert.True(fit.Objectives[round] >= fit.Objectives[round - 1] - 1e-8, $"seed {seed}, round {round}");
            Assert.All(fit.Guesses, guess => Assert.Equal(1, guess.Probabilities.Sum(), 9));
            Assert.All(fit.Confusions, table => Assert.Equal(fit.Priors.Count, table.Cast<double>().Sum(), 9));
        }
    }

    [Fact]
    public void Planted_error_rates_are_found_and_beat_the_majority()
    {
        var (votes, truth, errors) = Planted(new(5), items: 4000, annotators: 5, classes: 3);
        var fit = DawidSkene.Fit(votes);

        for (var annotator = 0; annotator < 5; annotator++)
            foreach (var (expected, actual) in errors[annotator].Cast<double>().Zip(fit.Confusions[annotator].Cast<double>()))
                Assert.InRange(actual, expected - 0.06, expected + 0.06);
        Assert.True(fit.IsSettled);
        Assert.True(Right(fit.Guesses) > Right(MajorityVote.Of(votes)) + 40, $"{Right(fit.Guesses)} and {Right(MajorityVote.Of(votes))}");

        int Right(IReadOnlyList<LabelGuess> guesses) => guesses.Zip(truth).Count(pair => pair.First.Class == pair.Second);
    }

    [Fact]
    public void Items_of_which_nobody_says_anything_teach_nothing()
    {
        int?[][] rows = [.. Enumerable.Range(0, 200).Select(item => new int?[] { item % 5 == 0 ? 1 : 0, item % 6 == 0 ? 1 : 0, item % 5 == 1 ? null : 0 })];
        var without = DawidSkene.Fit(TableOf(rows, 2));
        var with = DawidSkene.Fit(TableOf([.. rows, .. Enumerable.Repeat<int?[]>([null, null, null], 300)], 2));

        Assert.Equal(without.Priors, with.Priors);
        Assert.Equal(without.Confusions.SelectMany(table => table.Cast<double>()), with.Confusions.SelectMany(table => table.Cast<double>()));
    }

    [Fact]
    public void An_expert_outvotes_two_that_guess()
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, 600).Select(item => new int?[]
        {
            item % 2, random.NextDouble() < 0.95 ? item % 2 : 1 - (item % 2), random.Next(2), random.Next(2),
        }).ToArray();
        var votes = TableOf(rows, 2);
        var fit = DawidSkene.Fit(votes);

        Assert.True(fit.AccuracyOf(0) > 0.95 && fit.AccuracyOf(2) < 0.6, $"{fit.AccuracyOf(0)}, {fit.AccuracyOf(2)}");
        Assert.InRange(Right(fit.Guesses), Right(MajorityVote.Of(votes)) + 80, 600);

        static int Right(IReadOnlyList<LabelGuess> guesses) => guesses.Where((guess, item) => guess.Class == item % 2).Count();
    }

    [Fact]
    public void Rules_that_can_only_say_one_class_are_weighed_when_their_silence_counts()
    {
        var random = new Random(8);
        int[] truth = [.. Enumerable.Range(0, 3000).Select(_ => random.NextDouble() < 0.6 ? 1 : 0)];
        // Two good rules for each class, and one for 0 that fires anywhere.
        var rows = truth.Select(of => new int?[]
        {
            Fires(of == 0 ? 0.7 : 0.1, 0), Fires(of == 0 ? 0.6 : 0.1, 0), Fires(of == 1 ? 0.7 : 0.1, 1), Fires(of == 1 ? 0.6 : 0.1, 1), Fires(0.5, 0),
        }).ToArray();
        var votes = TableOf(rows, 2);

        Assert.InRange(Right(DawidSkene.Fit(votes, isSilenceAnAnswer: true).Guesses), Right(MajorityVote.Of(votes)) + 200, 3000);
        Assert.InRange(DawidSkene.Fit(votes, isSilenceAnAnswer: true).AccuracyOf(4), 0.3, 0.5);

        int? Fires(double chance, int code) => random.NextDouble() < chance ? code : null;
        int Right(IReadOnlyList<LabelGuess> guesses) => guesses.Where((guess, item) => guess.Class == truth[item]).Count();
    }

    [Fact]
    public void A_tie_and_silence_have_no_class()
    {
        var guesses = MajorityVote.Of(RatingTable.Of(["a", "b", "c"], [["x", "y", null], ["x", "y", "y"], [null, null, null]]));

        Assert.Equal([null, 1, null], guesses.Select(guess => guess.Class));
        Assert.Equal(2.0 / 3, guesses[1].Confidence, 12);
        Assert.Null(DawidSkene.Fit(RatingTable.Of(["a"], [["x"], ["y"], [null]])).Guesses[2].Class);
    }

    [Fact]
    public void Coverage_overlap_conflict_and_accuracy_are_counted()
    {
        var votes = RatingTable.Of(["f", "g", "h"], [["x", "x", null], ["x", "y", null], ["x", null, null], [null, null, null]]);
        var quality = FunctionQuality.Of(votes, ["x", "y", null, "x"]);

        Assert.Equal(new FunctionQuality("f", 3, 0.75, 0.5, 0.25, 0.5), quality[0]);
        Assert.Equal(new FunctionQuality("g", 2, 0.5, 0.5, 0.25, 1), quality[1]);
        Assert.Equal(new FunctionQuality("h", 0, 0, 0, 0, null), quality[2]);
    }

    [Theory]
    [InlineData("A good day", "praise")]
    [InlineData("GOOD.", "praise")]
    [InlineData("Goodbye", null)]
    [InlineData("今天真好啊", "praise")]
    [InlineData("goods and good", "praise")]
    [InlineData("很好good的", "praise")]
    [InlineData("", null)]
    public void Keywords_are_whole_words_of_an_alphabet_and_any_Chinese_letters(string text, string? expected) =>
        Assert.Equal(expected, LabelRules.Keywords("praise", ["good", "真好"]).Vote(Sample.Text(text)));

    [Fact]
    public void Rules_come_from_a_file_and_label_samples()
    {
        var path = Write("rules.jsonl", """
            {"label":"praise","keywords":["good","真好"]}
            {"name":"blame words","label":"blame","regex":"\\bbad\\b|(?<=太)差"}
            """);
        var votes = LabelingFunction.Votes(
            LabelRules.Read(path), [Sample.Text("good"), Sample.Text("太差了"), Sample.Text("bad but good"), Sample.Text("x")]);

        Assert.Equal(["praise: good, 真好", "blame words"], votes.Annotators);
        Assert.Equal(["blame", "praise"], votes.Classes);
        Assert.Equal([1, 0, null, null], MajorityVote.Of(votes).Select(guess => guess.Class));
    }

    [Fact]
    public void Rules_may_stand_in_a_table() => Assert.Equal(2, LabelRules.Read(
        Write("rules.csv", "label,keywords,regex\npraise,good|真好,\nblame,,bad\n")).Count);

    [Theory]
    [InlineData("""{"keywords":["good"]}""", "line 1, column 1: the rule has no label")]
    [InlineData("""{"label":"x"}""", "either keywords or a regex")]
    [InlineData("""{"label":"x","keywords":["a"],"regex":"b"}""", "either keywords or a regex")]
    [InlineData("""{"label":"x","regex":"("}""", "regex is no pattern: Invalid pattern '('")]
    [InlineData("""{"label":"x","keyword":["a"],"regex":"b"}""", "no column keyword. Known are label, keywords, regex and name")]
    [InlineData("{\"label\":\"x\",\"regex\":\"a\"}\n{\"label\":\"x\",\"regex\":\"a\"}", "line 2, column 1: two rules are called \"x: /a/\"")]
    public void A_wrong_rule_says_where_and_why(string rules, string message) => Assert.Contains(
        message, Assert.Throws<DataFormatException>(() => LabelRules.Read(Write("rules.jsonl", rules))).Message);

    [Fact]
    public void A_pattern_that_explodes_ends_with_a_message()
    {
        var rule = LabelRules.Pattern("x", @"^(?!x)(a+)+$");

        Assert.Contains("takes over a second", Assert.Throws<FormatException>(() => rule.Vote(Sample.Text(new string('a', 40) + "c"))).Message);
        Assert.Null(LabelRules.Pattern("x", "(a+)+$b").Vote(Sample.Text(new string('a', 5000))));
    }

    // Votes of annotators who err by known tables, with gaps.
    private static (RatingTable Votes, int[] Truth, double[][,] Errors) Planted(Random random, int items, int annotators, int classes)
    {
        var errors = Enumerable.Range(0, annotators).Select(_ =>
        {
            var (table, skill) = (new double[classes, classes], 0.45 + (0.5 * random.NextDouble()));
            for (var truth = 0; truth < classes; truth++)
                for (var answer = 0; answer < classes; answer++) table[truth, answer] = truth == answer ? skill : (1 - skill) / (classes - 1);
            return table;
        }).ToArray();
        int[] truths = [.. Enumerable.Range(0, items).Select(_ => random.Next(classes))];
        var rows = truths.Select(truth => errors.Select(table => random.NextDouble() < 0.1 ? (int?)null : Drawn(table, truth)).ToArray());
        return (TableOf([.. rows], classes), truths, errors);

        int? Drawn(double[,] table, int truth)
        {
            var (place, answer) = (random.NextDouble(), 0);
            while (answer < classes - 1 && (place -= table[truth, answer]) >= 0) answer++;
            return answer;
        }
    }

    private static RatingTable TableOf(int?[][] rows, int classes) => RatingTable.Of(
        [.. rows[0].Select((_, number) => $"a{number}")],
        rows.Select(row => row.Select(answer => answer is null or -1 ? null : $"{answer}").ToArray()),
        [.. Enumerable.Range(0, classes).Select(code => $"{code}")]);

    private static void Near(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (e, a) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(e.Length, a.Length);
        for (var index = 0; index < e.Length; index++) Assert.True(Math.Abs(e[index] - a[index]) < 1e-8, $"place {index}: {e[index]} and {a[index]}");
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private sealed record GoldenCase(
        int Classes, int?[][] Answers, int Rounds, double[] Prior, double[][][] Errors, double[][] Belief, double[] Likelihoods);
}
