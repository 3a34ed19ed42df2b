using System.Collections;
using System.Text.Json;

namespace LlmKit.Notebook.Display;

/// <summary>JSON as values that are shown like any others.</summary>
internal static class JsonValues
{
    public static object? Shown(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.Object => new JsonEntries(json),
                JsonValueKind.Array => new JsonItems(json),
                JsonValueKind.String => json.GetString(),
                JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole
                    : json.TryGetDecimal(out var exact) ? exact : json.GetDouble(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
        }
        catch (ObjectDisposedException e)
        {
            return new Unread(e);
        }
    }
}

/// <summary>The entries of a JSON object.</summary>
internal sealed class JsonEntries(JsonElement json) : IReadOnlyCollection<KeyValuePair<string, object?>>
{
    public int Count => json.GetPropertyCount();

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        json.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, JsonValues.Shown(each.Value)))
            .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The items of a JSON array.</summary>
internal sealed class JsonItems(JsonElement json) : IReadOnlyCollection<object?>
{
    public int Count => json.GetArrayLength();

    public IEnumerator<object?> GetEnumerator() =>
        json.EnumerateArray().Select(JsonValues.Shown).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
