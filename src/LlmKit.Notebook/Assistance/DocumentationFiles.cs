using System.Collections.Concurrent;

namespace LlmKit.Notebook.Assistance;

/// <summary>Finds the XML documentation of assemblies, which stands beside their files.</summary>
internal static class DocumentationFiles
{
    private static readonly ConcurrentDictionary<string, (DateTime Written, DocumentationFile File)> s_files =
        [];

    /// <summary>The member's element in the documentation of the assembly at a path.</summary>
    public static string? Find(string assembly, string id) => Beside(assembly)?.Find(id);

    private static DocumentationFile? Beside(string assembly)
    {
        var path = Path.ChangeExtension(assembly, ".xml");
        if (!File.Exists(path)) return null;

        var written = File.GetLastWriteTimeUtc(path);
        if (!s_files.TryGetValue(path, out var known) || known.Written != written)
            s_files[path] = known = (written, new(path));
        return known.File;
    }
}
