using System.Collections.Concurrent;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// The assemblies that an SDK compiles against: what the platform has for others to use, without the code, and with
/// the documentation beside them.
/// </summary>
internal static class ReferencePack
{
    private static readonly ConcurrentDictionary<string, string?> s_folders = [];

    /// <summary>The pack's file for an assembly of a shared framework; the file itself where there is no pack.</summary>
    public static string For(string assembly) =>
        FolderFor(Path.GetDirectoryName(assembly) ?? "") is { } pack &&
        Path.Combine(pack, Path.GetFileName(assembly)) is var file && File.Exists(file) ? file : assembly;

    /// <summary>Where the pack of a shared framework's folder, <c>shared/NAME/VERSION</c>, has its files.</summary>
    /// <returns>Null when the folder is none of a framework, or its pack is not installed.</returns>
    public static string? FolderFor(string framework) => s_folders.GetOrAdd(framework, static path =>
    {
        var framework = new DirectoryInfo(path);
        if (framework.Parent is not { Parent.Name: "shared" } family) return null;

        return Roots(family.Parent.Parent?.FullName)
            .Select(root => new DirectoryInfo(Path.Combine(root, "packs", family.Name + ".Ref")))
            .Where(packs => packs.Exists)
            .SelectMany(packs => packs.EnumerateDirectories())
            .OrderByDescending(pack => pack.Name == framework.Name)
            .ThenByDescending(pack => Version.TryParse(pack.Name, out var version) ? version : new Version())
            .Select(pack => Path.Combine(pack.FullName, "ref", $"net{Environment.Version.ToString(2)}"))
            .FirstOrDefault(Directory.Exists);
    });

    private static IEnumerable<string> Roots(string? beside)
    {
        if (beside is not null) yield return beside;
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } named) yield return named;
        if (!OperatingSystem.IsWindows()) yield return "/usr/share/dotnet";
    }
}
