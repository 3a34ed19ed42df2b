using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>NumPy's style against <c>str(array)</c> in Python, to the letter.</summary>
public sealed class NumpyPrintingGoldenTests
{
    private sealed record Case(string Text, GoldenTensor? Tensor, int? Width);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("printing_numpy.json");

    private static readonly Dictionary<string, Func<Tensor>> s_made = new()
    {
        ["empty"] = () => torch.empty(0),
        ["empty.two_dims"] = () => torch.empty(0, 3),
        ["at_the_threshold"] = () => zeros(1000),
        ["summarised.vector"] = () => arange(2000),
        ["summarised.floats"] = () => arange(2000) / 7,
        ["summarised.matrix"] = () => arange(2500.0, float32).view(50, 50),
        ["summarised.tall"] = () => ones(1200, 2),
        ["summarised.four_dims"] = () => arange(1600.0, float32).view(2, 1, 8, 100),
        ["summarised.bool"] = () => ones(1001, dtype: torch.@bool),
    };

    public static TheoryData<string> Names => [.. s_goldens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Prints_as_NumPy_does(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name];
        var value = golden.Tensor?.ToTensor() ?? s_made[name]();

        Assert.Equal(golden.Text, value.npstr(width: golden.Width));
    }
}
