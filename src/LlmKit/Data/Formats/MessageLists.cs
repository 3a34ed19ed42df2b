using System.Text.Json;

namespace LlmKit.Data.Formats;

/// <summary>
/// Reads lists of messages: <c>{role, content}</c>, <c>{from, value}</c>, <c>{human, assistant}</c>, and contents that
/// are themselves lists of parts (text, images, …), as chat programs send them.
/// </summary>
internal sealed class MessageLists
{
    private readonly List<string> _images = [];
    private readonly List<string> _videos = [];
    private readonly List<string> _audios = [];

    /// <summary>The files met inside contents, in order.</summary>
    public MediaFiles Media => _images.Count + _videos.Count + _audios.Count == 0
        ? MediaFiles.None : new(_images, _videos, _audios);

    public Conversation Read(JsonElement list, string name, string? system = null)
    {
        var messages = new List<Message>();
        var index = 0;
        foreach (var item in list.EnumerateArray()) Add(messages, item, $"{name}[{index++}]");
        if (messages.Count == 0)
            throw new RowException($"{name} is an empty list. A conversation has at least one message.");
        if (system is not null && messages[0].Role != Role.System) messages.Insert(0, Message.System(system));
        return new(messages);
    }

    private void Add(List<Message> messages, JsonElement item, string place)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new RowException($"{place} is {RowColumns.Kind(item)}. It has to be an object: {{\"role\": …, \"content\": …}}.");
        if (First(item, ColumnNames.Role) is { } role) messages.Add(OfRole(item, role, place));
        else AddPair(messages, item, place);
    }

    private Message OfRole(JsonElement item, JsonElement role, string place)
    {
        var word = RowColumns.TextOf(role, $"the role of {place}");
        var known = ColumnNames.RoleOf(word) ?? throw new RowException(
            $"{place} has the role \"{word}\". Known are system, user, assistant, tool_call, tool_response.");
        if (First(item, ColumnNames.Content) is not { } content)
            throw new RowException($"{place} has no content.");
        return new(known, ContentOf(content, place))
        {
            IsTaught = Flag(item, "loss", place),
            Weight = Number(item, "loss_scale", place),
        };
    }

    private void AddPair(List<Message> messages, JsonElement item, string place)
    {
        var before = messages.Count;
        foreach (var part in item.EnumerateObject())
        {
            if (part.Value.ValueKind == JsonValueKind.Null) continue;
            if (ColumnNames.RoleOf(part.Name) is { } role)
                messages.Add(new(role, ContentOf(part.Value, $"{place}.{part.Name}")));
        }

        if (messages.Count == before)
            throw new RowException($"{place} has neither role and content, nor from and value, nor human and assistant.");
    }

    private string ContentOf(JsonElement content, string place)
    {
        if (content.ValueKind != JsonValueKind.Array) return RowColumns.TextOf(content, $"the content of {place}");
        var text = new System.Text.StringBuilder();
        var index = 0;
        foreach (var part in content.EnumerateArray()) text.Append(PartOf(part, $"{place}.content[{index++}]"));
        return text.ToString();
    }

    private string PartOf(JsonElement part, string place)
    {
        if (part.ValueKind == JsonValueKind.String) return RowColumns.TextOf(part, place);
        if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String)
            throw new RowException($"{place} is {RowColumns.Kind(part)} without a type. It has to be {{\"type\": \"text\", …}}.");
        var word = RowColumns.TextOf(type, place);
        if (word == "text")
            return part.TryGetProperty("text", out var text) ? RowColumns.TextOf(text, place)
                : throw new RowException($"{place} has the type text and no text.");
        var kind = word.EndsWith("_url", StringComparison.Ordinal) ? word[..^4] : word;
        var files = kind switch { "image" => _images, "video" => _videos, "audio" => _audios, _ => null }
            ?? throw new RowException($"{place} has the type \"{word}\". Known are text, image, video, audio.");
        if (!part.TryGetProperty(word, out var file) && !part.TryGetProperty("url", out file)
            && !part.TryGetProperty("path", out file))
            throw new RowException($"{place} has the type {word} and names no file.");
        files.Add(FileOf(file, place));
        return $"<{kind}>";
    }

    /// <summary>The path of a file given as a text or as an object with <c>path</c> or <c>url</c>.</summary>
    public static string FileOf(JsonElement file, string place)
    {
        if (file.ValueKind == JsonValueKind.Object && (HasText(file, "path", out var path) || HasText(file, "url", out path)))
            return RowColumns.TextOf(path, place);
        return file.ValueKind == JsonValueKind.String ? RowColumns.TextOf(file, place)
            : throw new RowException($"{place} is {RowColumns.Kind(file)}. It has to be the path of a file.");
    }

    private static bool HasText(JsonElement item, string name, out JsonElement value) =>
        item.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.String;

    private static JsonElement? First(JsonElement item, string[] names)
    {
        foreach (var name in names)
            if (item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        return null;
    }

    private static bool? Flag(JsonElement item, string name, string place) =>
        !item.TryGetProperty(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new RowException($"{place}.{name} is {RowColumns.Kind(value)}. It has to be true or false."),
        };

    private static double? Number(JsonElement item, string name, string place) =>
        !item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble()
            : throw new RowException($"{place}.{name} is {RowColumns.Kind(value)}. It has to be a number.");
}
