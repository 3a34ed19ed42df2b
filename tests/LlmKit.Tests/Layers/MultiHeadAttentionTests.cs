using LlmKit.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Tests.Layers;

public sealed class MultiHeadAttentionTests
{
    [Fact]
    public void Changing_a_later_position_leaves_earlier_outputs_unchanged()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            manual_seed(seed);
            var random = new Random(seed);
            int length = random.Next(2, 7), changed = random.Next(1, length);
            var layer = new MultiHeadAttention(new(Width: 8, Heads: 2));
            var before = randn(1, length, 8);
            var after = before.clone();
            after[0, changed] = after[0, changed] + 1;

            Tensor a = layer.forward(before), b = layer.forward(after);

            Assert.True(a[.., ..changed].allclose(b[.., ..changed], 0, 1e-6), $"seed {seed}");
            Assert.False(a[.., changed..].allclose(b[.., changed..], 0, 1e-6), $"seed {seed}");
        }
    }

    [Fact]
    public void The_fast_path_agrees_with_the_one_that_returns_weights()
    {
        manual_seed(1);
        var layer = new MultiHeadAttention(new(Width: 12, Heads: 3));
        var x = randn(2, 5, 12);

        var (output, weights) = layer.WithWeights(x);

        Assert.Equal([2, 3, 5, 5], weights.shape);
        Assert.True(layer.forward(x).allclose(output, 1e-5, 1e-6));
    }

    [Fact]
    public void Padding_is_not_looked_at()
    {
        manual_seed(1);
        var layer = new MultiHeadAttention(new(Width: 8, Heads: 2, IsCausal: false));

        var weights = layer.WithWeights(randn(2, 4, 8), Mask.Padding([4, 2], 4)).Weights;

        Assert.Equal(0, weights[1, .., .., 2..].sum().item<float>());
        Assert.True(weights[0, .., .., 2..].sum().item<float>() > 0);
    }

    [Fact]
    public void Heads_that_do_not_divide_the_width_are_refused_with_a_way_out()
    {
        var error = Assert.Throws<ArgumentException>(() => new MultiHeadAttention(new(Width: 100, Heads: 6)));

        Assert.StartsWith("config.Heads = 6 does not divide config.Width = 100. The nearest smaller divisor is 5.", error.Message);
    }
}
