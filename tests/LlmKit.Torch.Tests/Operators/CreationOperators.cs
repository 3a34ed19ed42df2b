using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>
/// Tensors from nothing, from sizes, and of other types: the calls of Golden/operators_shapes.py.
/// </summary>
internal static class CreationOperators
{
    public static OperatorTable Table { get; } = new()
    {
        { "arange", () => torch.arange(2, 11, 3) },
        { "arange.float", () => torch.arange(0.5, 2.6, 0.5) },
        { "arange.stop", () => torch.arange(5) },
        { "linspace", () => torch.linspace(-1, 1, 5) },
        { "logspace", () => torch.logspace(-1, 2, 4) },
        { "eye", () => torch.eye(2, 3) },
        { "zeros", () => torch.zeros(2, 3) },
        { "ones.int32", () => torch.ones(3, dtype: int32) },
        { "full", () => torch.full([2, 2], 1.5) },
        { "full.int", () => torch.full([3], 7, dtype: int64) },
        { "zeros_like", a => torch.zeros_like(a) },
        { "ones_like", a => torch.ones_like(a) },
        { "full_like", a => torch.full_like(a, -0.5) },
        { "tril_indices", () => torch.tril_indices(3, 3) },
        { "triu_indices", () => torch.triu_indices(3, 4, 1) },
        { "meshgrid.ij", (a, b) => torch.meshgrid([a, b]) },
        { "meshgrid.xy", (a, b) => torch.meshgrid([a, b], indexing: "xy") },
        { "cartesian_prod", (a, b) => torch.cartesian_prod(a, b) },
        { "combinations", a => new Operator("combinations").Call([a, 2]) },
        { "hann_window", () => new Operator("hann_window").Call([5]) },
        { "hamming_window", () => new Operator("hamming_window").Call([5]) },
        { "vander", a => new Operator("vander").Call([a, 3]) },
        { "to.int64", a => a.to(int64) },
        { "to.double", a => a.to_type(float64) },
        { "to.half", a => a.to(float16) },
        { "to.bool", a => a.to(torch.@bool) },
    };
}
