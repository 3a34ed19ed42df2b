using LlmKit.Models.Gpt;
using LlmKit.Optimization;
using LlmKit.Torch;
using LlmKit.Training;
using static TorchSharp.torch;

namespace LlmKit.Tests.Training;

// Counts live tensors and compares runs of the default generator: nothing may run beside it.
[CollectionDefinition(nameof(TrainerTests), DisableParallelization = true)]
[Collection(nameof(TrainerTests))]
public sealed class TrainerTests
{
    private static readonly GptConfig s_small = new(Vocabulary: 12, Context: 8, Width: 32, Layers: 2, Heads: 4);

    // A text that repeats itself leaves nothing to guess after the first few tokens.
    private static readonly int[] s_ids = [.. Enumerable.Range(0, 600).Select(i => i % 12)];

    [Fact]
    public void A_predictable_text_is_learnt()
    {
        manual_seed(1);
        using var trainer = new Trainer(new Gpt(s_small), new(new WarmupCosine(1e-2, 5, 60)));

        var last = trainer.Run(new TextWindows(s_ids, batch: 8, context: 8)).Last();

        Assert.Equal(59, last.Step);
        Assert.True(last.Loss < 0.1, $"loss {last.Loss}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_losses()
    {
        Assert.Equal(Losses(), Losses());

        static double[] Losses()
        {
            manual_seed(3);
            using var trainer = new Trainer(new Gpt(s_small), new(new WarmupCosine(1e-2, 2, 5), Seed: 7));
            return [.. trainer.Run(new TextWindows(s_ids, batch: 4, context: 8)).Select(step => step.Loss)];
        }
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        using var trainer = new Trainer(new Gpt(s_small), new(new WarmupCosine(1e-2, 2, 6)));
        var live = new List<long>();

        foreach (var _ in trainer.Run(new TextWindows(s_ids, batch: 4, context: 8))) live.Add(TensorMemory.Now);

        Assert.Equal(live[2], live[3]);
        Assert.Equal(live[3], live[5]);
    }

    [Fact]
    public void A_label_is_the_token_that_follows()
    {
        var batch = new TextWindows(s_ids, batch: 3, context: 5).Draw(new Random(1));

        Assert.Equal([3, 5], batch.Inputs.shape);
        Assert.True(batch.Labels.equal((batch.Inputs + 1) % 12));
    }

    [Fact]
    public void A_text_shorter_than_a_window_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new TextWindows([1, 2, 3], batch: 1, context: 3));

        Assert.StartsWith("3 tokens do not fill one window of context = 3", error.Message);
    }
}
