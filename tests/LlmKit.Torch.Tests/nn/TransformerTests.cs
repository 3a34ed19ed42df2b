using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Layers;

public sealed class TransformerTests
{
    [Fact]
    public void A_sequence_without_a_batch_gives_what_it_gives_in_one()
    {
        using var scope = NewDisposeScope();
        var attention = nn.MultiheadAttention(6, 2);
        Tensor query = randn(3, 6), source = randn(5, 6);

        var (alone, weights) = attention.call(query, source, source);
        var (batched, batchedWeights) = attention.call(query.unsqueeze(1), source.unsqueeze(1), source.unsqueeze(1));

        Assert.Equal([3, 5], weights.shape);
        Assert.True(alone.allclose(batched[.., 0]));
        Assert.True(weights.allclose(batchedWeights[0]));
    }

    [Fact]
    public void The_outputs_are_the_same_with_and_without_the_weights()
    {
        using var scope = NewDisposeScope();
        var attention = nn.MultiheadAttention(6, 2);
        var x = randn(4, 2, 6);
        var causal = ones(4, 4, ScalarType.Bool).triu(1);
        var padding = tensor(new[,] { { false, false, false, true }, { false, false, false, false } });

        var (with, weights) = attention.call(x, x, x, padding, need_weights: true, causal);
        var (without, none) = attention.call(x, x, x, padding, need_weights: false, causal);

        Assert.True(with.allclose(without, 1e-5, 1e-6));
        Assert.Null(none);
        Assert.Equal(0, weights.masked_select(causal).abs().sum().item<float>());
        Assert.Equal(0, weights[0, .., 3].sum().item<float>());
    }

    [Fact]
    public void One_mask_for_each_head_is_taken()
    {
        using var scope = NewDisposeScope();
        var attention = nn.MultiheadAttention(6, 2);
        var x = randn(3, 2, 6);
        var causal = ones(3, 3, ScalarType.Bool).triu(1);

        var (shared, _) = attention.call(x, x, x, attn_mask: causal);
        var (each, _) = attention.call(x, x, x, attn_mask: causal.expand(4, 3, 3));

        Assert.True(shared.allclose(each));
    }

    [Fact]
    public void The_layers_of_a_stack_start_equal_and_go_their_own_ways()
    {
        using var scope = NewDisposeScope();
        var layer = nn.TransformerEncoderLayer(8, 2, 16);
        var state = layer.state_dict();

        var stack = nn.TransformerEncoder(layer, 3);

        var parameters = stack.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        Assert.Equal(3 * state.Count, parameters.Count);
        foreach (var (key, value) in state)
        {
            for (var i = 0; i < 3; i++) Assert.True(parameters[$"layers.{i}.{key}"].equal(value));
        }

        using (no_grad()) parameters["layers.0.linear1.weight"].zero_();
        Assert.False(parameters["layers.1.linear1.weight"].equal(parameters["layers.0.linear1.weight"]));
        Assert.False(layer.state_dict()["linear1.weight"].equal(parameters["layers.0.linear1.weight"]));
    }

    [Fact]
    public void A_masked_decoder_does_not_see_the_future_but_all_of_the_source()
    {
        using var scope = NewDisposeScope();
        var transformer = nn.Transformer(8, 2, 1, 1, 16, dropout: 0);
        Tensor source = randn(3, 1, 8), target = randn(4, 1, 8), causal = ones(4, 4, ScalarType.Bool).triu(1);
        Tensor laterTarget = target.clone(), otherSource = source.clone();
        laterTarget[3] = laterTarget[3] + 1;
        otherSource[2] = otherSource[2] + 1;

        Tensor Run(Tensor src, Tensor tgt) => transformer.call(src, tgt, null, causal);

        Assert.True(Run(source, target)[..3].allclose(Run(source, laterTarget)[..3], 1e-5, 1e-6));
        Assert.False(Run(source, target)[..1].allclose(Run(otherSource, target)[..1], 1e-5, 1e-6));
    }

    [Fact]
    public void Wrong_arguments_are_refused_with_the_rule()
    {
        using var scope = NewDisposeScope();
        var attention = nn.MultiheadAttention(6, 2);
        var x = randn(3, 2, 6);

        Assert.StartsWith("num_heads = 4 does not divide embedded_dim = 6.",
            Assert.Throws<ArgumentException>(() => nn.MultiheadAttention(6, 4)).Message);
        Assert.Equal("MultiheadAttention: query (3, 2, 5), key (3, 2, 6), value (3, 2, 6): the widths must be 6, 6 and 6.",
            Assert.Throws<ArgumentException>(() => attention.call(randn(3, 2, 5), x, x)).Message);
        Assert.Equal("MultiheadAttention: query (3, 2, 6), key (3, 6), value (3, 2, 6): they must all be (T, B, C), or all (T, C).",
            Assert.Throws<ArgumentException>(() => attention.call(x, x[.., 0], x)).Message);
        Assert.Equal("MultiheadAttention: the padding mask has the shape (3, 2). It must be (B, S) = (2, 3).",
            Assert.Throws<ArgumentException>(() => attention.call(x, x, x, zeros(3, 2, ScalarType.Bool))).Message);
        Assert.Equal("MultiheadAttention: the attention mask has the shape (2, 3). It must be (T, S) = (3, 3), or (B·heads, T, S).",
            Assert.Throws<ArgumentException>(() => attention.call(x, x, x, attn_mask: zeros(2, 3))).Message);
    }
}
