using LlmKit.Generation;
using LlmKit.Models.Gpt;
using static TorchSharp.torch;

namespace LlmKit.Tests.Generation;

public sealed class TextGeneratorTests
{
    [Fact]
    public void Temperature_zero_takes_the_likeliest_and_of_equals_the_smaller_id() =>
        Assert.Equal(1, TextGenerator.Draw([0, 2, 2, 1], new() { Temperature = 0 }, new Random(1)));

    [Fact]
    public void Top_k_never_draws_outside_of_k()
    {
        var random = new Random(1);
        var drawn = Enumerable.Range(0, 500).Select(_ => TextGenerator.Draw([1, 5, 2, 4, 3], new() { TopK = 2, Temperature = 3 }, random)).Distinct().Order();

        Assert.Equal([1, 3], drawn);
    }

    [Fact]
    public void Tokens_are_drawn_as_often_as_their_probability_says()
    {
        var random = new Random(1);
        float[] logits = [MathF.Log(1), MathF.Log(3)];

        var share = Enumerable.Range(0, 20_000).Count(_ => TextGenerator.Draw(logits, new(), random) == 1) / 20_000.0;

        Assert.Equal(0.75, share, 0.02);
    }

    [Fact]
    public void The_same_random_state_gives_the_same_text_also_beyond_the_context()
    {
        manual_seed(1);
        var generator = new TextGenerator(new Gpt(new(7, 4, 8, 1, 2)), context: 4);

        int[] Text() => [.. generator.Continue([1, 2], 10, new(), new Random(5))];

        Assert.Equal(10, Text().Length);
        Assert.Equal(Text(), Text());
    }

    [Fact]
    public void A_negative_temperature_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { Temperature = -1 });

        Assert.StartsWith("Temperature = -1. Temperature must be at least 0.", error.Message);
    }
}
