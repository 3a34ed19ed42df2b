using System.Collections;
using System.Text.Json;

namespace LlmKit.Tokenization.Templates;

/// <summary>Turns the program's values into a template's, by copying: a template never holds an object of the program.</summary>
internal static class TemplateInputs
{
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 128 };

    public static object? Value(object? value, string name) => value switch
    {
        null or bool or string or long or double => value,
        int number => (long)number,
        float number => (double)number,
        JsonElement json => Read(json, name),
        System.Text.Json.Nodes.JsonNode json => Json(json.ToJsonString(), name),
        IReadOnlyDictionary<string, object?> dictionary => Dictionary(dictionary, name),
        IEnumerable list => list.Cast<object?>().Select(item => Value(item, name)).ToList(),
        _ => throw new ArgumentException(
            $"The variable {name} is a {value.GetType().Name}. Give null, a text, true, false, a number, a JsonElement, or a list or dictionary of these."),
    };

    public static object? Json(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text, s_json);
            return TemplateJson.Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second comes of half a surrogate pair in an escape.
            throw new ArgumentException($"{name} is no JSON: {e.Message}", e);
        }
    }

    private static object? Read(JsonElement json, string name)
    {
        try
        {
            return TemplateJson.Read(json);
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException($"{name} is no JSON of Unicode text: {e.Message}", e);
        }
    }

    private static TemplateDictionary Dictionary(IReadOnlyDictionary<string, object?> entries, string name)
    {
        var dictionary = new TemplateDictionary();
        foreach (var (key, value) in entries) dictionary[key] = Value(value, name);
        return dictionary;
    }
}
