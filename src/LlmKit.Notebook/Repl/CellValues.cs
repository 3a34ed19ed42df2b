using System.Diagnostics;

namespace LlmKit.Notebook.Repl;

/// <summary>The values that cells showed, by the cells' numbers. The newest 100 are kept.</summary>
public sealed class CellValues
{
    private const int Most = 100;
    private readonly SortedDictionary<int, object> _values = [];

    /// <summary>How many values are kept.</summary>
    public int Count => _values.Count;

    /// <param name="cell">The number of a cell, or <c>^n</c> for the n-th newest value.</param>
    /// <exception cref="KeyNotFoundException">That cell has no value.</exception>
    public dynamic this[Index cell]
    {
        [StackTraceHidden]
        get
        {
            if (cell.IsFromEnd && cell.Value >= 1 && cell.Value <= _values.Count) return _values.Values.ElementAt(_values.Count - cell.Value);
            if (!cell.IsFromEnd && _values.TryGetValue(cell.Value, out var value)) return value;
            var there = _values.Count == 0 ? "No cell has one yet." : $"There are those of the cells {string.Join(", ", _values.Keys)}.";
            throw new KeyNotFoundException($"Out[{cell}]: there is no such value. {there}");
        }
    }

    /// <summary>Forgets all values, so that their memory is free.</summary>
    public void Clear() => _values.Clear();

    public override string ToString() => $"values of {_values.Count} cells";

    internal void Add(int cell, object value)
    {
        _values[cell] = value;
        if (_values.Count > Most) _values.Remove(_values.Keys.First());
    }
}
