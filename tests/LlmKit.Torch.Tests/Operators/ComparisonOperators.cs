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
        { "isnan", a => torch.isnan(a) },
        { "isinf", a => torch.isinf(a) },
        { "isfinite", a => torch.isfinite(a) },
        { "isposinf", a => torch.isposinf(a) },
        { "isneginf", a => torch.isneginf(a) },
        { "signbit", a => torch.signbit(a) },
        { "logical_and", (a, b) => torch.logical_and(a, b) },
        { "logical_or", (a, b) => torch.logical_or(a, b) },
        { "logical_xor", (a, b) => torch.logical_xor(a, b) },
        { "logical_not", a => torch.logical_not(a) },

        { "bitwise_and", (a, b) => a & b },
        { "bitwise_or", (a, b) => a | b },
        { "bitwise_xor", (a, b) => a ^ b },
        { "bitwise_not", a => ~a },
        { "bitwise_not.bool", a => torch.bitwise_not(a) },
        { "bitwise_left_shift", (a, b) => torch.bitwise_left_shift(a, b) },
        { "bitwise_right_shift", (a, b) => torch.bitwise_right_shift(a, b) },
        { "gcd", (a, b) => torch.gcd(a, b) },
        { "lcm", (a, b) => torch.lcm(a, b) },
    };
}
