using System.Text.Json;
using System.Text.Unicode;

namespace LlmKit.Tokenization.Files;

/// <summary>A place in a JSON file, which every complaint names.</summary>
internal readonly struct FileNode(JsonElement element, string path, int index = -1)
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 128 };

    /// <summary>Reads a file's JSON.</summary>
    /// <exception cref="InvalidDataException">It is none, or <paramref name="read"/> refuses it.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<FileNode, T> read)
    {
        if (!Utf8.IsValid(json.Span)) throw new InvalidDataException("it is no UTF-8, which JSON has to be. Convert it, or fetch it again.");
        try
        {
            using var document = JsonDocument.Parse(json, s_options);
            return read(new(document.RootElement, ""));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"it is no JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e) when (e.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
        {
            throw new InvalidDataException("a text or a name in it has half of a surrogate pair (\\ud800 to \\udfff), which is no character. Write the whole pair.", e);
        }
    }

    public string Path => index < 0 ? path : $"{path}[{index}]";

    /// <summary>The element itself, for lists with a hundred thousand items.</summary>
    public JsonElement Raw => element;

    public JsonValueKind Kind => element.ValueKind;

    public bool IsText => Kind == JsonValueKind.String;

    public string Text => IsText ? element.GetString()! : throw Fault($"is {Shown}, but a text is needed");

    public bool Flag => Kind is JsonValueKind.True or JsonValueKind.False
        ? Kind == JsonValueKind.True
        : throw Fault($"is {Shown}, but true or false is needed");

    public int Number => Kind == JsonValueKind.Number && element.TryGetInt32(out var number)
        ? number
        : throw Fault($"is {Shown}, but a whole number is needed");

    public double Real => Kind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw Fault($"is {Shown}, but a number is needed, of at most 1.8e308");

    public char Character => Text is [var unit] ? unit : throw Fault($"is {Shown}, but one character is needed");

    /// <summary>The member, or null where there is none or it is null.</summary>
    public FileNode? Find(string name)
    {
        if (Kind != JsonValueKind.Object) throw Fault($"is {Shown}, but an object is needed");
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new FileNode(value, Path.Length == 0 ? name : $"{Path}.{name}")
            : null;
    }

    public FileNode Need(string name) => Find(name)
        ?? throw new InvalidDataException($"{(Path.Length == 0 ? "it" : Path)} has no \"{name}\", which it needs.");

    public bool FlagOr(string name, bool otherwise) => Find(name)?.Flag ?? otherwise;

    public int NumberOr(string name, int otherwise) => Find(name)?.Number ?? otherwise;

    public string? TextOrNull(string name) => Find(name)?.Text;

    public IEnumerable<FileNode> Items()
    {
        if (Kind != JsonValueKind.Array) throw Fault($"is {Shown}, but a list is needed");
        var (list, place) = (element, Path);
        return list.EnumerateArray().Select((item, at) => new FileNode(item, place, at));
    }

    public IEnumerable<(string Name, FileNode Value)> Members()
    {
        if (Kind != JsonValueKind.Object) throw Fault($"is {Shown}, but an object is needed");
        var (members, place) = (element, Path);
        return members.EnumerateObject().Select(member => (member.Name, new FileNode(member.Value, $"{place}[\"{member.Name}\"]")));
    }

    public InvalidDataException Fault(string what) => new($"{(Path.Length == 0 ? "it" : Path)} {what}.");

    public InvalidDataException Unknown(string type, params ReadOnlySpan<string> known) =>
        new($"{Path} is of type \"{type}\", which isn't supported; supported are {string.Join(", ", known.ToArray())}.");

    private string Shown => Kind == JsonValueKind.Undefined ? "missing" : element.GetRawText() is { Length: > 60 } raw ? raw[..60] + "…" : element.GetRawText();
}
