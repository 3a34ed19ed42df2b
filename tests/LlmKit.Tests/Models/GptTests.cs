using LlmKit.Models.Gpt;
using static TorchSharp.torch;

namespace LlmKit.Tests.Models;

public sealed class GptTests
{
    private static readonly GptConfig s_small = new(Vocabulary: 11, Context: 8, Width: 16, Layers: 2, Heads: 4);

    [Fact]
    public void The_formula_counts_the_weights_that_are_there()
    {
        var model = new Gpt(s_small);

        Assert.Equal(model.parameters().Sum(parameter => parameter.numel()), s_small.Parameters);
    }

    [Fact]
    public void No_position_sees_the_future()
    {
        manual_seed(1);
        var model = new Gpt(s_small);
        var ids = randint(0, 11, [1, 6]);
        var changed = ids.clone();
        changed[0, 4] = (changed[0, 4] + 1) % 11;

        var (a, b) = (model.forward(ids), model.forward(changed));

        Assert.Equal([1, 6, 11], a.shape);
        Assert.True(a[.., ..4].allclose(b[.., ..4], 0, 1e-6));
        Assert.False(a[.., 4..].allclose(b[.., 4..], 0, 1e-6));
    }

    [Fact]
    public void A_text_longer_than_the_context_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Gpt(s_small).forward(zeros(1, 9, ScalarType.Int64)));

        Assert.StartsWith("The input has 9 positions, the model's context is 8.", error.Message);
    }

    [Fact]
    public void A_new_model_guesses_nearly_evenly()
    {
        manual_seed(1);
        var logits = new Gpt(s_small).forward(randint(0, 11, [2, 8]));

        var loss = nn.functional.cross_entropy(logits.flatten(0, 1), randint(0, 11, [16])).ToDouble();

        Assert.Equal(Math.Log(11), loss, 0.2);
    }

    [Fact]
    public void The_state_travels_through_a_file()
    {
        manual_seed(1);
        Gpt model = new(s_small), other = new(s_small);
        var path = Path.GetTempFileName();
        try
        {
            model.save(path);
            other.load(path);

            var ids = randint(0, 11, [1, 5]);
            Assert.True(model.forward(ids).equal(other.forward(ids)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
