using System.Collections;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Modules;

/// <summary>The examples of a data set in batches; each <c>foreach</c> is one pass over it.</summary>
/// <remarks>
/// Batches come in the same order however many workers load them, and what a worker throws is thrown in the loop.
/// No dispose scope owns a batch: the loader disposes it when the next one is asked for or the loop is left, unless
/// <c>disposeBatch</c> is false. What is needed longer is to be cloned.
/// </remarks>
/// <typeparam name="T">One example.</typeparam>
/// <typeparam name="TBatch">One batch.</typeparam>
public class DataLoader<T, TBatch> : IEnumerable<TBatch>, IDisposable
{
    private readonly Dataset<T> _dataset;
    private readonly int _batchSize;
    private readonly Func<IEnumerable<T>, Device, TBatch> _collate;
    private readonly IEnumerable<long> _order;
    private readonly Device _device;
    private readonly int _workers;
    private readonly bool _dropsLast;
    private readonly bool _disposesBatches;
    private readonly bool _disposesDataset;

    /// <param name="batchSize">Examples in a batch, at least 1; the last has what is left.</param>
    /// <param name="collate_fn">Makes a batch on the device from its examples, on a worker's thread.</param>
    /// <param name="shuffler">The numbers of the examples in the order of a pass; read anew for each.</param>
    /// <param name="device">What <paramref name="collate_fn"/> is given; null is the CPU.</param>
    /// <param name="num_worker">Threads that load ahead, each at most two batches; 0 loads in the loop itself.</param>
    /// <param name="drop_last">Leaves out a last batch that is not full.</param>
    /// <param name="disposeBatch">Whether the loader disposes the tensors of a batch after its turn.</param>
    /// <param name="disposeDataset">Whether the data set is disposed with the loader.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1 or
    /// <paramref name="num_worker"/> below 0.</exception>
    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, TBatch> collate_fn,
        IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false,
        bool disposeBatch = true, bool disposeDataset = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(collate_fn);
        ArgumentNullException.ThrowIfNull(shuffler);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(num_worker);
        (_dataset, _batchSize, _collate, _order) = (dataset, batchSize, collate_fn, shuffler);
        (_device, _workers, _dropsLast) = (device ?? CPU, num_worker, drop_last);
        (_disposesBatches, _disposesDataset) = (disposeBatch, disposeDataset);
    }

    /// <param name="shuffle">A random order, another in each pass; otherwise that of the data set.</param>
    /// <param name="seed">Makes the orders repeatable; without it they follow
    /// <see cref="torch.manual_seed"/>.</param>
    /// <inheritdoc cref="DataLoader{T, TBatch}(Dataset{T}, int, Func{IEnumerable{T}, Device, TBatch}, IEnumerable{long}, Device, int, bool, bool, bool)"/>
    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, TBatch> collate_fn,
        bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false,
        bool disposeBatch = true, bool disposeDataset = true)
        : this(dataset, batchSize, collate_fn, Order(dataset, shuffle, seed), device, num_worker, drop_last,
            disposeBatch, disposeDataset)
    {
    }

    /// <summary>Number of batches in a pass over the whole data set.</summary>
    public long Count => (_dataset.Count + (_dropsLast ? 0 : _batchSize - 1)) / _batchSize;

    public IEnumerator<TBatch> GetEnumerator() =>
        new BatchEnumerator<TBatch>(Batches(_order.GetEnumerator()), Load, _workers, _disposesBatches);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _disposesDataset) _dataset.Dispose();
    }

    private static IEnumerable<long> Order(Dataset<T> dataset, bool shuffle, int? seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return shuffle ? new Shuffler(() => dataset.Count, seed) : InOrder(dataset);
    }

    private static IEnumerable<long> InOrder(Dataset<T> dataset)
    {
        for (long i = 0; i < dataset.Count; i++) yield return i;
    }

    private IEnumerator<long[]> Batches(IEnumerator<long> order)
    {
        using (order)
        {
            var batch = new List<long>(_batchSize);
            while (order.MoveNext())
            {
                batch.Add(order.Current);
                if (batch.Count < _batchSize) continue;
                yield return [.. batch];
                batch.Clear();
            }

            if (batch.Count > 0 && !_dropsLast) yield return [.. batch];
        }
    }

    private Batch<TBatch>? Load(long[] numbers, Func<bool> givesUp)
    {
        var complete = true;
        var batch = Batch<TBatch>.Of(() =>
        {
            var examples = new T[numbers.Length];
            for (var i = 0; i < numbers.Length; i++)
            {
                if (givesUp())
                {
                    complete = false;
                    return default!;
                }

                examples[i] = _dataset.GetTensor(numbers[i]);
            }

            return _collate(examples, _device);
        });
        return complete ? batch : null;
    }
}
