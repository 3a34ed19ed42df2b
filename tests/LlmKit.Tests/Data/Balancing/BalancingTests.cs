using System.Text.Json;
using LlmKit.Data.Balancing;

namespace LlmKit.Tests.Data.Balancing;

/// <summary>Weights, repeated and left-out items, and draws by temperature.</summary>
public sealed class BalancingTests
{
    [Fact]
    public void Balanced_weights_are_scikit_learns()
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Data/Golden/class_weights.json");
        foreach (var golden in JsonSerializer.Deserialize<GoldenCase[]>(File.ReadAllText(path), JsonSerializerOptions.Web)!)
            Assert.All(golden.Weights.Zip(ClassWeights.Balanced(golden.Counts)), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Fact]
    public void Effective_numbers_lie_between_no_weights_and_inverse_counts()
    {
        long[] counts = [10, 100, 1000];

        Assert.Equal([1, 1, 1], ClassWeights.EffectiveNumber(counts, 0));
        // (1 − β) / (1 − β^n) by hand for β = 0.9: 0.1535, 0.1000, 0.1, to the sum 3.
        Assert.All(((double[])[1.3029, 0.8487, 0.8487]).Zip(ClassWeights.EffectiveNumber([10, 100, 1000], 0.9)), pair => Assert.InRange(pair.Second, pair.First - 4e-3, pair.First + 4e-3));
        double[] near1 = ClassWeights.EffectiveNumber(counts, 1 - 1e-9), inverse = [.. counts.Select(count => 3.0 / count / 0.111)];
        Assert.All(near1.Zip(inverse), pair => Assert.InRange(pair.First / pair.Second, 0.999, 1.001));
        Assert.Contains("counts[1] = 0", Assert.Throws<ArgumentException>(() => ClassWeights.Balanced([3, 0])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassWeights.EffectiveNumber(counts, 1));
    }

    [Fact]
    public void Over_sampling_keeps_all_and_makes_classes_equal() => Law((items, seed) =>
    {
        var over = Resampling.Over(items, ClassOf, seed);
        var most = items.GroupBy(ClassOf).Max(group => group.Count());

        Assert.Empty(items.Except(over));
        Assert.All(over.GroupBy(ClassOf), group => Assert.Equal(most, group.Count()));
        Assert.All(over.GroupBy(ClassOf), group => Assert.InRange(
            group.GroupBy(item => item).Max(same => same.Count()) - group.GroupBy(item => item).Min(same => same.Count()), 0, 1));
        Assert.Equal(over, Resampling.Over(items, ClassOf, seed));
    });

    [Fact]
    public void Under_sampling_repeats_none_and_makes_classes_equal() => Law((items, seed) =>
    {
        var under = Resampling.Under(items, ClassOf, seed);
        var least = items.GroupBy(ClassOf).Min(group => group.Count());

        Assert.Equal(under.Count, under.Distinct().Count());
        Assert.All(under.GroupBy(ClassOf), group => Assert.Equal(least, group.Count()));
        Assert.Equal(items.GroupBy(ClassOf).Count(), under.GroupBy(ClassOf).Count());
        Assert.Equal(under, under.OrderBy(item => items.ToList().IndexOf(item)));
    });

    [Fact]
    public void A_temperature_goes_from_the_largest_alone_over_sizes_to_all_alike()
    {
        long[] sizes = [900, 90, 0, 10];

        Near([0.9, 0.09, 0, 0.01], TemperatureSampling.Shares(sizes, 1));
        Near([1 / 3.0, 1 / 3.0, 0, 1 / 3.0], TemperatureSampling.Shares(sizes, double.PositiveInfinity));
        Near([1, 0, 0, 0], TemperatureSampling.Shares(sizes, 1e-6));
        // √900 : √90 : √10 = 30 : 9.4868 : 3.1623.
        Near([0.70343, 0.22244, 0, 0.07415], TemperatureSampling.Shares(sizes, 2), 1e-4);
        Near([0.5, 0.5], TemperatureSampling.Shares([long.MaxValue, long.MaxValue], 0.5));
    }

    [Fact]
    public void Counts_sum_to_the_total_and_are_off_by_less_than_one()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            long[] sizes = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.NextInt64(5) == 0 ? 0 : random.NextInt64(100_000)), 7];
            var (temperature, total) = (random.NextDouble() * 5 + 0.1, random.NextInt64(10_000));
            var (counts, shares) = (TemperatureSampling.Counts(sizes, temperature, total), TemperatureSampling.Shares(sizes, temperature));

            Assert.Equal(total, counts.Sum());
            Assert.All(counts.Zip(shares), pair => Assert.InRange(pair.First, (pair.Second * total) - 1, (pair.Second * total) + 1));
            Assert.All(counts.Zip(sizes), pair => Assert.True(pair.Second > 0 || pair.First == 0));
        }
    }

    [Fact]
    public void The_largest_remainders_are_rounded_up()
    {
        // 1.2, 0.4, 2.4 and 1.2, 0.3, 2.5; of equal remainders the first.
        Assert.Equal([1, 1, 2], TemperatureSampling.Counts([3, 1, 6], 1, 4));
        Assert.Equal([1, 0, 3], TemperatureSampling.Counts([24, 6, 50], 1, 4));
    }

    [Fact]
    public void Draws_come_as_often_as_their_shares_say()
    {
        var draws = TemperatureSampling.Draws([900, 90, 0, 10], 2, seed: 4).Take(40_000).ToArray();

        Assert.InRange(draws.Count(set => set == 1), 8898 - 350, 8898 + 350);
        Assert.DoesNotContain(2, draws);
        Assert.Equal(draws.Take(50), TemperatureSampling.Draws([900, 90, 0, 10], 2, seed: 4).Take(50));
    }

    [Fact]
    public void What_cannot_be_drawn_from_is_refused()
    {
        Assert.Contains("above 0", Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureSampling.Shares([1], 0)).Message);
        Assert.Contains("nothing to draw", Assert.Throws<ArgumentException>(() => TemperatureSampling.Shares([0, 0], 1)).Message);
        Assert.Empty(Resampling.Over(Array.Empty<string>(), ClassOf));
        Assert.Empty(Resampling.Under(Array.Empty<string>(), ClassOf));
    }

    private static string ClassOf(string item) => item[..1];

    private static void Near(double[] expected, double[] actual, double tolerance = 1e-9) =>
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));

    private static void Law(Action<IReadOnlyList<string>, int> law)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            law([.. Enumerable.Range(0, random.Next(1, 60)).Select(number => $"{"abcd"[(int)(random.NextDouble() * random.NextDouble() * 4)]}{number}")], seed);
        }
    }

    private sealed record GoldenCase(long[] Counts, double[] Weights);
}
