using LlmKit.Torch.Tests.Operators;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Modules against python3-torch, from the same state: the names of the state, outputs, the gradients for
/// inputs and parameters, and the buffers that a call changes.
/// </summary>
public sealed class LayerGoldenTests
{
    private sealed record Case(
        bool Training, Dictionary<string, GoldenTensor> State, GoldenTensor[] Inputs, GoldenTensor[] Outputs,
        GoldenTensor?[] Weights, GoldenTensor?[] Grads, Dictionary<string, GoldenTensor> ParameterGrads,
        Dictionary<string, GoldenTensor>? BuffersAfter, string Description);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("layers.json");

    private static readonly Dictionary<string, LayerCall> s_layers = new([
        .. BasicLayers.Table, .. ActivationLayers.Table, .. SequenceLayers.Table,
        .. NormalizationLayers.Table, .. SpatialLayers.Table,
    ]);

    public static TheoryData<string> Names => [.. s_goldens.Keys.Intersect(s_layers.Keys)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_python(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name];
        var layer = s_layers[name];
        using var module = layer.Build();
        Assert.Equal(golden.State.Keys, module.state_dict().Keys);
        module.load_state_dict(golden.State.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        module.train(golden.Training);
        var inputs =
            golden.Inputs.Select((x, i) => x.ToTensor(requiresGrad: golden.Grads[i] is not null)).ToArray();

        var outputs = layer.Call(module, inputs).Tensors;

        Assert.Equal(golden.Outputs.Length, outputs.Length);
        for (var i = 0; i < outputs.Length; i++) Near(golden.Outputs[i], outputs[i], $"{name}, output {i}");

        Golden.WeightedLoss(outputs, golden.Weights).backward();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (golden.Grads[i] is { } expected) Near(expected, inputs[i].grad,
                $"{name}, gradient of input {i}");
        }

        var gradients = module.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad);
        foreach (var (key, expected) in golden.ParameterGrads) Near(expected, gradients[key],
            $"{name}, gradient of {key}");
        foreach (var (key, expected) in golden.BuffersAfter ?? [])
            Near(expected, module.state_dict()[key], $"{name}, {key} after the call");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Prints_as_in_python(string name)
    {
        using var module = s_layers[name].Build();

        Assert.Equal(s_goldens[name].Description, module.ToString());
    }

    [Fact]
    public void Every_layer_in_the_tables_has_a_golden() =>
        Assert.Empty(s_layers.Keys.Except(s_goldens.Keys));

    [Fact]
    public void Every_golden_of_a_layer_that_exists_is_compared() =>
        Assert.Empty(Golden.Uncompared(s_goldens.Keys, s_layers.Keys, typeof(nn)));

    // Norms and recurrences take small differences of float32 sums.
    private static void Near(GoldenTensor expected, Tensor? actual, string what) =>
        Golden.Near(expected, Assert.IsAssignableFrom<Tensor>(actual), what,
            relative: expected.Dtype == "float32" ? 2e-5 : null);
}
