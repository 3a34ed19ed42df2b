using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>Comparisons, logic and bits: the calls of Golden/operators_pointwise.py.</summary>
internal static class ComparisonOperators
{
    public static OperatorTable Table { get; } = new()
    {
        { "eq", (a, b) => a == b },
        { "ne", (a, b) => a != b },
        { "lt", (a, b) => a < b },
        { "le", (a, b) => a <= b },
        { "gt", (a, b) => a > b },
        { "ge", (a, b) => a >= b },
        { "eq.scalar", a => a == 2 },
        { "ne.scalar", a => a.ne(2) },
        { "lt.scalar", a => a < 2 },
        { "le.scalar", a => a.le(2) },
        { "gt.scalar", a => a > 2 },
        { "ge.scalar", a => torch.ge(a, (Scalar)2) },
        { "isclose", (a, b) => torch.isclose(a, b, 0.1, 0.01) },
        { "allclose", (a, b) => torch.allclose(a, b, 0.1) },
        { "equal", (a, b) => torch.equal(a, b) },
        { "isnan", torch.isnan },
        { "isinf", torch.isinf },
        { "isfinite", torch.isfinite },
        { "isposinf", torch.isposinf },
        { "isneginf", torch.isneginf },
        { "signbit", torch.signbit },
        { "logical_and", torch.logical_and },
        { "logical_or", torch.logical_or },
        { "logical_xor", torch.logical_xor },
        { "logical_not", torch.logical_not },

        { "bitwise_and", (a, b) => a & b },
        { "bitwise_or", (a, b) => a | b },
        { "bitwise_xor", (a, b) => a ^ b },
        { "bitwise_not", a => ~a },
        { "bitwise_not.bool", torch.bitwise_not },
        { "bitwise_left_shift", torch.bitwise_left_shift },
        { "bitwise_right_shift", torch.bitwise_right_shift },
        { "gcd", torch.gcd },
        { "lcm", torch.lcm },
    };
}
