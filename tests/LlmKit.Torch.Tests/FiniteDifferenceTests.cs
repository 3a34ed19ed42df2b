using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Gradients that libtorch does not derive itself: functions whose backward is written in C#.
/// </summary>
public sealed class FiniteDifferenceTests
{
    [Fact]
    public void A_function_of_one_tensor_gives_its_own_gradient() =>
        FiniteDifferences.Agree(x => [Cube.apply(x[0])], Values(2, 3));

    [Fact]
    public void A_function_of_two_tensors_and_a_number_gives_a_gradient_to_each_tensor() =>
        FiniteDifferences.Agree(x => [ScaledProduct.apply(x[0], 2.5, x[1])], Values(2, 3), Values(2, 3) + 1);

    [Fact]
    public void A_function_of_two_results_adds_up_the_gradients_of_both() =>
        FiniteDifferences.Agree(x => [.. SineAndCosine.apply(x[0])], Values(4));

    [Fact]
    public void Functions_can_stand_in_the_middle_of_a_graph() => FiniteDifferences.Agree(
        x => [Cube.apply((x[0].matmul(x[1])).tanh()).softmax(-1) * x[1].sum()], Values(2, 3), Values(3, 2));

    [Fact]
    public void The_same_function_twice_in_a_graph_keeps_its_two_contexts_apart() =>
        FiniteDifferences.Agree(x => [Cube.apply(Cube.apply(x[0]) * 0.5)], Values(3));

    [Fact]
    public void An_input_that_is_used_twice_gets_the_sum() =>
        FiniteDifferences.Agree(x => [ScaledProduct.apply(x[0], 1.0, x[0])], Values(3));

    [Fact]
    public void A_missing_gradient_counts_as_zero() => FiniteDifferences.Agree(
        x => [OnlyTheFirst.apply(x[0], x[1]) + x[1]], Values(3), Values(3));

    [Fact]
    public void The_gradient_of_the_gradient_is_right_when_backward_uses_recorded_operators()
    {
        using var scope = NewDisposeScope();
        var x = Values(3).requires_grad_();

        var first = autograd.grad([Cube.apply(x).sum()], [x], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];

        Assert.Equal((6 * x).data<double>().ToArray(), second.data<double>().ToArray(),
            (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Softmax_attention_written_with_operators_has_the_gradient_of_its_formula() =>
        FiniteDifferences.Agree(
        x => [(x[0].matmul(x[1].transpose(-2, -1)) / Math.Sqrt(3)).softmax(-1).matmul(x[2])],
        Values(1, 2, 3), Values(1, 4, 3) * 0.5, Values(1, 4, 2));

    [Theory]
    [InlineData(1.001)]
    [InlineData(-1.0)]
    public void The_comparison_sees_a_gradient_that_is_wrong(double factor)
    {
        var error = Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => FiniteDifferences.Agree(x => [Wrong.apply(x[0], factor)], Values(3)));

        Assert.Contains("the difference quotient is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backward_that_throws_reaches_the_caller_with_its_message()
    {
        using var scope = NewDisposeScope();
        var x = Values(2).requires_grad_();
        var loss = Throws.apply(x).sum();

        var error = Assert.Throws<TorchException>(() => loss.backward());

        Assert.Contains("the message of backward", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, ones(2).sum().ToSingle());
    }

    /// <summary>Numbers between −1 and 1, all different, none near zero.</summary>
    private static Tensor Values(params long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var waves = Enumerable.Range(1, (int)count).Select(i => Math.Sin(i * 1.7));
        return tensor(waves.Select(wave => wave * 0.9 + 0.05 * Math.Sign(wave)).ToArray(), shape, float64);
    }

    private sealed class Cube : autograd.SingleTensorFunction<Cube>
    {
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            return x.pow(3);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [3 * ctx.get_saved_variables()[0].pow(2) * grad_output];
    }

    private sealed class ScaledProduct : autograd.SingleTensorFunction<ScaledProduct>
    {
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (a, factor, b) = ((Tensor)vars[0], (double)vars[1], (Tensor)vars[2]);
            ctx.save_for_backward([a, b]);
            ctx.save_data("factor", factor);
            return a * b * factor;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var (saved, factor) = (ctx.get_saved_variables(), (double)ctx.get_data("factor")!);
            return [grad_output * saved[1] * factor, grad_output * saved[0] * factor];
        }
    }

    private sealed class SineAndCosine : autograd.MultiTensorFunction<SineAndCosine>
    {
        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            return [x.sin(), x.cos()];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var x = ctx.get_saved_variables()[0];
            return [grad_outputs[0] * x.cos() - grad_outputs[1] * x.sin()];
        }
    }

    private sealed class OnlyTheFirst : autograd.SingleTensorFunction<OnlyTheFirst>
    {
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) =>
            (Tensor)vars[0] * 2;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output * 2, null!];
    }

    private sealed class Wrong : autograd.SingleTensorFunction<Wrong>
    {
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("factor", vars[1]);
            return (Tensor)vars[0] * 2;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output * 2 * (double)ctx.get_data("factor")!];
    }

    private sealed class Throws : autograd.SingleTensorFunction<Throws>
    {
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) =>
            (Tensor)vars[0] * 1;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            throw new InvalidOperationException("the message of backward");
    }
}
