using System.Text.Json;

namespace LlmKit.Tokenization.Templates;

/// <summary>The chat templates of one model by name, most often only <c>default</c>, sometimes also <c>tool_use</c> or <c>rag</c>.</summary>
public sealed class ChatTemplateSet
{
    private const string ConfigFile = "tokenizer_config.json";
    private const string TemplateFile = "chat_template.jinja";
    private const string MoreFolder = "additional_chat_templates";

    private readonly Dictionary<string, ChatTemplate> _templates;

    private ChatTemplateSet(string path, Dictionary<string, ChatTemplate> templates) => (Path, _templates) = (path, templates);

    public string Path { get; }

    public IReadOnlyCollection<string> Names => _templates.Keys;

    /// <summary>The template for plain messages.</summary>
    public ChatTemplate Default => _templates.TryGetValue("default", out var template) ? template
        : _templates.Count == 1 ? _templates.Values.Single() : this["default"];

    public ChatTemplate this[string name] => _templates.TryGetValue(name, out var template) ? template
        : throw new KeyNotFoundException($"{Path} has no chat template named {name}. It has {string.Join(", ", Names)}.");

    /// <summary>The template that Hugging Face's libraries take: <c>tool_use</c> when there are tools and it is there.</summary>
    public ChatTemplate For(bool hasTools) => hasTools && _templates.TryGetValue("tool_use", out var template) ? template : Default;

    /// <summary>
    /// Reads what a model's folder holds, a <c>tokenizer_config.json</c>, or a <c>.jinja</c> file with the configuration beside it.
    /// In a folder <c>chat_template.jinja</c> goes before the configuration's template.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no template, or the configuration is no JSON of the expected form.</exception>
    /// <exception cref="ChatTemplateException">A template cannot be read.</exception>
    public static ChatTemplateSet Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!System.IO.Path.Exists(path))
            throw new FileNotFoundException($"{path} is not there. Name a model's folder, a {ConfigFile} or a .jinja file.", path);
        var folder = Directory.Exists(path) ? path : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        var isTemplate = path.EndsWith(".jinja", StringComparison.OrdinalIgnoreCase);
        var config = Directory.Exists(path) || isTemplate ? System.IO.Path.Combine(folder, ConfigFile) : path;
        var sources = new Dictionary<string, (string Source, string File)>(StringComparer.Ordinal);
        IReadOnlyDictionary<string, object?> tokens = new Dictionary<string, object?>();
        if (File.Exists(config)) tokens = ReadConfig(config, sources);
        if (isTemplate) sources = new(StringComparer.Ordinal) { ["default"] = (File.ReadAllText(path), path) };
        else if (Directory.Exists(path)) AddFiles(folder, sources);
        if (sources.Count == 0)
            throw new InvalidDataException($"{path} has no chat template: neither a chat_template in {ConfigFile} nor a {TemplateFile}. Take one of BuiltInTemplates.");
        return new(path, sources.ToDictionary(
            source => source.Key, source => new ChatTemplate(source.Value.Source, source.Value.File) { SpecialTokens = tokens }, StringComparer.Ordinal));
    }

    private static void AddFiles(string folder, Dictionary<string, (string Source, string File)> sources)
    {
        var main = System.IO.Path.Combine(folder, TemplateFile);
        if (File.Exists(main)) sources["default"] = (File.ReadAllText(main), main);
        var more = System.IO.Path.Combine(folder, MoreFolder);
        if (!Directory.Exists(more)) return;
        foreach (var file in Directory.GetFiles(more, "*.jinja").Order(StringComparer.Ordinal))
            sources[System.IO.Path.GetFileNameWithoutExtension(file)] = (File.ReadAllText(file), file);
    }

    private static Dictionary<string, object?> ReadConfig(string path, Dictionary<string, (string Source, string File)> sources)
    {
        try
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(path), new() { AllowTrailingCommas = true, MaxDepth = 128 });
            if (config.RootElement.ValueKind != JsonValueKind.Object)
                throw new InvalidDataException($"{path} is a JSON {config.RootElement.ValueKind}. It has to be an object.");
            if (config.RootElement.TryGetProperty("chat_template", out var template)) AddTemplates(path, template, sources);
            return SpecialTokensOf(config.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second comes of half a surrogate pair in an escape.
            throw new InvalidDataException($"{path} is no JSON: {e.Message}", e);
        }
    }

    private static void AddTemplates(string path, JsonElement template, Dictionary<string, (string Source, string File)> sources)
    {
        switch (template.ValueKind)
        {
            case JsonValueKind.String: sources["default"] = (template.GetString()!, path); break;
            case JsonValueKind.Object:
                foreach (var entry in template.EnumerateObject()) Add(entry.Name, entry.Value);
                break;
            case JsonValueKind.Array:
                foreach (var entry in template.EnumerateArray())
                {
                    if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String
                        || !entry.TryGetProperty("template", out var source)) throw Wrong();
                    Add(name.GetString()!, source);
                }

                break;
            case JsonValueKind.Null: break;
            default: throw Wrong();
        }

        void Add(string name, JsonElement source) =>
            sources[name] = source.ValueKind == JsonValueKind.String ? (source.GetString()!, $"{path} ({name})") : throw Wrong();

        InvalidDataException Wrong() =>
            new($"{path}: chat_template has to be a text, or a list of objects {{\"name\": …, \"template\": …}}.");
    }

    // bos_token and its like: a text, or an object whose content is the text.
    private static Dictionary<string, object?> SpecialTokensOf(JsonElement config)
    {
        var tokens = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (config.TryGetProperty("extra_special_tokens", out var extra) && extra.ValueKind == JsonValueKind.Object)
            foreach (var entry in extra.EnumerateObject()) Add(entry);
        foreach (var entry in config.EnumerateObject())
        {
            if (entry.Name.EndsWith("_token", StringComparison.Ordinal)) Add(entry);
            else if (entry.Name == "additional_special_tokens" && entry.Value.ValueKind == JsonValueKind.Array)
                tokens[entry.Name] = entry.Value.EnumerateArray().Select(TextOf).Where(text => text is not null).ToArray();
        }

        return tokens;

        void Add(JsonProperty entry)
        {
            if (TextOf(entry.Value) is { } text) tokens[entry.Name] = text;
        }

        static string? TextOf(JsonElement token) => token.ValueKind switch
        {
            JsonValueKind.String => token.GetString(),
            JsonValueKind.Object when token.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String => content.GetString(),
            _ => null,
        };
    }
}
