using System.Numerics;

namespace LlmKit.Data.Packing;

/// <summary>Finds the first row with enough room: a tree of the most room in each half, so a search takes log n steps.</summary>
internal sealed class FirstRoom : IRoomIndex
{
    private readonly int[] _most;
    private readonly int _leaves;

    // All rows that could be needed are there from the start, empty.
    public FirstRoom(int rows, int room)
    {
        _leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, rows));
        _most = new int[2 * _leaves];
        Array.Fill(_most, room);
    }

    public int Place(int length)
    {
        var node = 1;
        while (node < _leaves) node = _most[2 * node] >= length ? 2 * node : (2 * node) + 1;
        var row = node - _leaves;
        _most[node] -= length;
        for (node /= 2; node > 0; node /= 2) _most[node] = Math.Max(_most[2 * node], _most[(2 * node) + 1]);
        return row;
    }
}
