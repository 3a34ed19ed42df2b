using static TorchSharp.torch;

namespace LlmKit.Generation;

/// <summary>Continues a text token by token: the model's scores of the last position decide the next one.</summary>
/// <param name="model">From token ids (B, T) to logits (B, T, V).</param>
/// <param name="context">The longest T; of a longer text the model sees the end.</param>
public sealed class TextGenerator(nn.Module<Tensor, Tensor> model, int context)
{
    /// <summary>Yields the new token ids one after the other; the first ones come before the last ones are computed.</summary>
    /// <param name="prompt">Token ids to continue; at least one.</param>
    /// <param name="random">The same state gives the same text.</param>
    public IEnumerable<int> Continue(IReadOnlyList<int> prompt, int count, SamplingOptions options, Random random)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (prompt.Count == 0) throw new ArgumentException("The prompt is empty. Generation needs at least one token to start from.", nameof(prompt));

        return Tokens([.. prompt], count, options, random);
    }

    /// <summary>Draws one token id. The same logits, options and random state give the same token; ties go to the smaller id.</summary>
    /// <param name="logits">(V)</param>
    public static int Draw(ReadOnlySpan<float> logits, SamplingOptions options, Random random)
    {
        var order = new int[logits.Length];
        var scores = logits.ToArray();
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => scores[a] != scores[b] ? scores[b].CompareTo(scores[a]) : a.CompareTo(b));
        if (options.Temperature == 0) return order[0];

        var kept = Math.Min(options.TopK ?? order.Length, order.Length);
        var weights = new double[kept];
        var sum = 0.0;
        for (var i = 0; i < kept; i++) sum += weights[i] = Math.Exp((scores[order[i]] - scores[order[0]]) / options.Temperature);

        var point = random.NextDouble() * sum;
        for (var i = 0; i < kept; i++)
        {
            point -= weights[i];
            if (point < 0) return order[i];
        }

        return order[0];
    }

    private IEnumerable<int> Tokens(List<int> ids, int count, SamplingOptions options, Random random)
    {
        var wasTraining = model.training;
        model.eval();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var next = Draw(Scores(ids), options, random);
                ids.Add(next);
                yield return next;
            }
        }
        finally
        {
            model.train(wasTraining);
        }
    }

    private float[] Scores(List<int> ids)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var seen = ids.Skip(Math.Max(0, ids.Count - context)).Select(id => (long)id).ToArray();
        var logits = model.forward(tensor(seen, [1, seen.Length]));            // (1, T, V)
        return logits[0, -1].cpu().data<float>().ToArray();
    }
}
