namespace LlmKit.Data.Deduplication;

/// <summary>
/// Finds which texts of a set are the same, by keys: texts with a key in common meet. Texts are numbered from 0 as they are
/// added. Memory: what <see cref="SpillSettings"/> allows, and 4 bytes for each text.
/// </summary>
public abstract class DuplicateFinder : IDisposable
{
    private const int Batch = 1024;

    private readonly KeyTable _keys;
    private readonly Clusters _clusters = new();
    private bool _isFound;

    private protected DuplicateFinder(SpillSettings? settings)
    {
        Settings = settings ?? new();
        _keys = new(Settings);
    }

    public int Count => _clusters.Count;

    private protected SpillSettings Settings { get; }

    /// <summary>The most keys of a text.</summary>
    private protected abstract int MostKeys { get; }

    /// <summary>Adds the next text; its number is the number of texts before it.</summary>
    public void Add(string text) => AddAll([text]);

    /// <summary>Adds texts in order, on all processors.</summary>
    public void AddAll(IEnumerable<string> texts, CancellationToken stop = default)
    {
        if (_isFound) throw new InvalidOperationException("the clusters were asked for. Make a new finder for more texts.");
        foreach (var batch in texts.Chunk(Batch)) AddBatch(batch, stop);
    }

    /// <summary>The clusters of all texts added. No text can be added after that.</summary>
    public Clusters Find()
    {
        if (_isFound) return _clusters;
        _isFound = true;
        foreach (var group in _keys.Groups()) Meet(group.Span, _clusters);
        return _clusters;
    }

    /// <summary>The number of the first text of the cluster that a text belongs to; its own when it is the first.</summary>
    public int ClusterOf(int number) => Find().LeaderOf(number);

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing) _keys.Dispose();
    }

    /// <summary>Writes the keys of a text and returns how many there are. Texts are asked for at once by several threads.</summary>
    /// <param name="place">Which text of the batch it is, for <see cref="Keep"/>.</param>
    private protected abstract int Keys(string text, int place, Span<UInt128> keys);

    /// <summary>Takes over what <see cref="Keys"/> left for a place of the batch.</summary>
    private protected virtual void Keep(int place)
    {
    }

    /// <summary>Joins those of the texts with one key that are the same.</summary>
    private protected virtual void Meet(ReadOnlySpan<int> numbers, Clusters clusters)
    {
        foreach (var number in numbers[1..]) clusters.Join(numbers[0], number);
    }

    private void AddBatch(string[] batch, CancellationToken stop)
    {
        var (keys, counts) = (new UInt128[batch.Length * MostKeys], new int[batch.Length]);
        if (batch.Length == 1)
        {
            counts[0] = Keys(batch[0], 0, keys);
        }
        else
        {
            Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = stop }, place =>
                counts[place] = Keys(batch[place], place, keys.AsSpan(place * MostKeys, MostKeys)));
        }

        for (var place = 0; place < batch.Length; place++)
        {
            foreach (var key in keys.AsSpan(place * MostKeys, counts[place])) _keys.Add(key, _clusters.Count);
            Keep(place);
            _clusters.Add();
        }
    }
}
