using LlmKit.Torch.Tests.Operators;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Which type each operator computes in under autocast, and what comes out, against python3-torch; gradients
/// arrive in the type of the input.
/// </summary>
public sealed class AutocastGoldenTests
{
    private static readonly Dictionary<string, OperatorCase> s_goldens =
        Golden.Load<OperatorCase>("autocast.json");

    private static readonly Operator s_conv2d = new("conv2d"), s_mse = new("mse_loss"), s_l1 = new("l1_loss"),
        s_smooth = new("smooth_l1_loss"), s_huber = new("huber_loss"), s_softMargin = new("soft_margin_loss"),
        s_nll = new("nll_loss");

    private static readonly OperatorTable s_table = new()
    {
        { "matmul", (a, b) => matmul(a, b) },
        { "matmul.mixed", (a, b) => matmul(a, b) },
        { "matmul.float64", (a, b) => matmul(a, b) },
        { "mm", (a, b) => mm(a, b) },
        { "bmm", (a, b) => bmm(a, b) },
        { "addmm", (a, b, c) => addmm(a, b, c) },
        { "baddbmm", (a, b, c) => baddbmm(a, b, c) },
        { "linear", (x, w, b) => F.linear(x, w, b) },
        { "linear.twice", (x, w) => F.linear(F.linear(x, w), w) },
        { "conv2d", (x, w) => s_conv2d.Call([x, w, Argument.None, 1, 1]) },

        { "mse_loss", (a, b) => s_mse.Call(a, b) },
        { "l1_loss", (a, b) => s_l1.Call(a, b) },
        { "smooth_l1_loss", (a, b) => s_smooth.Call(a, b) },
        { "huber_loss", (a, b) => s_huber.Call(a, b) },
        { "soft_margin_loss", (a, b) => s_softMargin.Call(a, b) },
        { "kl_div", (a, b) => F.kl_div(a, b, log_target: false, nn.Reduction.Sum) / (Scalar)2 },
        { "nll_loss", a => s_nll.Call(a, Labels()) },
        { "cross_entropy", a => F.cross_entropy(a, Labels()) },
        { "cross_entropy.float32", a => F.cross_entropy(a, Labels()) },
        { "bce_with_logits", (a, b) => F.binary_cross_entropy_with_logits(a, b) },
        { "cdist", (a, b) => cdist(a, b) },
        { "prod", a => a.prod() },
        { "trace", a => a.trace() },
        { "inverse", a => inverse(a) },

        { "softmax.float32", a => a.softmax(-1) },
        { "softmax.bfloat16", a => a.softmax(-1) },
        { "log_softmax.float32", a => a.log_softmax(-1) },
        { "log_softmax.bfloat16", a => a.log_softmax(-1) },
        { "layer_norm.float32", a => F.layer_norm(a, [4]) },
        { "layer_norm.bfloat16", a => F.layer_norm(a, [4]) },
        { "layer_norm.weight", (a, w, b) => F.layer_norm(a, [4], w, b) },
        { "gelu.float32", a => F.gelu(a) },
        { "gelu.bfloat16", a => F.gelu(a) },
        { "sum.float32", a => a.sum() },
        { "sum.bfloat16", a => a.sum() },
        { "exp.float32", a => a.exp() },
        { "exp.bfloat16", a => a.exp() },
        { "pow.float32", a => a.pow(2) },
        { "pow.bfloat16", a => a.pow(2) },
        { "embedding", w => F.embedding(tensor(new long[] { 0, 2 }), w) },
        { "add.mixed", (a, b) => a + b },
        { "mul.bfloat16", (a, b) => a * b },

        { "cat.mixed", (a, b) => cat([a, b]) },
        { "cat.bfloat16", (a, b) => cat([a, b]) },
        { "stack.mixed", (a, b) => stack([a, b]) },
    };

    private static readonly Dictionary<string, Func<Tensor[], Outputs>> s_calls = new(s_table);

    public static TheoryData<string> Names => [.. s_goldens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_types_and_gradients_agree_with_python(string name) => s_goldens[name].Check(
        name, inputs => UnderAutocast(s_calls[name], inputs), tolerance: 1.0 / 64);

    [Fact]
    public void Every_call_has_a_golden() => Assert.Equal(s_goldens.Keys.Order(), s_calls.Keys.Order());

    private static Outputs UnderAutocast(Func<Tensor[], Outputs> call, Tensor[] inputs)
    {
        using var autocast = new Autocast(DeviceType.CPU);
        return call(inputs);
    }

    private static Tensor Labels() => tensor(new long[] { 1, 0 });
}
