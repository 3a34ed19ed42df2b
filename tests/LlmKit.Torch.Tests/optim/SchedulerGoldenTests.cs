using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace LlmKit.Torch.Tests;

/// <summary>
/// The learning rates (and momenta) of twenty steps of each schedule against python3-torch.
/// </summary>
public sealed class SchedulerGoldenTests
{
    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("schedulers.json");

    private static readonly Dictionary<string, Func<Optimizer, LRScheduler>> s_schedulers = new()
    {
        ["ConstantLR"] = o => ConstantLR(o),
        ["ConstantLR.factor"] = o => ConstantLR(o, 0.2, 8),
        ["LinearLR"] = o => LinearLR(o),
        ["LinearLR.factors"] = o => LinearLR(o, 0.1, 0.8, 12),
        ["StepLR"] = o => StepLR(o, 3),
        ["StepLR.gamma"] = o => StepLR(o, 4, 0.7),
        ["StepLR.two_groups"] = o => StepLR(o, 3, 0.5),
        ["MultiStepLR"] = o => MultiStepLR(o, [2, 7, 7, 15], 0.5),
        ["ExponentialLR"] = o => ExponentialLR(o, 0.9),
        ["CosineAnnealingLR"] = o => CosineAnnealingLR(o, 20),
        ["CosineAnnealingLR.eta_min"] = o => CosineAnnealingLR(o, 19, 0.05),
        ["CosineAnnealingLR.past_the_end"] = o => CosineAnnealingLR(o, 6, 0.01),
        ["CosineAnnealingLR.two_groups"] = o => CosineAnnealingLR(o, 10, 0.01),
        ["CosineAnnealingWarmRestarts"] = o => CosineAnnealingWarmRestarts(o, 5),
        ["CosineAnnealingWarmRestarts.mult"] = o => CosineAnnealingWarmRestarts(o, 3, 2, 0.02),
        ["LambdaLR"] = o => LambdaLR(o, epoch => Math.Pow(0.95, epoch) + 0.01 * epoch),
        ["MultiplicativeLR"] = o => MultiplicativeLR(o, epoch => 1 - 0.02 * epoch),
        ["OneCycleLR"] = o => OneCycleLR(o, 1.0, total_steps: 21),
        ["OneCycleLR.linear_three_phase"] = o => OneCycleLR(
            o, 0.8, total_steps: 21, pct_start: 0.4, anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear,
            base_momentum: 0.7, max_momentum: 0.9, div_factor: 10, final_div_factor: 100, three_phase: true),
        ["OneCycleLR.epochs_adam"] = o => OneCycleLR(o, 1.0, epochs: 3, steps_per_epoch: 7),
        ["CyclicLR"] = o => CyclicLR(o, 0.1, 0.9, 4),
        ["CyclicLR.triangular2"] = o => CyclicLR(o, 0.1, 0.9, 3, 5, impl.CyclicLR.Mode.Triangular2),
        ["CyclicLR.exp_range"] = o => CyclicLR(
            o, 0.1, 0.9, 4, mode: impl.CyclicLR.Mode.ExpRange, gamma: 0.95, cycle_momentum: false),
        ["PolynomialLR"] = o => PolynomialLR(o, 12),
        ["PolynomialLR.power"] = o => PolynomialLR(o, 15, 2.5),
        ["SequentialLR"] = o => SequentialLR(o, [ConstantLR(o, 0.1, 4), ExponentialLR(o, 0.8)], [6]),
        ["SequentialLR.warmup_cosine"] = o => SequentialLR(
            o, [LinearLR(o, 0.01, 1.0, 5), CosineAnnealingLR(o, 15, 0.05)], [5]),
        ["ChainedScheduler"] = o => ChainedScheduler([ConstantLR(o, 0.1, 4), ExponentialLR(o, 0.9)]),
        ["ReduceLROnPlateau"] = o => ReduceLROnPlateau(o, factor: 0.5, patience: 2),
        ["ReduceLROnPlateau.max_cooldown"] = o => ReduceLROnPlateau(
            o, "max", 0.3, 1, 0.01, "abs", cooldown: 2, min_lr: [0.02]),
    };

    private sealed record Case(JsonElement Rates, double[]? Momenta, double[]? Metrics);

    public static TheoryData<string> Names => [.. s_goldens.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Rates_and_momenta_agree_with_python(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name];
        var expected = Rates(golden.Rates);
        using var optimizer = OptimizerFor(name, groups: expected[0].Length);
        var scheduler = s_schedulers[name](optimizer);

        for (var step = 0; step < expected.Length; step++)
        {
            AssertNear(expected[step], [.. optimizer.ParamGroups.Select(group => group.LearningRate)], $"{name}, step {step}");
            AssertNear(expected[step], [.. scheduler.get_last_lr()], $"{name}, last rates of step {step}");
            if (golden.Momenta is { } momenta)
                AssertNear([momenta[step]], [Momentum(optimizer)], $"{name}, momentum of step {step}");
            if (golden.Metrics is { } metrics) scheduler.step(metrics[step]);
            else scheduler.step();
        }
    }

    [Fact]
    public void Every_golden_has_its_schedule_and_every_schedule_its_golden() =>
        Assert.Equal(s_goldens.Keys.Order(), s_schedulers.Keys.Order());

    private static Optimizer OptimizerFor(string name, int groups)
    {
        double[] rates = groups == 1 ? [0.5] : [0.5, 0.02];
        var parameters = rates.Select(_ => new Parameter(zeros(1))).ToArray();
        return name.EndsWith("adam", StringComparison.Ordinal)
            ? Adam(parameters, 0.5)
            : SGD(parameters.Zip(rates, (parameter, rate) => new SGD.ParamGroup([parameter], rate, momentum: 0.9)), 0.5);
    }

    private static double Momentum(Optimizer optimizer) => optimizer.ParamGroups.First() switch
    {
        IMomentum group => group.Momentum,
        IBetas group => group.Betas.Item1,
        var other => throw new InvalidOperationException($"{other} has no momentum."),
    };

    private static double[][] Rates(JsonElement rates) =>
    [
        .. rates.EnumerateArray().Select(rate => rate.ValueKind == JsonValueKind.Array
            ? rate.EnumerateArray().Select(each => each.GetDouble()).ToArray()
            : [rate.GetDouble()]),
    ];

    private static void AssertNear(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(
            Math.Abs(pair.First - pair.Second) <= 1e-12 * Math.Max(1e-3, Math.Abs(pair.First)),
            $"{what}: expected {pair.First:R}, got {pair.Second:R}."));
    }
}
