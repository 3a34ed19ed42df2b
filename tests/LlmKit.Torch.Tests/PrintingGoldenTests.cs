using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>The text of a tensor against <c>str(tensor)</c> in Python, to the letter.</summary>
public sealed class PrintingGoldenTests
{
    private sealed record Case(string Text, GoldenTensor? Tensor, bool RequiresGrad);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("printing.json");

    private static readonly Dictionary<string, Func<Tensor>> s_made = new()
    {
        ["vector.long"] = () => arange(40),
        ["vector.long_floats"] = () => linspace(0, 1, 30),
        ["empty"] = () => torch.empty(0),
        ["empty.int"] = () => torch.empty(0, dtype: int64),
        ["empty.two_dims"] = () => torch.empty(0, 3),
        ["summarised.vector"] = () => arange(2000),
        ["summarised.floats"] = () => arange(2000) / 7,
        ["summarised.matrix"] = () => arange(2500.0, float32).view(50, 50),
        ["summarised.wide"] = () => zeros(2, 1000),
        ["summarised.tall"] = () => ones(1200, 2),
        ["summarised.three_dims"] = () => zeros(20, 10, 10),
        ["summarised.four_dims"] = () => arange(1600.0, float32).view(2, 1, 8, 100),
        ["summarised.bool"] = () => ones(1001, dtype: torch.@bool),
        ["at_the_threshold"] = () => zeros(1000),
        ["grad_fn.exp"] = () => tensor([0f, 1f]).requires_grad_().exp(),
        ["grad_fn.sum"] = () => tensor([1f, 2f]).requires_grad_().sum(),
        ["grad_fn.view"] = () => tensor([1f, 2f]).requires_grad_().view(2, 1),
        ["meta"] = () => torch.empty(2, 3, device: "meta"),
    };

    public static TheoryData<string> Names => [.. s_goldens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Prints_as_python_does(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name];
        var value = golden.Tensor is { } stored ? stored.ToTensor(golden.RequiresGrad) : s_made[name]();

        Assert.Equal(golden.Text, value.ToString());
    }
}
