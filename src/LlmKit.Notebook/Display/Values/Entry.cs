using System.Collections;

namespace LlmKit.Notebook.Display;

/// <summary>A key of a dictionary and its value.</summary>
internal readonly record struct Entry(object? Key, object? Value)
{
    /// <summary>The entry that an item of a dictionary's sequence is; null when it is none.</summary>
    public static Entry? Of(object? item)
    {
        if (item is DictionaryEntry entry) return new(entry.Key, entry.Value);
        if (item?.GetType() is not { IsGenericType: true } type) return null;
        if (type.GetGenericTypeDefinition() != typeof(KeyValuePair<,>)) return null;
        return new(type.GetProperty("Key")!.GetValue(item), type.GetProperty("Value")!.GetValue(item));
    }
}
