using LlmKit.Torch.Tests.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>One generator serves the process: tests that seed it do not run beside others.</summary>
[CollectionDefinition(nameof(DefaultGenerator), DisableParallelization = true)]
public static class DefaultGenerator;

/// <summary>
/// The numbers drawn after a seed. The same libtorch draws the same ones in the same order, so a tensor that
/// is drawn too many, or in another order, shows at once.
/// </summary>
[Collection(nameof(DefaultGenerator))]
public sealed class RandomGoldenTests
{
    private sealed record Case(GoldenTensor[] Outputs);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("random.json");

    private static readonly Dictionary<string, Func<Tensor[], Outputs>> s_draws = new(RandomOperators.Table);

    public static TheoryData<string> Draws => [.. s_goldens.Keys];

    [Theory]
    [MemberData(nameof(Draws))]
    public void Draws_the_numbers_that_python_draws(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name].Outputs;
        Assert.True(s_draws.TryGetValue(name, out var draw), $"RandomOperators has no call for \"{name}\".");
        manual_seed(name == "rand.seed_2_to_the_40" ? (1L << 40) + 7 : 1);

        var outputs = draw!([]).Tensors;

        Assert.Equal(golden.Length, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
            Golden.Near(golden[i], outputs[i], $"{name}, output {i}", relative: 1e-6);
    }

    [Fact]
    public void Every_call_has_a_golden() => Assert.Empty(s_draws.Keys.Except(s_goldens.Keys));

    [Fact]
    public void The_state_of_the_generator_can_be_kept_and_set_again()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var state = torch.random.get_rng_state();
        var first = randn(20);

        torch.random.set_rng_state(state);
        var again = randn(20);

        Assert.True(first.equal(again));
        Assert.False(first.equal(randn(20)));
    }
}
