using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// The fused causal attention against the same formula by libtorch's operators in double precision.
/// </summary>
public sealed class FusedAttentionTests
{
    [Fact]
    public void Values_and_gradients_are_those_of_the_formula_for_random_shapes()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            long rows = random.Next(1, 7), columns = rows + random.Next(0, 4), width = random.Next(1, 6);
            long[] batch = random.Next(3) switch { 0 => [], 1 => [2], _ => [2, 3] };
            double? scale = random.Next(2) == 0 ? null : 0.1 + random.NextDouble();
            var q = Normal(random, 2, [.. batch, rows, width]).requires_grad_();
            var k = Normal(random, 2, [.. batch, columns, width]).requires_grad_();
            var v = Normal(random, 1, [.. batch, columns, width]).requires_grad_();
            var weight = Normal(random, 1, [.. batch, rows, width]);

            var output = FusedAttention.Causal(q, k, v, scale);
            (output * weight).sum().backward();

            var doubles = new[] { q, k, v }.Select(x => x.detach().to(float64).requires_grad_()).ToArray();
            var expected =
                FusedAttention.Composed(doubles[0], doubles[1], doubles[2], scale ?? 1 / Math.Sqrt(width));
            (expected * weight.to(float64)).sum().backward();
            Near(expected, output, $"seed {seed}, output");
            Near(doubles[0].grad!, q.grad!, $"seed {seed}, gradient of the query");
            Near(doubles[1].grad!, k.grad!, $"seed {seed}, gradient of the key");
            Near(doubles[2].grad!, v.grad!, $"seed {seed}, gradient of the value");
        }
    }

    [Fact]
    public void The_formula_has_the_gradient_of_its_difference_quotients() => FiniteDifferences.Agree(
        x => [FusedAttention.Composed(x[0], x[1], x[2], 0.7)],
        Normal(new(1), 1, [2, 3]).to(float64), Normal(new(2), 1, [4, 3]).to(float64),
        Normal(new(3), 1, [4, 3]).to(float64));

    [Fact]
    public void Changing_a_later_position_leaves_earlier_outputs_unchanged()
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (Normal(new(1), 1, [5, 4]), Normal(new(2), 1, [5, 4]), Normal(new(3), 1, [5, 4]));
        var before = FusedAttention.Causal(q, k, v);

        k[3] = 9f;
        v[3] = -9f;
        var after = FusedAttention.Causal(q, k, v);

        Assert.True(before[..3].equal(after[..3]));
        Assert.False(before[3..].equal(after[3..]));
    }

    [Fact]
    public void Large_scores_neither_overflow_nor_vanish()
    {
        using var scope = NewDisposeScope();
        var q = full([1, 4, 2], 300f);
        var k = tensor(new[, ,] { { { 300f, 300 }, { -300, -300 }, { 299, 300 }, { 300, 300 } } });
        var v = arange(8, float32).view(1, 4, 2);

        var output = FusedAttention.Causal(q, k, v);

        var expected = FusedAttention.Composed(q.to(float64), k.to(float64), v.to(float64), 1 / Math.Sqrt(2));
        Near(expected, output, "output");
    }

    [Fact]
    public void Heads_that_share_one_key_and_value_get_its_gradient_summed()
    {
        using var scope = NewDisposeScope();
        var q = Normal(new(1), 1, [2, 3, 4, 5]).requires_grad_();
        var k = Normal(new(2), 1, [2, 1, 4, 5]).requires_grad_();
        var v = Normal(new(3), 1, [1, 1, 4, 5]).requires_grad_();

        FusedAttention.Causal(q, k, v).square().sum().backward();

        var doubles = new[] { q, k, v }.Select(x => x.detach().to(float64).requires_grad_()).ToArray();
        var expected = FusedAttention.Composed(doubles[0], doubles[1], doubles[2], 1 / Math.Sqrt(5));
        expected.square().sum().backward();
        Near(doubles[0].grad!, q.grad!, "gradient of the query");
        Near(doubles[1].grad!, k.grad!, "gradient of the key");
        Near(doubles[2].grad!, v.grad!, "gradient of the value");
    }

    [Fact]
    public void Backward_twice_gives_the_same_gradient_twice()
    {
        using var scope = NewDisposeScope();
        var (q, k) = (Normal(new(1), 1, [3, 4]).requires_grad_(), Normal(new(2), 1, [3, 4]));
        var loss = FusedAttention.Causal(q, k, k).sum();

        loss.backward(retain_graph: true);
        var first = q.grad!.clone();
        q.grad!.zero_();
        loss.backward();

        Assert.True(first.equal(q.grad!));
        Assert.NotEqual(0, first.abs().sum().ToSingle());
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 2, 4 }, new long[] { 2, 3 })]
    [InlineData(new long[] { 2, 3 }, new long[] { 2, 3 }, new long[] { 4, 3 })]
    [InlineData(new long[] { 5, 3 }, new long[] { 2, 3 }, new long[] { 2, 3 })]
    [InlineData(new long[] { 3 }, new long[] { 2, 3 }, new long[] { 2, 3 })]
    public void Shapes_that_do_not_fit_are_refused_by_name(long[] query, long[] key, long[] value)
    {
        using var scope = NewDisposeScope();

        var error =
            Assert.ThrowsAny<Exception>(() => FusedAttention.Causal(ones(query), ones(key), ones(value)));

        Assert.Contains($"[{string.Join(", ", query)}]", error.Message, StringComparison.Ordinal);
        Assert.Contains($"[{string.Join(", ", key)}]", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Normal(Random random, double deviation, long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return tensor(Enumerable.Range(0, (int)count).Select(_ => Draw()).ToArray(), shape);

        float Draw()
        {
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            return (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }

    private static void Near(Tensor expected, Tensor actual, string what) => Golden.Near(
        new(expected.shape, "float32", Golden.Numbers(expected)), actual, what, 2e-5, 2e-5);
}
