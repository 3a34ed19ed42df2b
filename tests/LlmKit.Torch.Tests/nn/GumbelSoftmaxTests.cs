using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

public sealed class GumbelSoftmaxTests
{
    [Fact]
    public void Hard_draws_are_one_hot_with_the_frequencies_of_the_softmax_and_pass_gradients()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 0f, MathF.Log(3) }).expand(20_000, 2).clone().requires_grad_();

        var draws = nn.functional.gumbel_softmax(logits, hard: true);

        Assert.True(draws.sum(-1).allclose(ones(20_000)));
        Assert.True(draws.max(-1).values.allclose(ones(20_000)));
        Assert.Equal(0.75, draws[.., 1].mean().item<float>(), 0.02);
        draws[.., 1].sum().backward();
        Assert.True(logits.grad!.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void A_temperature_of_zero_is_refused() => Assert.StartsWith("tau = 0. The temperature must be above 0.",
        Assert.Throws<ArgumentOutOfRangeException>(() => nn.functional.gumbel_softmax(zeros(2), tau: 0)).Message);
}
