using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>What cells are compiled against.</summary>
/// <remarks>
/// All of the platform is there from the first cell on. An assembly that comes later makes the compiler bind those
/// anew that refer to it, and a type of earlier cells is then another one than that of later cells. From a reference
/// pack it costs 10 MB and 2 ms a cell; the platform's own files would cost 50 MB.
/// </remarks>
internal static class References
{
    private static readonly ConcurrentDictionary<string, PortableExecutableReference> s_known = [];

    /// <summary>The platform.</summary>
    public static ImmutableArray<MetadataReference> Platform { get; } = [.. PlatformFiles().Select(Of)];

    /// <summary>The platform, and this assembly.</summary>
    public static ImmutableArray<MetadataReference> OfCells { get; } = [.. Platform, Of(typeof(References).Assembly.Location)];

    /// <summary>The platform's own assembly of a name, such as <c>System.Net.Http</c>; null for another name.</summary>
    public static PortableExecutableReference? OfPlatform(string name) => Platform.OfType<PortableExecutableReference>()
        .FirstOrDefault(reference => Path.GetFileNameWithoutExtension(reference.FilePath) == name);

    /// <summary>One object for each file: the compiler knows a type again by the reference that it came from.</summary>
    public static PortableExecutableReference Of(string path) =>
        s_known.GetOrAdd(ReferencePack.For(path), file => MetadataReference.CreateFromFile(file));

    private static IEnumerable<string> PlatformFiles()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        if (ReferencePack.FolderFor(framework) is { } pack) return Directory.EnumerateFiles(pack, "*.dll").Order(StringComparer.Ordinal);

        return ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetDirectoryName(path) == framework && HasMetadata(path));
    }

    private static bool HasMetadata(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return file.HasMetadata;
    }
}
