using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>Five steps of each optimizer on a small problem against python3-torch.</summary>
public sealed class OptimizerGoldenTests
{
    private sealed record Case(GoldenTensor X, GoldenTensor Y, GoldenTensor A, GoldenTensor B, double[] Losses,
        GoldenTensor[] AfterA, GoldenTensor[] AfterB);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("optimizers.json");

    private static readonly Dictionary<string, Func<Parameter[], optim.Optimizer>> s_optimizers = new()
    {
        ["SGD"] = p => optim.SGD(p, 0.1),
        ["SGD.momentum"] = p => optim.SGD(p, 0.1, 0.9),
        ["SGD.double"] = p => optim.SGD(p, 0.1),
        ["SGD.momentum.double"] = p => optim.SGD(p, 0.1, 0.9),
        ["SGD.momentum_dampening"] = p => optim.SGD(p, 0.1, 0.9, 0.3),
        ["SGD.nesterov"] = p => optim.SGD(p, 0.1, 0.8, nesterov: true),
        ["SGD.weight_decay"] = p => optim.SGD(p, 0.1, weight_decay: 0.2),
        ["SGD.everything"] = p => optim.SGD(p, 0.05, 0.7, weight_decay: 0.1, nesterov: true),
        ["SGD.maximize"] = p => optim.SGD(p, 0.01, 0.5, maximize: true),
        ["AdamW"] = p => optim.AdamW(p, 0.1),
        ["AdamW.double"] = p => optim.AdamW(p, 0.1),
        ["AdamW.weight_decay"] = p => optim.AdamW(p, 0.1, weight_decay: 0.5),
        ["AdamW.no_decay"] = p => optim.AdamW(p, 0.1, weight_decay: 0),
        ["AdamW.default"] = p => optim.AdamW(p),
        ["AdamW.amsgrad"] = p => optim.AdamW(p, 0.2, 0.7, 0.9, amsgrad: true),
        ["AdamW.amsgrad.double"] = p => optim.AdamW(p, 0.2, 0.7, 0.9, amsgrad: true),
        ["AdamW.groups"] = p => optim.AdamW(
            [new AdamW.ParamGroup([p[0]], 0.1, weight_decay: 0.4), new([p[1]], 0.02, weight_decay: 0)]),
        ["AdamW.maximize"] = p => optim.AdamW(p, 0.1, maximize: true),
    };

    public static TheoryData<string> Names => [.. s_optimizers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_python(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name];
        var (x, y) = (golden.X.ToTensor(), golden.Y.ToTensor());
        var (a, b) = (nn.Parameter(golden.A.ToTensor()), nn.Parameter(golden.B.ToTensor()));
        using var optimizer = s_optimizers[name]([a, b]);
        for (var i = 0; i < golden.Losses.Length; i++)
        {
            var loss = optimizer.step(() =>
            {
                optimizer.zero_grad();
                var value = (x.matmul(a) + b - y).square().mean() + a.sin().sum() * 0.1;
                value.backward();
                return value;
            });
            Assert.Equal(golden.Losses[i], loss!.to(float64).item<double>(), 1e-4 * Math.Abs(golden.Losses[i]) + 1e-6);
            Golden.Near(golden.AfterA[i], a, $"{name}, A after step {i + 1}", 3e-5);
            Golden.Near(golden.AfterB[i], b, $"{name}, b after step {i + 1}", 3e-5);
        }
    }
}
