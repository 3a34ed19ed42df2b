using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Finds the XML documentation of assemblies: of the platform in the reference pack that comes with an SDK, of
/// any other beside its file. Without an SDK the platform has none.
/// </summary>
internal static class DocumentationFiles
{
    private static readonly ConcurrentDictionary<string, (DateTime Written, DocumentationFile File)> s_files =
        [];
    private static readonly ConcurrentDictionary<string, DocumentationFile[]> s_packs = [];

    /// <summary>The member's element in the documentation of the assembly at a path.</summary>
    public static string? Find(string assembly, string id)
    {
        if (Pack(Path.GetDirectoryName(assembly) ?? "") is not { Length: > 0 } pack)
            return Beside(assembly) is { } file ? file.Find(id) : null;

        var own = Path.GetFileNameWithoutExtension(assembly);
        foreach (var part in pack.OrderByDescending(part => Likelihood(part, own, id)))
        {
            if (part.Find(id) is { } found) return found;
        }

        return null;
    }

    // An implementation assembly holds what the pack spreads over several, mostly named as the start of
    // their namespaces.
    private static int Likelihood(DocumentationFile file, string own, string id)
    {
        var part = Path.GetFileNameWithoutExtension(file.Path);
        if (part == own) return 1000;
        if (part != "System" && id.AsSpan(2).StartsWith(part + ".")) return 100 + part.Length;
        return part == "System.Runtime" ? 50 : 0;
    }

    private static DocumentationFile? Beside(string assembly)
    {
        var path = Path.ChangeExtension(assembly, ".xml");
        if (!File.Exists(path)) return null;

        var written = File.GetLastWriteTimeUtc(path);
        if (!s_files.TryGetValue(path, out var known) || known.Written != written)
            s_files[path] = known = (written, new(path));
        return known.File;
    }

    // The pack of a shared framework's folder, `shared/NAME/VERSION`; small files come first.
    private static DocumentationFile[] Pack(string folder) => s_packs.GetOrAdd(folder, static folder =>
    {
        var framework = new DirectoryInfo(folder);
        if (framework.Parent is not { Parent.Name: "shared" } family) return [];

        var texts = Roots(family.Parent.Parent?.FullName)
            .Select(root => new DirectoryInfo(Path.Combine(root, "packs", family.Name + ".Ref")))
            .Where(packs => packs.Exists)
            .SelectMany(packs => packs.EnumerateDirectories())
            .OrderByDescending(pack => pack.Name == framework.Name)
            .ThenByDescending(pack => Version.TryParse(pack.Name, out var version) ? version : new Version())
            .Select(pack => new DirectoryInfo(Path.Combine(pack.FullName, "ref")))
            .Where(texts => texts.Exists)
            .SelectMany(texts => texts.EnumerateDirectories($"net{Environment.Version.Major}.*"))
            .FirstOrDefault();
        return
        [
            .. (texts?.EnumerateFiles("*.xml") ?? []).OrderBy(file => file.Length)
                .Select(file => new DocumentationFile(file.FullName)),
        ];
    });

    private static IEnumerable<string> Roots(string? beside)
    {
        if (beside is not null) yield return beside;
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } named) yield return named;
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows)) yield return "/usr/share/dotnet";
    }
}
