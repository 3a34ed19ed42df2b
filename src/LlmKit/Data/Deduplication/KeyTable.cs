namespace LlmKit.Data.Deduplication;

/// <summary>Pairs of a 96-bit key and a number, given in any order and read so that equal keys meet.</summary>
internal sealed class KeyTable(SpillSettings settings) : IDisposable
{
    private readonly SortedRecords _records = new(settings);

    /// <param name="key">The lower 32 bits are not part of it.</param>
    public void Add(UInt128 key, int number) => _records.Add((key & ~(UInt128)uint.MaxValue) | (uint)number);

    /// <summary>The numbers of each key that has at least two, in rising order. The memory is used again for the next.</summary>
    public IEnumerable<ReadOnlyMemory<int>> Groups()
    {
        var group = new int[16];
        var (count, key) = (0, UInt128.Zero);
        foreach (var record in _records.Read())
        {
            if (count > 0 && record >> 32 != key)
            {
                if (count > 1) yield return group.AsMemory(0, count);
                count = 0;
            }

            key = record >> 32;
            if (count == group.Length) Array.Resize(ref group, count * 2);
            group[count++] = (int)(uint)record;
        }

        if (count > 1) yield return group.AsMemory(0, count);
    }

    public void Dispose() => _records.Dispose();
}
