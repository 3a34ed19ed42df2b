using System.Collections;

namespace TorchSharp.Utils;

/// <summary>One pass over the batches of a loader, loading in the caller's thread or ahead in others.</summary>
internal sealed class BatchEnumerator<TBatch> : IEnumerator<TBatch>
{
    private readonly IEnumerator<long[]> _order;
    private readonly Func<long[], Func<bool>, Batch<TBatch>?> _load;
    private readonly Prefetch<TBatch>? _prefetch;
    private readonly bool _disposesBatches;
    private Batch<TBatch>? _current;
    private bool _ended;

    public BatchEnumerator(IEnumerator<long[]> order, Func<long[], Func<bool>, Batch<TBatch>?> load, int threads,
        bool disposesBatches)
    {
        (_order, _load, _disposesBatches) = (order, load, disposesBatches);
        _prefetch = threads > 0 ? new(order, load, threads) : null;
    }

    // A pass that nobody disposed, for instance in a debugger, must not keep its threads waiting for ever.
    ~BatchEnumerator() => _prefetch?.Stop();

    public TBatch Current => _current is { } batch
        ? batch.Value
        : throw new InvalidOperationException("There is no batch before the first MoveNext or after the last.");

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        DropCurrent();
        if (_ended) return false;

        try
        {
            _current = _prefetch is null ? LoadHere() : _prefetch.Next();
        }
        catch
        {
            Dispose();
            throw;
        }

        if (_current is null) Dispose();
        return _current is not null;
    }

    public void Reset() => throw new NotSupportedException("Each foreach over the loader is a new pass.");

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        DropCurrent();
        if (_ended) return;
        _ended = true;
        _prefetch?.Stop();
        _prefetch?.Join();
        _order.Dispose();
    }

    private Batch<TBatch>? LoadHere() => _order.MoveNext() ? _load(_order.Current, () => false) : null;

    private void DropCurrent()
    {
        if (_disposesBatches) _current?.Dispose();
        _current = null;
    }
}
