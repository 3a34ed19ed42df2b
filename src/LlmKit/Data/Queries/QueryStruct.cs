using System.Collections;

namespace LlmKit.Data.Queries;

/// <summary>SQL's <c>STRUCT</c>: named values in order.</summary>
public sealed class QueryStruct(IReadOnlyList<KeyValuePair<string, object?>> fields) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => fields.Count;

    public KeyValuePair<string, object?> this[int index] => fields[index];

    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public object? this[string name] => fields.FirstOrDefault(field => field.Key == name) is { Key: not null } found ? found.Value
        : throw new KeyNotFoundException($"there is no field {name}. There are {string.Join(", ", fields.Select(field => field.Key))}.");

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => fields.GetEnumerator();

    public override string ToString() => QueryJson.Text(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
