using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Five steps of each optimizer against python3-torch, on <c>mean((x A + b − y)²) + 0.1 Σ sin A</c>: the loss
/// before and both parameters after every step.
/// </summary>
public sealed class OptimizerGoldenTests
{
    private sealed record Case(
        GoldenTensor X, GoldenTensor Y, GoldenTensor A, GoldenTensor B, double[] Losses,
        GoldenTensor[] AfterA,
        GoldenTensor[] AfterB);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("optimizers.json");

    private static readonly Dictionary<string, Func<Parameter[], optim.Optimizer>> s_optimizers = new()
    {
        ["AdamW"] = p => optim.AdamW(p, 0.1, weight_decay: 0.01),
        ["AdamW.double"] = p => optim.AdamW(p, 0.1, weight_decay: 0.01),
        ["AdamW.default"] = p => optim.AdamW(p),
        ["AdamW.weight_decay"] = p => optim.AdamW(p, 0.1, weight_decay: 0.5),
        ["AdamW.no_decay"] = p => optim.AdamW(p, 0.1, weight_decay: 0),
        ["AdamW.amsgrad"] = p => optim.AdamW(p, 0.2, 0.7, 0.9, amsgrad: true),
        ["AdamW.amsgrad.double"] = p => optim.AdamW(p, 0.2, 0.7, 0.9, amsgrad: true),
        ["AdamW.maximize"] = p => optim.AdamW(p, 0.1, maximize: true),
        ["AdamW.groups"] = p => optim.AdamW(
            [
                new AdamW.ParamGroup([p[0]], 0.1, weight_decay: 0.4),
                new AdamW.ParamGroup([p[1]], 0.02, weight_decay: 0),
            ]),
    };

    public static TheoryData<string> Names => [.. s_goldens.Keys.Intersect(s_optimizers.Keys)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Five_steps_agree_with_python(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name];
        var (x, y) = (golden.X.ToTensor(), golden.Y.ToTensor());
        var (a, b) = (new Parameter(golden.A.ToTensor()), new Parameter(golden.B.ToTensor()));
        using var optimizer = s_optimizers[name]([a, b]);

        for (var step = 0; step < golden.Losses.Length; step++)
        {
            var loss = optimizer.step(() =>
            {
                optimizer.zero_grad();
                var value = (x.matmul(a) + b - y).square().mean() + 0.1 * a.sin().sum();
                value.backward();
                return value;
            });

            var expected = new GoldenTensor([], golden.A.Dtype, [golden.Losses[step]]);
            Golden.Near(expected, loss!, $"{name}, loss before step {step + 1}");
            Golden.Near(golden.AfterA[step], a, $"{name}, A after step {step + 1}");
            Golden.Near(golden.AfterB[step], b, $"{name}, b after step {step + 1}");
        }
    }

    [Fact]
    public void Every_optimizer_in_the_table_has_a_golden() =>
        Assert.Empty(s_optimizers.Keys.Except(s_goldens.Keys));

    [Fact]
    public void Every_golden_of_an_optimizer_that_exists_is_compared() =>
        Assert.Empty(Golden.Uncompared(s_goldens.Keys, s_optimizers.Keys, typeof(optim)));
}
