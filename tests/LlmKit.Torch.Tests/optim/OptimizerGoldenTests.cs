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
        ["SGD"] = p => optim.SGD(p, 0.1),
        ["SGD.double"] = p => optim.SGD(p, 0.1),
        ["SGD.momentum"] = p => optim.SGD(p, 0.1, momentum: 0.9),
        ["SGD.momentum.double"] = p => optim.SGD(p, 0.1, momentum: 0.9),
        ["SGD.momentum_dampening"] = p => optim.SGD(p, 0.1, momentum: 0.9, dampening: 0.3),
        ["SGD.nesterov"] = p => optim.SGD(p, 0.1, momentum: 0.8, nesterov: true),
        ["SGD.weight_decay"] = p => optim.SGD(p, 0.1, weight_decay: 0.2),
        ["SGD.everything"] = p => optim.SGD(p, 0.05, momentum: 0.7, weight_decay: 0.1, nesterov: true),
        ["SGD.maximize"] = p => optim.SGD(p, 0.01, momentum: 0.5, maximize: true),
        ["Adam"] = p => optim.Adam(p, 0.1),
        ["Adam.double"] = p => optim.Adam(p, 0.1),
        ["Adam.betas_eps"] = p => optim.Adam(p, 0.05, 0.8, 0.95, 1e-3),
        ["Adam.weight_decay"] = p => optim.Adam(p, 0.1, weight_decay: 0.3),
        ["Adam.amsgrad"] = p => optim.Adam(p, 0.2, amsgrad: true),
        ["Adam.maximize"] = p => optim.Adam(p, 0.1, maximize: true),
        ["Adagrad"] = p => optim.Adagrad(p, 0.3),
        ["Adagrad.decays"] = p => optim.Adagrad(p, 0.3, 0.1, 0.2, 0.5),
        ["RMSprop"] = p => optim.RMSProp(p, 0.05),
        ["RMSprop.centered"] = p => optim.RMSProp(p, 0.05, 0.9, centered: true),
        ["RMSprop.momentum"] = p => optim.RMSProp(p, 0.02, eps: 1e-4, weight_decay: 0.1, momentum: 0.6),
        ["RMSprop.everything"] = p => optim.RMSProp(p, 0.02, 0.8, momentum: 0.6, centered: true),
        ["Adadelta"] = p => optim.Adadelta(p),
        ["Adadelta.rho_decay"] = p => optim.Adadelta(p, 5, 0.8, 1e-4, 0.1),
        ["Adamax"] = p => optim.Adamax(p, 0.1),
        ["Adamax.weight_decay"] = p => optim.Adamax(p, 0.1, 0.8, 0.9, weight_decay: 0.2),
        ["NAdam"] = p => optim.NAdam(p, 0.1),
        ["NAdam.weight_decay"] = p => optim.NAdam(p, 0.1, weight_decay: 0.2, momentum_decay: 0.05),
        ["RAdam"] = p => optim.RAdam(p, 0.1),
        ["RAdam.rectified"] = p => optim.RAdam(p, 0.1, 0.6, 0.7, weight_decay: 0.1),
        ["ASGD"] = p => optim.ASGD(p, 0.1, t0: 2),
        ["Rprop"] = p => optim.Rprop(p, 0.1),
        ["LBFGS"] = p => optim.LBFGS(p, 0.1, 4),
        ["LBFGS.strong_wolfe"] = p => optim.LBFGS(p, 1, 3, line_search_fn: "strong_wolfe"),
        ["LBFGS.short_history"] = p => optim.LBFGS(p, 0.2, 4, history_size: 2),
        ["AdamW"] = p => optim.AdamW(p, 0.1, weight_decay: 0.01),
        ["AdamW.double"] = p => optim.AdamW(p, 0.1, weight_decay: 0.01),
        ["AdamW.default"] = p => optim.AdamW(p, weight_decay: 0.01),
        ["AdamW.weight_decay"] = p => optim.AdamW(p, 0.1, weight_decay: 0.5),
        ["AdamW.no_decay"] = p => optim.AdamW(p, 0.1, weight_decay: 0),
        ["AdamW.amsgrad"] = p => optim.AdamW(p, 0.2, 0.7, 0.9, weight_decay: 0.01, amsgrad: true),
        ["AdamW.amsgrad.double"] = p => optim.AdamW(p, 0.2, 0.7, 0.9, weight_decay: 0.01, amsgrad: true),
        ["AdamW.maximize"] = p => optim.AdamW(p, 0.1, weight_decay: 0.01, maximize: true),
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
    public void Every_golden_is_compared() =>
        Assert.Empty(s_goldens.Keys.Except(s_optimizers.Keys));
}
