using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests;

/// <summary>What modules that draw do in training, out of it, and in place.</summary>
[Collection(nameof(DefaultGenerator))]
public sealed class DropoutTests
{
    private sealed record Case(
        Func<bool, nn.Module<Tensor, Tensor>> Build, Func<Tensor, Tensor> Function, long[] Shape);

    // The functions are compared with python3-torch by InitialGoldenTests.
    private static readonly Dictionary<string, Case> s_cases = new()
    {
        ["Dropout"] = new(inplace => nn.Dropout(0.4, inplace), x => F.dropout(x, 0.4), [3, 5]),
        ["Dropout1d"] = new(inplace => nn.Dropout1d(0.4, inplace), x => F.dropout1d(x, 0.4), [3, 5, 2]),
        ["Dropout1d, no batch"] = new(inplace => nn.Dropout1d(0.4, inplace),
            x => F.dropout1d(x, 0.4), [9, 2]),
        ["Dropout2d"] = new(inplace => nn.Dropout2d(0.4, inplace), x => F.dropout2d(x, 0.4), [3, 5, 1, 2]),
        ["Dropout3d"] = new(inplace => nn.Dropout3d(0.4, inplace), x => F.dropout3d(x, 0.4), [3, 5, 1, 2, 2]),
        ["Dropout3d, no batch"] =
            new(inplace => nn.Dropout3d(0.4, inplace), x => F.dropout3d(x, 0.4), [9, 1, 2, 2]),
        ["AlphaDropout"] =
            new(inplace => nn.AlphaDropout(0.4, inplace), x => F.alpha_dropout(x, 0.4, true), [3, 5]),
        ["FeatureAlphaDropout"] = new(inplace => nn.FeatureAlphaDropout(0.4, inplace),
            x => F.feature_alpha_dropout(x, 0.4, true), [3, 5, 2]),
        ["RReLU"] = new(inplace => nn.RReLU(0.1, 0.4, inplace),
            x => F.rrelu(x, 0.1, 0.4, training: true), [3, 5]),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    public static TheoryData<string> Dropouts => [.. s_cases.Keys.Where(name => name != "RReLU")];

    [Theory]
    [MemberData(nameof(Names))]
    public void In_training_a_module_draws_what_its_function_draws(string name)
    {
        using var scope = NewDisposeScope();
        var (module, input, expected) = (s_cases[name].Build(false), Input(name), Drawn(name));

        manual_seed(7);
        var output = module.call(input);

        Assert.Equal(Golden.Numbers(expected), Golden.Numbers(output));
        Assert.NotEqual(Golden.Numbers(input), Golden.Numbers(output));
        Assert.Equal(Golden.Numbers(Input(name)), Golden.Numbers(input));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_place_the_input_itself_becomes_what_is_drawn(string name)
    {
        using var scope = NewDisposeScope();
        var (module, input, expected) = (s_cases[name].Build(true), Input(name), Drawn(name));

        manual_seed(7);
        var output = module.call(input);

        Assert.Equal(Golden.Numbers(expected), Golden.Numbers(input));
        Assert.Same(input, output);
    }

    [Theory]
    [MemberData(nameof(Dropouts))]
    public void Out_of_training_a_dropout_passes_its_input_through(string name)
    {
        using var scope = NewDisposeScope();
        foreach (var inplace in new[] { false, true })
        {
            var (module, input) = (s_cases[name].Build(inplace), Input(name));
            module.eval();

            Assert.Equal(Golden.Numbers(Input(name)), Golden.Numbers(module.call(input)));
        }
    }

    [Theory]
    [InlineData("Dropout1d", 2)]
    [InlineData("Dropout2d", 2)]
    [InlineData("Dropout3d", 4)]
    [InlineData("FeatureAlphaDropout", 2)]
    public void Places_of_one_channel_share_their_fate(string name, long places)
    {
        using var scope = NewDisposeScope();

        manual_seed(7);
        var output = Golden.Numbers(s_cases[name].Build(false).call(ones(s_cases[name].Shape)));

        Assert.All(output.Chunk((int)places), channel => Assert.Single(channel.Distinct()));
        Assert.Equal(2, output.Distinct().Count());
    }

    private static Tensor Drawn(string name)
    {
        manual_seed(7);
        return s_cases[name].Function(Input(name));
    }

    // Negative, for RReLU changes only negative numbers.
    private static Tensor Input(string name)
    {
        var count = s_cases[name].Shape.Aggregate((product, size) => product * size);
        return arange(1, count + 1, dtype: float32).neg().reshape(s_cases[name].Shape);
    }
}
