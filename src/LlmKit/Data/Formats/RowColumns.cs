using System.Text.Json;

namespace LlmKit.Data.Formats;

/// <summary>The columns of one row, each to be taken once; what nobody takes is extra.</summary>
internal sealed class RowColumns
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly HashSet<string> _taken = [];

    public RowColumns(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new RowException($"a row is {Kind(row)}. It has to be an object: {{\"messages\": […]}}.");
        foreach (var property in row.EnumerateObject())
        {
            if (_values.TryAdd(property.Name, property.Value)) _order.Add(property.Name);
            else throw new RowException($"the column {Excerpt.Of(property.Name)} stands twice in one row. Rename one of them.");
        }
    }

    public IReadOnlyList<string> Names => _order;

    /// <summary>Whether the column is there and not null.</summary>
    public bool Has(string name) =>
        _values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The first of the names that the row has.</summary>
    public string? FirstOf(string[] names)
    {
        foreach (var name in names)
            if (Has(name)) return name;
        return null;
    }

    /// <summary>Takes a column; false when it is missing or null.</summary>
    public bool TryTake(string name, out JsonElement value)
    {
        if (!_values.TryGetValue(name, out value)) return false;
        _taken.Add(name);
        return value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>Takes a column that is a text; null when it is missing.</summary>
    public string? TakeText(string? name) =>
        name is not null && TryTake(name, out var value) ? TextOf(value, name) : null;

    /// <summary>Takes a column that is a list, or a text in which a list is spelled, as in a CSV file.</summary>
    public JsonElement? TakeList(string? name)
    {
        if (name is null || !TryTake(name, out var value)) return null;
        return ListOf(value) is { } list ? list
            : throw new RowException($"{name} is {Kind(value)}. It has to be a list.");
    }

    /// <summary>The columns nobody took.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Rest()
    {
        List<KeyValuePair<string, string>>? rest = null;
        foreach (var name in _order)
            if (!_taken.Contains(name)) (rest ??= []).Add(new(name, _values[name].GetRawText()));
        return rest ?? (IReadOnlyList<KeyValuePair<string, string>>)[];
    }

    /// <summary>A list as it is, or parsed from a text; null when it is neither.</summary>
    public static JsonElement? ListOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array) return value;
        if (value.ValueKind != JsonValueKind.String) return null;
        var text = TextOf(value, "a list");
        if (!text.AsSpan().TrimStart().StartsWith("[")) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A list of messages; null for a text, also one such as <c>[1, 2]</c> that happens to be a list of something
    /// else.</summary>
    public static JsonElement? MessagesOf(JsonElement value) => ListOf(value) is { } list
        && (value.ValueKind == JsonValueKind.Array
            || (list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Object)) ? list : null;

    public static string TextOf(JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                try
                {
                    return value.GetString()!;
                }
                catch (InvalidOperationException)
                {
                    throw new RowException($"{name} holds half of a surrogate pair (\\ud800 to \\udfff), which is no character. Write the whole pair, or leave it out.");
                }

            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return value.GetRawText();
            default:
                throw new RowException($"{name} is {Kind(value)}. It has to be a text.");
        }
    }

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => $"the number {Excerpt.Of(value.GetRawText())}",
        JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => "null",
    };
}
