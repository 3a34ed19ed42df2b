using System.Runtime.CompilerServices;

namespace LlmKit.Tokenization.Models;

/// <summary>What each pair of tokens merges to, and how early: a hash table without boxes.</summary>
internal sealed class MergeTable
{
    public const int None = int.MaxValue;

    private readonly Slot[] _slots;
    private readonly int _mask;

    // A bit for each pair, by its hash: most pairs asked for are none, and this much of the table stays near the processor.
    private readonly ulong[] _seen;
    private readonly int _shift;

    public MergeTable(int count)
    {
        var size = 16;
        while (size < count * 2) size *= 2;
        _slots = new Slot[size];
        _slots.AsSpan().Fill(new(ulong.MaxValue, None, None));
        _mask = size - 1;
        var bits = Math.Clamp(System.Numerics.BitOperations.Log2((uint)size) + 2, 10, 22);
        _seen = new ulong[1 << (bits - 6)];
        _shift = 64 - bits;
    }

    /// <summary>The later of two entries for a pair counts.</summary>
    public void Set(int left, int right, int rank, int id)
    {
        var key = Key(left, right);
        var bit = Hash(key) >> _shift;
        _seen[bit >> 6] |= 1ul << (int)(bit & 63);
        var slot = First(key);
        while (_slots[slot].Key != ulong.MaxValue && _slots[slot].Key != key) slot = (slot + 1) & _mask;
        _slots[slot] = new(key, rank, id);
    }

    /// <summary>The rank of the pair, or None.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right, out int id)
    {
        var key = Key(left, right);
        var bit = Hash(key) >> _shift;
        if ((_seen[bit >> 6] & (1ul << (int)(bit & 63))) == 0)
        {
            id = None;
            return None;
        }

        for (var slot = First(key); ; slot = (slot + 1) & _mask)
        {
            ref readonly var found = ref _slots[slot];
            if (found.Key == key || found.Key == ulong.MaxValue)
            {
                id = found.Id;
                return found.Rank;
            }
        }
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private static ulong Hash(ulong key)
    {
        var hash = key * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 32);
    }

    private int First(ulong key) => (int)(Hash(key) >> 8) & _mask;

    private readonly record struct Slot(ulong Key, int Rank, int Id);
}
