using System.Collections;

namespace LlmKit.Notebook.Display;

/// <summary>An array of several dimensions as a sequence: of its rows, planes and so on, down to its
/// items.</summary>
/// <param name="at">The place in the dimensions before this one.</param>
internal sealed class Slice(Array array, params int[] at) : IReadOnlyCollection<object?>
{
    public Array Array => array;

    public bool IsWhole => at.Length == 0;

    public int Count => array.GetLength(at.Length);

    public IEnumerator<object?> GetEnumerator()
    {
        var first = array.GetLowerBound(at.Length);
        for (var i = first; i < first + Count; i++)
        {
            int[] place = [.. at, i];
            yield return place.Length == array.Rank ? array.GetValue(place) : new Slice(array, place);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
