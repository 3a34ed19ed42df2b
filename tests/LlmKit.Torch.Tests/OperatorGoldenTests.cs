using LlmKit.Torch.Tests.Operators;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Single operators against python3-torch: outputs, types, shapes, and the gradient for every input.
/// </summary>
public sealed class OperatorGoldenTests
{
    private static readonly Dictionary<string, OperatorCase> s_goldens =
        Golden.Load<OperatorCase>("operators.json");

    private static readonly Dictionary<string, Func<Tensor[], Outputs>> s_calls = new(
    [
        .. PointwiseOperators.Table, .. InPlaceOperators.Table, .. ComparisonOperators.Table,
        .. ReductionOperators.Table, .. MatrixOperators.Table, .. CreationOperators.Table,
        .. ShapeOperators.Table, .. IndexingOperators.Table,
    ]);

    // Float32 results of iterations and of small differences between large numbers agree to fewer digits.
    private static readonly Dictionary<string, double> s_tolerances = new()
    {
        ["inverse"] = 1e-4, ["solve"] = 1e-4, ["lstsq.solution"] = 1e-4, ["pinv"] = 1e-4, ["slogdet"] = 1e-4,
        ["svd.product"] = 1e-4, ["svd.values"] = 1e-4, ["qr"] = 1e-4, ["cholesky"] = 1e-4,
        ["eigvalsh"] = 1e-4,
        ["matrix_exp"] = 1e-4, ["matrix_power.inverse"] = 1e-4, ["solve_triangular"] = 1e-4,
    };

    public static TheoryData<string> Names => [.. s_goldens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_python(string name)
    {
        Assert.True(s_calls.TryGetValue(name, out var call),
            $"No table under Operators/ has a call for \"{name}\".");

        s_goldens[name].Check(name, call!, s_tolerances.TryGetValue(name, out var own) ? own : null);
    }

    [Fact]
    public void Every_call_in_the_tables_has_a_golden() =>
        Assert.Empty(s_calls.Keys.Except(s_goldens.Keys));

    [Fact]
    public void More_than_500_calls_are_compared_and_more_than_400_with_gradients()
    {
        Assert.True(s_goldens.Count > 500);
        Assert.True(s_goldens.Values.Count(golden => golden.Grads is not null) > 400);
    }
}
