using LlmKit.Torch.Tests.Operators;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>Single operators against python3-torch: outputs, types, shapes, and the gradient for every input.</summary>
public sealed class OperatorGoldenTests
{
    private sealed record Case(
        GoldenTensor[] Inputs, GoldenTensor[] Outputs, GoldenTensor?[]? Weights, GoldenTensor?[]? Grads);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("operators.json");

    private static readonly Dictionary<string, Func<Tensor[], Outputs>> s_calls = new(
    [
        .. PointwiseOperators.Table, .. ActivationOperators.Table, .. ComparisonOperators.Table,
        .. ReductionOperators.Table, .. MatrixOperators.Table, .. CreationOperators.Table, .. ShapeOperators.Table,
        .. IndexingOperators.Table, .. LayerOperators.Table,
    ]);

    // Float32 results of iterations and of small differences between large numbers agree to fewer digits.
    private static readonly Dictionary<string, double> s_tolerances = new()
    {
        ["inverse"] = 1e-4, ["solve"] = 1e-4, ["lstsq.solution"] = 1e-4, ["pinv"] = 1e-4, ["slogdet"] = 1e-4,
        ["svd.product"] = 1e-4, ["svd.values"] = 1e-4, ["qr"] = 1e-4, ["cholesky"] = 1e-4, ["eigvalsh"] = 1e-4,
        ["matrix_exp"] = 1e-4, ["matrix_power.inverse"] = 1e-4, ["solve_triangular"] = 1e-4,
        ["conv2d"] = 1e-4, ["batch_norm.train"] = 1e-4, ["group_norm"] = 1e-4,
    };

    public static TheoryData<string> Names => [.. s_goldens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_python(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name];
        Assert.True(s_calls.TryGetValue(name, out var call), $"No table under Operators/ has a call for \"{name}\".");
        var inputs = golden.Inputs.Select((x, i) => x.ToTensor(requiresGrad: golden.Grads?[i] is not null)).ToArray();
        double? tolerance = s_tolerances.TryGetValue(name, out var own) ? own : null;

        var outputs = call!(inputs).Tensors;

        Assert.Equal(golden.Outputs.Length, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
            Golden.Near(golden.Outputs[i], outputs[i], $"{name}, output {i}", tolerance);
        if (golden.Grads is null) return;

        Golden.WeightedLoss(outputs, golden.Weights!).backward();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (golden.Grads[i] is { } expected)
                Golden.Near(expected, Assert.IsType<Tensor>(inputs[i].grad), $"{name}, gradient of input {i}", tolerance);
        }
    }

    [Fact]
    public void Every_call_in_the_tables_has_a_golden() =>
        Assert.Empty(s_calls.Keys.Except(s_goldens.Keys));

    [Fact]
    public void More_than_500_operator_calls_are_compared_and_more_than_400_with_gradients()
    {
        Assert.True(s_goldens.Count > 500);
        Assert.True(s_goldens.Values.Count(golden => golden.Grads is not null) > 400);
    }
}
