using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>What cells can use: the platform, and what they name with <c>#r</c>.</summary>
internal static class References
{
    // With all of the platform's assemblies in every cell, the memory of a long session grows three times as fast.
    private static readonly string[] s_core =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable",
        "System.Console", "System.Linq", "System.Linq.Expressions", "System.Memory", "System.Net.Http", "System.Net.Primitives", "System.ObjectModel",
        "System.Private.Uri", "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Runtime.Numerics", "System.Text.Json",
        "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks", "System.Threading.Tasks.Parallel", "System.Threading.Thread",
        "System.Diagnostics.Process", "System.ComponentModel.Primitives", "System.ComponentModel", "Microsoft.CSharp", "netstandard",
    ];

    private static readonly Dictionary<string, string> s_platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path))
        .ToDictionary(group => group.Key, group => group.First());

    private static readonly ConcurrentDictionary<string, PortableExecutableReference> s_known = [];

    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The part of the platform that most cells need, and this assembly.</summary>
    public static ImmutableArray<MetadataReference> Core { get; } =
        [.. s_core.Where(s_platform.ContainsKey).Select(name => Of(s_platform[name])), Of(typeof(References).Assembly.Location)];

    /// <summary>All of the platform.</summary>
    public static ImmutableArray<MetadataReference> All => s_all.Value;

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_all = new(() =>
    [
        // The same objects for the core: the compiler knows a type again by the reference it came from.
        .. Core,
        .. s_platform.Where(file => !s_core.Contains(file.Key) && Path.GetDirectoryName(file.Value) == s_framework && IsManaged(file.Value))
            .Select(file => Of(file.Value)),
    ]);

    /// <summary>Whether an error may come from an assembly of the platform that is not among <see cref="Core"/>.</summary>
    public static bool MayBeMissing(Diagnostic diagnostic) =>
        diagnostic.Id is "CS0012" or "CS0103" or "CS0234" or "CS0246" or "CS1061" or "CS1069" or "CS1070" or "CS0518" or "CS7069";

    // One object for each file: the compiler takes two for two assemblies with the same types.
    private static PortableExecutableReference Of(string path) => s_known.GetOrAdd(path, file => MetadataReference.CreateFromFile(file));

    private static bool IsManaged(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}

/// <summary>Finds the files of <c>#r</c>: beside the notebook, in its working folder, and beside the program.</summary>
internal sealed class CellReferenceResolver(string folder, Action<string> found) : MetadataReferenceResolver
{
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) return [];

        var names = reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [reference] : new[] { reference, reference + ".dll" };
        var path = Folders(baseFilePath).SelectMany(place => names.Select(name => Path.GetFullPath(Path.Combine(place, name)))).FirstOrDefault(File.Exists);
        if (path is null) return [];

        found(path);
        return [MetadataReference.CreateFromFile(path, properties)];
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private IEnumerable<string> Folders(string? file)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } beside) yield return Path.Combine(folder, beside);
        yield return folder;
        yield return Environment.CurrentDirectory;
        yield return AppContext.BaseDirectory;
    }
}
