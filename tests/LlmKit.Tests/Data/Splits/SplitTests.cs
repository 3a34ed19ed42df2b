using LlmKit.Data;
using LlmKit.Data.Deduplication;
using LlmKit.Data.Splits;

namespace LlmKit.Tests.Data.Splits;

/// <summary>Nothing that belongs together stands on both sides, and parts are mixed alike.</summary>
public sealed class SplitTests
{
    private static readonly SplitPlan s_plan = SplitPlan.Parse("train=8,test=2", seed: 3);

    [Fact]
    public void Groups_grow_along_questions_values_and_near_duplicates()
    {
        var text = string.Join(' ', Enumerable.Range(0, 120).Select(number => $"word{number * 7 % 61}"));
        Sample[] samples =
        [
            Asked("q1", "a") with { Extra = [new("author", "\"ann\"")] },
            Asked("q1", "b") with { Extra = [new("author", "\"bob\"")] },
            Asked("q2", "c") with { Extra = [new("author", "\"bob\"")] },
            Asked("q3", "d"),
            Sample.Text(text),
            Sample.Text(text + " one more"),
            Sample.Text("something else"),
        ];

        Assert.Equal([0, 0, 2, 3, 4, 5, 6], LeakFreeGroups.Of(samples));
        Assert.Equal([0, 0, 0, 3, 4, 5, 6], LeakFreeGroups.Of(samples, AuthorOf));
        Assert.Equal([0, 0, 0, 3, 4, 4, 6], LeakFreeGroups.Of(samples, AuthorOf, new MinHash()));
    }

    [Fact]
    public void No_group_is_divided_and_shares_and_mixtures_hold()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            int[] groups = [.. Enumerable.Range(0, 1000).Select(number => number / (1 + random.Next(2)))];
            string?[] classes = [.. groups.Select(_ => random.Next(10) switch { < 7 => "a", < 9 => "b", _ => null })];
            var parts = StratifiedSplit.Of(s_plan with { Seed = seed }, groups, classes);

            Assert.All(parts.Zip(groups).GroupBy(pair => pair.Second), group => Assert.Single(group.Select(pair => pair.First).Distinct()));
            Assert.InRange(parts.Count(part => part == 1), 198, 202);
            foreach (var name in (string?[])["a", "b", null])
            {
                var all = classes.Count(one => one == name);
                Assert.InRange(parts.Zip(classes).Count(pair => pair.First == 1 && pair.Second == name), (0.2 * all) - 2, (0.2 * all) + 2);
            }
        }
    }

    [Fact]
    public void A_large_group_leaves_the_shares_as_they_are_asked_for()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            int[] groups = [.. Enumerable.Range(0, 1000).Select(number => number < 850 ? number : 850)];
            var parts = StratifiedSplit.Of(s_plan with { Seed = seed }, groups, new string?[1000]);

            Assert.Equal(200, parts.Count(part => part == 1));
        }
    }

    [Fact]
    public void What_is_asked_and_the_seed_decide_the_part_and_the_answer_does_not()
    {
        var questions = Enumerable.Range(0, 300).Select(number => $"question {number}").ToArray();
        int[] PartsOf(SplitPlan plan, string answer) => [.. questions.Select(question => plan.PartOf(Asked(question, answer)))];

        Assert.Equal(PartsOf(s_plan, "yes"), PartsOf(s_plan, "no"));
        Assert.NotEqual(PartsOf(s_plan, "yes"), PartsOf(s_plan with { Seed = 4 }, "yes"));
        Assert.InRange(PartsOf(s_plan, "yes").Sum(), 40, 80);
    }

    [Fact]
    public void A_seed_decides_the_division()
    {
        int[] groups = [.. Enumerable.Range(0, 200)];
        var classes = new string?[200];

        Assert.Equal(StratifiedSplit.Of(s_plan, groups, classes), StratifiedSplit.Of(s_plan, groups, classes));
        Assert.NotEqual(StratifiedSplit.Of(s_plan, groups, classes), StratifiedSplit.Of(s_plan with { Seed = 4 }, groups, classes));
        Assert.Throws<ArgumentException>(() => StratifiedSplit.Of(s_plan, groups, []));
    }

    private static string? AuthorOf(Sample sample) => sample.Extra is [var author] ? author.Value : null;

    private static Sample Asked(string question, string answer) => new(new(Message.User(question), Message.Assistant(answer)));
}
