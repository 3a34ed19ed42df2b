using LlmKit.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Tests.Layers;

public sealed class AttentionTests
{
    // Weights computed with python3-torch 1.13: softmax(q @ k.T / 2) of the first query of the worked example.
    [Fact]
    public void Agrees_with_PyTorch_on_a_worked_example()
    {
        var q = tensor(new double[,] { { 1, 0, 1, 2 }, { 0, 1, 0, 1 }, { 2, 1, 0, 0 } });
        var k = tensor(new double[,] { { 0.5, 1, 0, 1 }, { 1, 0, 1, 0 }, { 0, 1, 1, 1 } });
        var v = tensor(new double[,] { { 1, 2, 3, 4 }, { 0, 1, 0, 1 }, { 2, 0, 2, 0 } });

        var (output, weights) = Attention.ScaledDotProduct(q, k, v);

        Near([0.3264958358, 0.25427521259, 0.41922895161], weights[0].data<double>().ToArray());
        Near([0.3264958358 + 2 * 0.41922895161], output[0, 0].data<double>().ToArray());
    }

    [Fact]
    public void Weights_of_a_row_sum_to_one()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            manual_seed(seed);
            var (_, weights) = Attention.ScaledDotProduct(randn(2, 5, 3), randn(2, 7, 3), randn(2, 7, 4));

            Assert.True(weights.sum(-1).allclose(ones(2, 5)));
        }
    }

    [Fact]
    public void A_row_that_sees_nothing_gets_nothing()
    {
        var mask = tensor(new[,] { { true, false }, { false, false } });

        var (output, weights) = Attention.ScaledDotProduct(randn(2, 3), randn(2, 3), randn(2, 3), mask);

        Assert.Equal([1, 0, 0, 0], weights.data<float>().ToArray());
        Assert.Equal([0, 0, 0], output[1].data<float>().ToArray());
    }

    [Fact]
    public void A_mask_of_numbers_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Attention.ScaledDotProduct(randn(2, 3), randn(2, 3), randn(2, 3), ones(2, 2)));

        Assert.StartsWith("The mask is Float32. A mask is a tensor of bools", error.Message);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Attention.ScaledDotProduct(randn(2, 3), randn(4, 5), randn(4, 5)));

        Assert.Equal("query (2, 3), key (4, 5), value (4, 5): query and key must have the same last dimension D.", error.Message);
    }

    private static void Near(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9);
    }
}
