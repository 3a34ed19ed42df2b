using System.Collections.Concurrent;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace LlmKit.Torch.Tests;

/// <summary>Threads, failures and who disposes what.</summary>
public sealed class DataLoaderWorkerTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void What_an_example_throws_is_thrown_in_the_loop_after_the_batches_before(int workers)
    {
        var dataset = new Made(i => i == 9 ? throw new InvalidDataException("example 9") : [ones(1)]);
        using var loader = DataLoader(dataset, 2, num_worker: workers);
        var batches = 0;

        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var _ in loader) batches++;
        });

        Assert.Equal("example 9", error.Message);
        Assert.Equal(4, batches);
    }

    [Fact]
    public void A_failing_order_is_thrown_in_the_loop()
    {
        using var loader = DataLoader(new Made(_ => [ones(1)]), 1, Failing(), num_worker: 2);
        using var batches = loader.GetEnumerator();

        Assert.True(batches.MoveNext());
        Assert.Throws<InvalidDataException>(() => batches.MoveNext());
        Assert.False(batches.MoveNext());

        static IEnumerable<long> Failing()
        {
            yield return 0;
            throw new InvalidDataException("no order");
        }
    }

    [Fact]
    public void Leaving_the_loop_ends_the_workers()
    {
        var threads = new ConcurrentDictionary<Thread, bool>();
        var dataset = new Made(_ =>
        {
            threads[Thread.CurrentThread] = true;
            return [ones(1)];
        });
        using var loader = DataLoader(dataset, 1, num_worker: 3);

        foreach (var _ in loader) break;

        Assert.NotEmpty(threads);
        Assert.DoesNotContain(Thread.CurrentThread, threads.Keys);
        Assert.All(threads.Keys, thread => Assert.False(thread.IsAlive));
    }

    [Fact]
    public void After_the_loop_no_worker_reads_the_data_set()
    {
        using var entered = new ManualResetEventSlim();
        var reading = 0;
        var dataset = new Made(i =>
        {
            if (i == 0) return [ones(1)];
            Interlocked.Increment(ref reading);
            entered.Set();
            Thread.Sleep(100);
            Interlocked.Decrement(ref reading);
            return [ones(1)];
        });
        using var loader = DataLoader(dataset, 1, num_worker: 2);

        foreach (var _ in loader)
        {
            Assert.True(entered.Wait(s_patience));
            break;
        }

        Assert.Equal(0, Volatile.Read(ref reading));
    }

    [Fact]
    public void At_most_two_batches_per_worker_wait()
    {
        var asked = 0;
        var dataset = new Made(_ =>
        {
            Interlocked.Increment(ref asked);
            return [ones(1)];
        });
        using var loader = DataLoader(dataset, 1, num_worker: 2);
        using var batches = loader.GetEnumerator();

        Assert.True(batches.MoveNext());
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref asked) == 5, s_patience));
        Thread.Sleep(50);

        Assert.Equal(5, Volatile.Read(ref asked));
    }

    [Fact]
    public void A_slow_worker_does_not_stop_the_others()
    {
        using var second = new ManualResetEventSlim();
        var dataset = new Made(i =>
        {
            if (i == 0) Assert.True(second.Wait(s_patience));
            if (i == 1) second.Set();
            return [tensor(i)];
        }, 4);
        using var loader = DataLoader(dataset, 1, num_worker: 2);

        Assert.Equal([0L, 1, 2, 3], loader.Select(batch => batch[0].item<long>()).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Batches_belong_to_no_scope_and_last_until_the_next(int workers)
    {
        using var scope = NewDisposeScope();
        using var loader = DataLoader(new Made(i => [full([2], i)], 3), 1, num_worker: workers);
        var seen = new List<Tensor>();

        foreach (var batch in loader)
        {
            Assert.All(seen, tensor => Assert.True(tensor.IsInvalid));
            Assert.Equal(seen.Count, batch[0][0, 0].item<float>());
            seen.Add(batch[0]);
            Assert.False(scope.Contains(batch[0]));
        }

        Assert.Equal(3, seen.Count);
        Assert.All(seen, tensor => Assert.True(tensor.IsInvalid));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Examples_are_disposed_and_the_data_set_s_own_tensors_are_not(int workers)
    {
        using var kept = ones(2);
        var made = new ConcurrentBag<Tensor>();
        var dataset = new Made(_ =>
        {
            var own = zeros(2);
            made.Add(own);
            return [kept, own];
        }, 20);
        using (var loader = DataLoader(dataset, 4, num_worker: workers))
        {
            foreach (var _ in loader) break;
        }

        Assert.False(kept.IsInvalid);
        Assert.All(made, tensor => Assert.True(tensor.IsInvalid));
        Assert.True(dataset.IsDisposed);
    }

    [Fact]
    public void Batches_can_be_kept()
    {
        using var loader = new DataLoader<IList<Tensor>, IList<Tensor>>(new Made(i => [full([1], i)], 3), 1,
            (examples, _) => examples.Single(), num_worker: 2, disposeBatch: false);

        var batches = loader.ToArray();

        Assert.Equal([0f, 1, 2], batches.Select(batch => batch[0].item<float>()));
        foreach (var batch in batches) batch[0].Dispose();
    }

    [Fact]
    public void A_batch_of_an_unknown_form_keeps_all_its_tensors_for_its_turn()
    {
        using var loader = new DataLoader<IList<Tensor>, Pair>(new Made(i => [full([1], i)], 2), 1,
            (examples, _) => new Pair(examples.Single()[0]), num_worker: 1);
        Pair? last = null;

        foreach (var pair in loader)
        {
            Assert.False(pair.Input.IsInvalid);
            last = pair;
        }

        Assert.True(last!.Input.IsInvalid);
    }

    private sealed record Pair(Tensor Input);
}
