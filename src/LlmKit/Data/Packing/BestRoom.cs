using System.Numerics;

namespace LlmKit.Data.Packing;

/// <summary>Finds the row that has the least room of those with enough: rows in stacks by their room, and bits that say which
/// stacks have any, so a search looks at room / 64 words at most.</summary>
internal sealed class BestRoom : IRoomIndex
{
    private readonly int _room;
    private readonly Stack<int>?[] _rows;
    private readonly ulong[] _isThere;
    private int _count;

    public BestRoom(int room)
    {
        _room = room;
        _rows = new Stack<int>?[room + 1];
        _isThere = new ulong[(room / 64) + 1];
    }

    public int Place(int length)
    {
        var left = Least(length);
        var row = left < 0 ? _count++ : Take(left);
        Put(row, (left < 0 ? _room : left) - length);
        return row;
    }

    private int Least(int length)
    {
        var word = length / 64;
        var bits = _isThere[word] & (ulong.MaxValue << (length % 64));
        while (bits == 0)
        {
            if (++word == _isThere.Length) return -1;
            bits = _isThere[word];
        }

        return (64 * word) + BitOperations.TrailingZeroCount(bits);
    }

    private int Take(int left)
    {
        var row = _rows[left]!.Pop();
        if (_rows[left]!.Count == 0) _isThere[left / 64] &= ~(1UL << (left % 64));
        return row;
    }

    private void Put(int row, int left)
    {
        (_rows[left] ??= []).Push(row);
        _isThere[left / 64] |= 1UL << (left % 64);
    }
}
