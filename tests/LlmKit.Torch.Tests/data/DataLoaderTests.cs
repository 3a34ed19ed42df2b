using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace LlmKit.Torch.Tests;

/// <summary>Order, size and form of batches.</summary>
[Collection(nameof(DefaultGenerator))]
public sealed class DataLoaderTests
{
    // Printed by python3-torch 1.13: two passes of DataLoader(TensorDataset(torch.arange(10)), batch_size=10,
    // shuffle=True, generator=torch.Generator().manual_seed(7)), and without generator after torch.manual_seed(5).
    private static readonly long[][] s_seeded = [[1, 3, 5, 7, 9, 4, 6, 2, 8, 0], [5, 1, 6, 0, 9, 7, 8, 4, 3, 2]];
    private static readonly long[][] s_unseeded = [[8, 3, 0, 5, 9, 1, 6, 2, 4, 7], [5, 8, 9, 7, 2, 0, 4, 1, 3, 6]];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Batches_come_in_order_whatever_the_number_of_workers(int workers)
    {
        using var scope = NewDisposeScope();
        using var loader = DataLoader(TensorDataset(arange(25), arange(25) * 2), 4, num_worker: workers);

        var batches = loader.Select(batch => (batch[0].data<long>().ToArray(), batch[1].sum().item<long>())).ToArray();

        Assert.Equal(7, batches.Length);
        Assert.Equal(loader.Count, batches.Length);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => (long)i), batches.SelectMany(batch => batch.Item1));
        Assert.All(batches, batch => Assert.Equal(2 * batch.Item1.Sum(), batch.Item2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_seed_gives_the_orders_of_PyTorch(int workers)
    {
        using var scope = NewDisposeScope();
        using var loader = DataLoader(TensorDataset(arange(10)), 3, shuffle: true, seed: 7, num_worker: workers);

        Assert.Equal(s_seeded[0], Pass(loader));
        Assert.Equal(s_seeded[1], Pass(loader));
    }

    [Fact]
    public void Without_a_seed_the_orders_follow_the_program_s_seed_as_in_PyTorch()
    {
        using var scope = NewDisposeScope();
        using var loader = DataLoader(TensorDataset(arange(10)), 10, shuffle: true);

        manual_seed(5);

        Assert.Equal(s_unseeded[0], Pass(loader));
        Assert.Equal(s_unseeded[1], Pass(loader));
    }

    [Theory]
    [InlineData(0, 4, false, 0)]
    [InlineData(8, 4, false, 2)]
    [InlineData(9, 4, false, 3)]
    [InlineData(9, 4, true, 2)]
    [InlineData(3, 4, true, 0)]
    public void A_last_batch_that_is_not_full_is_kept_or_dropped(long examples, int size, bool drop, int batches)
    {
        using var scope = NewDisposeScope();
        using var loader = DataLoader(TensorDataset(zeros(examples, 2)), size, drop_last: drop);

        Assert.Equal(batches, loader.Count);
        Assert.Equal(batches, loader.Select(batch => batch).Count());
    }

    [Fact]
    public void Named_tensors_are_stacked_by_name()
    {
        using var scope = NewDisposeScope();
        using var loader = DataLoader(new Squares(), 2);

        var batches = loader.Select(batch => (batch["x"].shape, batch["square"].data<long>().ToArray())).ToArray();

        Assert.Equal([2, 3], batches[0].shape);
        Assert.Equal([[0, 1], [4]], batches.Select(batch => batch.Item2));
    }

    [Fact]
    public void An_order_and_a_collation_of_one_s_own_are_followed()
    {
        using var scope = NewDisposeScope();
        using var loader = new DataLoader<IList<Tensor>, string>(TensorDataset(arange(5)), 2,
            (examples, device) => $"{string.Join(" ", examples.Select(e => e[0].item<long>()))} on {device}",
            shuffler: [4, 0, 2], num_worker: 2);

        Assert.Equal(["4 0 on cpu", "2 on cpu"], loader);
    }

    [Fact]
    public void Examples_that_do_not_fit_together_are_named()
    {
        using var scope = NewDisposeScope();
        using var shapes = DataLoader(new Made(i => [ones(i + 1)]), 2);

        var error = Assert.Throws<InvalidOperationException>(() => shapes.First());

        Assert.Contains("float32[1] in one example and float32[2] in another", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_must_be_equally_many()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => TensorDataset());
        Assert.Throws<ArgumentException>(() => TensorDataset(ones(2), ones(3)));
        Assert.Throws<ArgumentException>(() => TensorDataset(ones([])));
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorDataset(ones(2)).GetTensor(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataLoader(TensorDataset(ones(2)), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataLoader(TensorDataset(ones(2)), 1, num_worker: -1));
    }

    private static long[] Pass(IterableDataLoader loader) =>
        loader.SelectMany(batch => batch[0].data<long>().ToArray()).ToArray();

    private sealed class Squares : Dataset
    {
        public override long Count => 3;

        public override Dictionary<string, Tensor> GetTensor(long index) =>
            new() { ["x"] = full([3], index), ["square"] = tensor(index * index) };
    }
}
