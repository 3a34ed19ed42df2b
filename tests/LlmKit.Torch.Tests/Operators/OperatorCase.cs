using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>
/// One call that Python has made: with these inputs, these outputs; and the gradient of the outputs' weighted
/// sum for each input that has one.
/// </summary>
internal sealed record OperatorCase(
    GoldenTensor[] Inputs, GoldenTensor[] Outputs, GoldenTensor?[]? Weights, GoldenTensor?[]? Grads)
{
    /// <summary>Makes the same call and compares outputs and gradients.</summary>
    public void Check(string name, Func<Tensor[], Outputs> call, double? tolerance)
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs.Select((x, i) => x.ToTensor(requiresGrad: Grads?[i] is not null)).ToArray();

        var outputs = call(inputs).Tensors;

        Assert.Equal(Outputs.Length, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
            Golden.Near(Outputs[i], outputs[i], $"{name}, output {i}", tolerance);
        if (Grads is null) return;

        Golden.WeightedLoss(outputs, Weights!).backward();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (Grads[i] is { } expected)
                Golden.Near(expected, Assert.IsType<Tensor>(inputs[i].grad), $"{name}, gradient of input {i}",
                    tolerance);
        }
    }
}
