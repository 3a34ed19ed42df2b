using LlmKit.Torch.Tests.Operators;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// <c>torch.nn.functional</c> against python3-torch: outputs, and the gradient for every input.
/// </summary>
public sealed class FunctionalGoldenTests
{
    private static readonly Dictionary<string, OperatorCase> s_goldens =
        Golden.Load<OperatorCase>("functional.json");

    private static readonly Dictionary<string, Func<Tensor[], Outputs>> s_calls =
        new([.. FunctionalOperators.Table, .. ActivationFunctions.Table, .. SpatialFunctions.Table]);

    public static TheoryData<string> Names => [.. s_goldens.Keys.Intersect(s_calls.Keys)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_python(string name) => s_goldens[name].Check(
        name, s_calls[name], tolerance: name.Contains("norm", StringComparison.Ordinal) ? 1e-4 : null);

    [Fact]
    public void Every_call_has_a_golden() => Assert.Empty(s_calls.Keys.Except(s_goldens.Keys));

    [Fact]
    public void Every_golden_of_a_function_that_exists_is_compared() =>
        Assert.Empty(Golden.Uncompared(s_goldens.Keys, s_calls.Keys, typeof(nn.functional)));
}
