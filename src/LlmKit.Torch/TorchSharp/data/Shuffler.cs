using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>
/// The numbers below a count in random order, another at each pass. Seeded, the passes are those of PyTorch's loader
/// with <c>generator=torch.Generator().manual_seed(seed)</c>; unseeded they follow
/// <see cref="torch.manual_seed"/>, again as in PyTorch.
/// </summary>
internal sealed class Shuffler(Func<long> count, int? seed) : IEnumerable<long>
{
    private static readonly Operator s_random = new("random_");
    private readonly Generator? _generator = seed is { } value ? new Generator((ulong)(long)value) : null;
    private readonly Lock _lock = new();

    /// <summary>The next pass, drawn now and not while it is read.</summary>
    public IEnumerator<long> GetEnumerator()
    {
        lock (_lock)
        {
            using var scope = NewDisposeScope();
            var order = _generator is { } own ? Seeded(own) : Unseeded();
            return ((IEnumerable<long>)order.data<long>().ToArray()).GetEnumerator();
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    // PyTorch's loader draws a seed for its workers first, and its sampler an unused permutation at the end.
    private Tensor Seeded(Generator generator)
    {
        Draw(generator);
        var order = Permutation(generator);
        Permutation(generator);
        return order;
    }

    private Tensor Unseeded()
    {
        using var shared = random.default_generator;
        Draw(shared);
        using var generator = new Generator((ulong)Draw(shared));
        return Permutation(generator);
    }

    private Tensor Permutation(Generator generator) =>
        randperm(count(), int64, CPU, generator: generator);

    private static long Draw(Generator generator) =>
        s_random.CallInPlace(empty([], int64, CPU), generator).item<long>();
}
