using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Documents;

/// <summary>What a notebook's metadata say of its language, as Jupyter, Polyglot Notebooks and .NET
/// Interactive write it.</summary>
internal static class NotebookMetadata
{
    /// <summary>The language of cells that name none. C# when the metadata say nothing.</summary>
    public static string LanguageOf(JsonObject? metadata)
    {
        string?[] said =
        [
            Text(Kernels(metadata), "defaultKernelName"),
            Text(metadata?["kernelspec"], "language"),
            KernelLanguage(Text(metadata?["kernelspec"], "name")),
            Text(metadata?["language_info"], "name"),
        ];
        return CellLanguages.NameOf(
            said.FirstOrDefault(name => name is { Length: > 0 } and not "polyglot-notebook")
            ?? CellLanguages.CSharp);
    }

    /// <summary>The list of kernels that Polyglot keeps, in either of the two places it has had; null without
    /// one.</summary>
    public static JsonObject? Kernels(JsonObject? metadata) =>
        ((metadata?["polyglot_notebook"] as JsonObject)?["kernelInfo"]
            ?? metadata?["kernelInfo"]) as JsonObject;

    /// <summary>Marks a cell as one of another language than its notebook's.</summary>
    public static void SetLanguage(JsonObject cellMetadata, string language)
    {
        cellMetadata["dotnet_interactive"] = new JsonObject { ["language"] = language };
        cellMetadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = language };
    }

    /// <summary>The metadata of a new notebook, by which Jupyter finds its kernel.</summary>
    public static JsonObject For(string language) => language switch
    {
        CellLanguages.CSharp => new()
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = "C# (LlmKit)", ["language"] = "C#", ["name"] = "llmkit-csharp",
            },
            ["language_info"] = new JsonObject
            {
                ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#",
                ["pygments_lexer"] = "csharp", ["version"] = "14.0",
            },
        },
        "fsharp" or "pwsh" => new()
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = $".NET ({CellLanguages.TitleOf(language)})",
                ["language"] = CellLanguages.TitleOf(language), ["name"] = $".net-{language}",
            },
        },
        _ => new() { ["language_info"] = new JsonObject { ["name"] = language } },
    };

    // As .NET Interactive's own kernelspecs are named: .net-csharp, .net-fsharp, .net-pwsh.
    private static string? KernelLanguage(string? name) =>
        name?.StartsWith(".net-", StringComparison.Ordinal) == true ? name[".net-".Length..] : null;

    private static string? Text(JsonNode? node, string key) =>
        (node as JsonObject)?[key] is JsonValue value
            && value.TryGetValue<string>(out var text) ? text : null;
}
