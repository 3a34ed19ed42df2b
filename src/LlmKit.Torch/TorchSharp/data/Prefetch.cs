using System.Runtime.ExceptionServices;

namespace TorchSharp.Utils;

/// <summary>
/// Threads that load ahead and hand over in order. At most two batches per thread are loading or wait to be taken.
/// </summary>
/// <param name="order">The examples of each batch.</param>
/// <param name="load">Loads one batch; asked between examples, its second argument says whether to give up.</param>
internal sealed class Prefetch<TBatch>(IEnumerator<long[]> order, Func<long[], Func<bool>, Batch<TBatch>?> load, int threads)
{
    private readonly object _lock = new();
    private readonly Queue<Place> _places = new();
    private readonly List<Thread> _threads = [];
    private bool _ordered;
    private bool _stopped;

    /// <summary>The next batch in order, or null after the last. Throws what its loading threw.</summary>
    public Batch<TBatch>? Next()
    {
        Place? place;
        lock (_lock)
        {
            if (_threads.Count == 0) Start();
            while (!(_places.TryPeek(out place) ? place.Done : _ordered || _stopped)) Monitor.Wait(_lock);
            if (_stopped || !_places.TryDequeue(out place)) return null;
            Monitor.PulseAll(_lock);
        }

        place.Failure?.Throw();
        return place.Batch;
    }

    /// <summary>Lets the threads end after the examples at hand, and disposes what nobody took.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var place in _places) place.Batch?.Dispose();
            _places.Clear();
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits until no thread uses the data set any more.</summary>
    public void Join()
    {
        foreach (var thread in _threads) thread.Join();
    }

    private void Start()
    {
        for (var i = 0; i < threads; i++)
        {
            _threads.Add(new Thread(Work) { IsBackground = true, Name = $"DataLoader {i}" });
            _threads[i].Start();
        }
    }

    private void Work()
    {
        while (Take() is { } place)
        {
            Batch<TBatch>? batch = null;
            ExceptionDispatchInfo? failure = null;
            try
            {
                batch = load(place.Examples, () => Volatile.Read(ref _stopped));
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            lock (_lock)
            {
                Finish(place, batch, failure);
            }
        }
    }

    // The next place in the order, as soon as there is room; null when there is no more to do.
    private Place? Take()
    {
        lock (_lock)
        {
            while (!_stopped && !_ordered && _places.Count >= 2 * threads) Monitor.Wait(_lock);
            if (_stopped || _ordered) return null;

            var place = new Place();
            try
            {
                if (order.MoveNext()) place.Examples = order.Current;
                else _ordered = true;
            }
            catch (Exception e)
            {
                _places.Enqueue(place);
                Finish(place, null, ExceptionDispatchInfo.Capture(e));
            }

            if (_ordered) Monitor.PulseAll(_lock);
            else _places.Enqueue(place);
            return _ordered ? null : place;
        }
    }

    private void Finish(Place place, Batch<TBatch>? batch, ExceptionDispatchInfo? failure)
    {
        (place.Batch, place.Failure, place.Done) = (batch, failure, true);
        // After a failure nothing is handed over, so nothing more needs loading.
        _ordered |= failure is not null;
        if (_stopped) batch?.Dispose();
        Monitor.PulseAll(_lock);
    }

    private sealed class Place
    {
        public long[] Examples { get; set; } = [];

        public Batch<TBatch>? Batch { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }

        public bool Done { get; set; }
    }
}
