using System.Runtime.InteropServices;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// Numbers of 128 bits, given in any order and read sorted. What exceeds the memory is sorted by runs in one file, which are
/// merged while reading.
/// </summary>
internal sealed class SortedRecords : IDisposable
{
    private const int Digits = 1 << 16;

    private readonly SpillSettings _settings;
    private readonly List<(long Start, long Count)> _runs = [];
    private readonly int _capacity;
    private FileStream? _file;
    private UInt128[] _records = new UInt128[1 << 12];
    private UInt128[] _spare = [];
    private int _count;

    public SortedRecords(SpillSettings settings)
    {
        _settings = settings;

        // Half of the memory, since sorting copies.
        _capacity = (int)Math.Clamp(settings.Memory / 32, 1 << 10, Array.MaxLength / 4);
    }

    public void Add(UInt128 record)
    {
        if (_count == _records.Length)
        {
            if (_count >= _capacity) Spill();
            else Array.Resize(ref _records, (int)Math.Min(_records.Length * 2L, _capacity));
        }

        _records[_count++] = record;
    }

    /// <summary>All records in rising order. No record can be added after that.</summary>
    public IEnumerable<UInt128> Read()
    {
        Sort();
        _spare = [];
        var sources = _runs.Select(Read).Append(Held()).ToArray();
        return sources.Length == 1 ? sources[0] : Merge(sources);
    }

    public void Dispose()
    {
        (_records, _spare, _count) = ([], [], 0);
        _file?.Dispose();
    }

    private void Spill()
    {
        Sort();
        _file ??= _settings.Create();
        _runs.Add((_file.Position, _count));
        for (var start = 0; start < _count; start += 1 << 16)
            _file.Write(MemoryMarshal.AsBytes(_records.AsSpan(start, Math.Min(1 << 16, _count - start))));
        _count = 0;
    }

    // By the first 16 bits into place, then each of the small heaps by comparison.
    private void Sort()
    {
        var ends = new int[Digits];
        foreach (var record in _records.AsSpan(0, _count)) ends[(int)(record >> 112)]++;
        for (var digit = 1; digit < Digits; digit++) ends[digit] += ends[digit - 1];
        var sorted = _spare.Length == _records.Length ? _spare : new UInt128[_records.Length];
        for (var index = _count - 1; index >= 0; index--) sorted[--ends[(int)(_records[index] >> 112)]] = _records[index];
        (_records, _spare) = (sorted, _records);
        for (var digit = 0; digit < Digits; digit++)
        {
            var end = digit + 1 < Digits ? ends[digit + 1] : _count;
            if (end - ends[digit] > 1) sorted.AsSpan(ends[digit], end - ends[digit]).Sort();
        }
    }

    private IEnumerable<UInt128> Held()
    {
        for (var index = 0; index < _count; index++) yield return _records[index];
    }

    private IEnumerable<UInt128> Read((long Start, long Count) run)
    {
        // All buffers together take an eighth of the memory.
        var buffer = new UInt128[Math.Clamp(_capacity / 4 / _runs.Count, 16, 1 << 14)];
        for (var read = 0L; read < run.Count;)
        {
            var records = buffer.AsMemory(0, (int)Math.Min(buffer.Length, run.Count - read));
            _file!.Position = run.Start + (read * 16);
            _file.ReadExactly(MemoryMarshal.AsBytes(records.Span));
            read += records.Length;
            for (var index = 0; index < records.Length; index++) yield return records.Span[index];
        }
    }

    private static IEnumerable<UInt128> Merge(IEnumerable<UInt128>[] sources)
    {
        var readers = sources.Select(source => source.GetEnumerator()).ToArray();
        try
        {
            var queue = new PriorityQueue<IEnumerator<UInt128>, UInt128>();
            foreach (var reader in readers)
                if (reader.MoveNext()) queue.Enqueue(reader, reader.Current);
            while (queue.TryPeek(out var reader, out var record))
            {
                yield return record;
                if (reader.MoveNext()) queue.DequeueEnqueue(reader, reader.Current);
                else queue.Dequeue();
            }
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
    }
}
