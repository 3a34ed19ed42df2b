using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>The fused cross entropy against libtorch's in double precision.</summary>
public sealed class FusedLossTests
{
    private static readonly Operator s_crossEntropy = new("cross_entropy_loss");

    [Fact]
    public void Values_and_gradients_are_libtorch_s_for_random_shapes_and_labels()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            int rows = random.Next(1, 9), classes = random.Next(1, 40);
            var ignored = random.Next(2) == 0 ? -100 : 0;
            var numbers = Enumerable.Range(0, rows * classes).Select(_ => random.NextSingle() * 12 - 6);
            var logits = tensor(numbers.ToArray(), [rows, classes]).requires_grad_();
            var labels = tensor(Enumerable.Range(0, rows).Select(Label).ToArray());
            var factor = random.Next(2) == 0 ? 1 : random.NextDouble() * 3;

            var loss = FusedLoss.CrossEntropy(logits, labels, ignored);
            (loss * factor).backward();

            var exact = logits.detach().to(float64).requires_grad_();
            var expected = s_crossEntropy.Call([exact, labels, Argument.None, 1, ignored]);
            (expected * factor).backward();
            Near(expected, loss, $"seed {seed}, loss");
            Near(exact.grad!, logits.grad!, $"seed {seed}, gradient");

            long Label(int row) => row > 0 && random.Next(4) == 0
                ? ignored
                : random.Next(Math.Min(1, classes - 1), classes);
        }
    }

    [Fact]
    public void Logits_far_apart_do_not_overflow()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[,] { { 1e4f, -1e4f, 0 }, { -300, 300, 299 } });

        var loss = FusedLoss.CrossEntropy(logits, tensor(new long[] { 1, 2 }));

        var expected = s_crossEntropy.Call([logits.to(float64), tensor(new long[] { 1, 2 })]);
        Near(expected, loss, "loss");
    }

    [Fact]
    public void Without_a_label_that_counts_the_loss_is_NaN_as_in_PyTorch()
    {
        using var scope = NewDisposeScope();

        var loss = FusedLoss.CrossEntropy(ones(2, 3), tensor(new long[] { -100, -100 }));

        Assert.True(float.IsNaN(loss.ToSingle()));
    }

    [Fact]
    public void Backward_twice_gives_the_same_gradient_twice()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[,] { { 0.5f, 1, -1 } }).requires_grad_();
        var loss = FusedLoss.CrossEntropy(logits, tensor(new long[] { 2 }));

        loss.backward(retain_graph: true);
        var first = logits.grad!.clone();
        logits.grad!.zero_();
        loss.backward();

        Assert.True(first.equal(logits.grad!));
        Assert.NotEqual(0, first.abs().sum().ToSingle());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_label_outside_the_classes_is_refused(long label)
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<TorchException>(
            () => FusedLoss.CrossEntropy(ones(2, 3), tensor(new[] { 0, label })));

        Assert.Contains("float32[2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{label}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_another_count_or_type_are_refused()
    {
        using var scope = NewDisposeScope();

        var count =
            Assert.Throws<TorchException>(() => FusedLoss.CrossEntropy(ones(2, 3), zeros(3, dtype: int64)));
        var type = Assert.Throws<TorchException>(() => FusedLoss.CrossEntropy(ones(2, 3), zeros(2)));

        Assert.Contains("int64[3]", count.Message, StringComparison.Ordinal);
        Assert.Contains("float32[2])", type.Message, StringComparison.Ordinal);
    }

    private static void Near(Tensor expected, Tensor actual, string what) => Golden.Near(
        new(expected.shape, "float32", Golden.Numbers(expected)), actual, what, 1e-5, 2e-6);
}
