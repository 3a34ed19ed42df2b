using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Jupyter;

/// <summary>A kernel as clients find it: a folder with a <c>kernel.json</c>.</summary>
/// <param name="Folder">Where it lies; its last part is the kernel's name.</param>
/// <param name="DisplayName">What clients show; empty when the file cannot be read.</param>
/// <param name="Program">The first word of the command that starts it; empty when there is none.</param>
/// <param name="Problem">Why it cannot be started; null when nothing is known against it.</param>
public sealed partial record KernelSpec(string Folder, string DisplayName, string Program, string? Problem)
{
    private const string File = "kernel.json";

    public string Name => Path.GetFileName(Folder);

    /// <summary>Whether <c>llmkit kernel run</c> is behind it.</summary>
    public bool IsOurs => Path.GetFileNameWithoutExtension(Program) == "llmkit";

    /// <summary>Writes a specification in which the launcher is started, replacing one of that name.</summary>
    /// <param name="kernels">A folder of kernels, such as <c>~/.local/share/jupyter/kernels</c>; made if it is missing.</param>
    /// <param name="launcher">Absolute path of <c>llmkit</c>.</param>
    /// <exception cref="ArgumentException">The name is none that Jupyter allows.</exception>
    public static KernelSpec Install(string kernels, string name, string displayName, string launcher)
    {
        if (!AllowedName().IsMatch(name))
            throw new ArgumentException($"\"{name}\" is no name for a kernel. Jupyter allows letters, digits, dots, hyphens and underscores.", nameof(name));

        var folder = Path.Combine(kernels, name);
        var temporary = $"{folder}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(temporary);
        try
        {
            System.IO.File.WriteAllText(Path.Combine(temporary, File), Content(displayName, launcher));
            System.IO.File.WriteAllText(Path.Combine(temporary, "logo-svg.svg"), Logo);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(temporary, folder);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }

        return Read(folder)!;
    }

    /// <summary>The kernel in a folder; null when the folder holds none.</summary>
    public static KernelSpec? Read(string folder)
    {
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path)) return null;
        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllText(path));
            var root = document.RootElement;
            var display = root.TryGetProperty("display_name", out var name) ? name.GetString() ?? "" : "";
            if (!root.TryGetProperty("argv", out var words) || words.ValueKind != JsonValueKind.Array || words.GetArrayLength() == 0)
                return new(folder, display, "", $"{File} has no argv");

            var program = words[0].GetString() ?? "";
            var isMissing = Path.IsPathRooted(program) && !System.IO.File.Exists(program);
            return new(folder, display, program, isMissing ? $"{program} is not there" : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return new(folder, "", "", $"{File} cannot be read: {e.Message}");
        }
    }

    /// <summary>The kernels in folders of kernels, by name.</summary>
    public static IReadOnlyList<KernelSpec> List(IEnumerable<string> kernels) =>
    [
        .. kernels.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Select(Read).OfType<KernelSpec>()
            .OrderBy(spec => spec.Name, StringComparer.Ordinal),
    ];

    private static string Content(string displayName, string launcher) => System.Text.Encoding.UTF8.GetString(Json.Object(json =>
    {
        json.WriteTexts("argv", [launcher, "kernel", "run", "{connection_file}"]);
        json.WriteString("display_name", displayName);
        json.WriteString("language", "C#");
        // Signals do not reach a kernel on Windows or on another machine; messages do.
        json.WriteString("interrupt_mode", "message");
        json.WriteObject("env", env =>
        {
            // What was chosen when it was installed holds also where a client starts without the user's shell.
            foreach (var variable in (ReadOnlySpan<string>)["LIBTORCH", "DOTNET_ROOT"])
            {
                if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value) env.WriteString(variable, value);
            }
        });
        json.WriteObject("metadata", metadata => metadata.WriteBoolean("debugger", false));
    })) + "\n";

    private const string Logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
          <rect width="64" height="64" rx="12" fill="#4527a0"/>
          <path d="M30 21a14 14 0 1 0 0 22" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round"/>
          <path d="M40 22v20M50 22v20M35 28h20M35 36h20" stroke="#b39ddb" stroke-width="4" stroke-linecap="round"/>
        </svg>

        """;

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex AllowedName();
}
