using static TorchSharp.torch;

namespace LlmKit.Training;

/// <summary>Inputs and, for each of them, the token that follows.</summary>
/// <param name="Inputs">(B, T), int64</param>
/// <param name="Labels">(B, T), int64</param>
public sealed record LanguageBatch(Tensor Inputs, Tensor Labels);

/// <summary>Batches for next-token prediction: windows of a long text, begun at random places.</summary>
public sealed class TextWindows
{
    private readonly long[] _ids;

    /// <param name="ids">The whole text as token ids.</param>
    /// <param name="batch">B, windows in a batch.</param>
    /// <param name="context">T, tokens in a window.</param>
    public TextWindows(IReadOnlyList<int> ids, int batch, int context)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Batch = (int)Require.Positive(batch, nameof(batch));
        Context = (int)Require.Positive(context, nameof(context));
        if (ids.Count <= context)
        {
            throw new ArgumentException(
                $"{ids.Count} tokens do not fill one window of context = {context} and the token behind it. Give a longer text or a shorter context.",
                nameof(ids));
        }

        _ids = [.. ids.Select(id => (long)id)];
    }

    public int Batch { get; }

    public int Context { get; }

    /// <summary>One batch on the device. The same state of <paramref name="random"/> gives the same batch.</summary>
    public LanguageBatch Draw(Random random, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        long[] inputs = new long[Batch * Context], labels = new long[Batch * Context];
        for (var row = 0; row < Batch; row++)
        {
            var start = random.Next(_ids.Length - Context);
            Array.Copy(_ids, start, inputs, row * Context, Context);
            Array.Copy(_ids, start + 1, labels, row * Context, Context);
        }

        return new(tensor(inputs, [Batch, Context], device: device), tensor(labels, [Batch, Context], device: device));
    }
}
