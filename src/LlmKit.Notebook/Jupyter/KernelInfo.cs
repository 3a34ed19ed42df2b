using System.Text.Json;

namespace LlmKit.Notebook.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    public const string DisplayName = "C# (LlmKit)";

    public static byte[] Reply() => Json.Object(json =>
    {
        json.WriteString("status", "ok");
        json.WriteString("protocol_version", JupyterKernel.ProtocolVersion);
        json.WriteString("implementation", "llmkit");
        json.WriteString("implementation_version", Version);
        json.WriteObject("language_info", Language);
        json.WriteString("banner", $"LlmKit {Version}: C# on .NET {Environment.Version}");
        json.WriteBoolean("debugger", false);
        json.WriteTexts("supported_features", []);
        json.WriteStartArray("help_links");
        Link("C# reference", "https://learn.microsoft.com/dotnet/csharp/");
        Link(".NET API", "https://learn.microsoft.com/dotnet/api/");
        json.WriteEndArray();

        void Link(string text, string url)
        {
            json.WriteStartObject();
            json.WriteString("text", text);
            json.WriteString("url", url);
            json.WriteEndObject();
        }
    });

    private static string Version { get; } = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);

    // VS Code and JupyterLab know the language by this name, the classic notebook by the CodeMirror mode.
    private static void Language(Utf8JsonWriter json)
    {
        json.WriteString("name", "C#");
        json.WriteString("version", "14.0");
        json.WriteString("mimetype", "text/x-csharp");
        json.WriteString("file_extension", ".cs");
        json.WriteString("pygments_lexer", "csharp");
        json.WriteString("codemirror_mode", "text/x-csharp");
        json.WriteString("nbconvert_exporter", "script");
    }
}
