using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>The platform, as cells reference it.</summary>
/// <remarks>
/// With all of the platform's assemblies in every cell, the memory of a long session grows three times as fast. So cells
/// start with few, and get those that they mention.
/// </remarks>
internal static partial class References
{
    private static readonly string[] s_core =
    [
        "System.Runtime", "System.Collections", "System.Console", "System.Linq", "System.Linq.Expressions", "System.Memory",
        "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks.Parallel", "Microsoft.CSharp",
    ];

    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly Dictionary<string, string> s_platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(path => Path.GetDirectoryName(path) == s_framework)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path))
        .ToDictionary(group => group.Key, group => group.First());

    private static readonly ConcurrentDictionary<string, PortableExecutableReference> s_known = [];

    private static readonly Lazy<Content[]> s_contents = new(() => [.. s_platform.Select(file => Content.Of(file.Key, file.Value)).OfType<Content>()]);

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_all = new(() =>
        [.. Core, .. s_contents.Value.Select(content => Of(s_platform[content.Name])).Except(Core)]);

    /// <summary>The part of the platform that most cells need, and this assembly.</summary>
    public static ImmutableArray<MetadataReference> Core { get; } = [.. Closed(s_core), Of(typeof(References).Assembly.Location)];

    /// <summary>All of the platform.</summary>
    public static ImmutableArray<MetadataReference> All => s_all.Value;

    /// <summary>Whether an error may come from an assembly of the platform that is not referenced yet.</summary>
    public static bool MayBeMissing(CellDiagnostic diagnostic) =>
        diagnostic.Id is "CS0012" or "CS0103" or "CS0234" or "CS0246" or "CS1061" or "CS1069" or "CS1070" or "CS0518" or "CS7069";

    /// <summary>Adds those assemblies of the platform that have what the compiler did not find.</summary>
    public static ImmutableArray<MetadataReference> Providing(IEnumerable<CellDiagnostic> missing, ImmutableArray<MetadataReference> known)
    {
        HashSet<string> names = [], spaces = [];
        foreach (var diagnostic in missing.Where(MayBeMissing))
        {
            var words = Quoted().Matches(diagnostic.Message).Select(match => match.Groups[1].Value.Split(',', '<', '(')[0]).ToList();
            names.UnionWith(words.SelectMany(word => word.Split('.')));
            spaces.UnionWith(words);
            if (words is [var name, var space, ..]) spaces.Add($"{space}.{name}");
        }

        var providers = s_contents.Value.Where(content => spaces.Contains(content.Name) || content.Names.Overlaps(names) || content.Spaces.Overlaps(spaces));
        return [.. known.Union(Closed(providers.Select(content => content.Name)))];
    }

    /// <summary>What files of others refer to in the platform.</summary>
    public static IEnumerable<MetadataReference> Behind(IEnumerable<string> files) => Closed(files.SelectMany(ReferencesOf));

    // With what they refer to: an assembly that is bound again when more is at hand brings forth other types.
    private static IEnumerable<MetadataReference> Closed(IEnumerable<string> names)
    {
        var open = new Stack<string>(names.Where(s_platform.ContainsKey));
        var closed = new HashSet<string>();
        while (open.TryPop(out var name))
        {
            if (!closed.Add(name)) continue;
            foreach (var other in ReferencesOf(s_platform[name]).Where(s_platform.ContainsKey)) open.Push(other);
        }

        return closed.Select(name => Of(s_platform[name]));
    }

    private static string[] ReferencesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>One object for each file: the compiler knows a type again by the reference that it came from.</summary>
    public static PortableExecutableReference Of(string path) => s_known.GetOrAdd(path, file => MetadataReference.CreateFromFile(file));

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    /// <summary>What an assembly has for others to use: types, extension methods, namespaces.</summary>
    private sealed record Content(string Name, HashSet<string> Names, HashSet<string> Spaces)
    {
        private const TypeAttributes Static = TypeAttributes.Abstract | TypeAttributes.Sealed;

        public static Content? Of(string name, string path)
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata) return null;

            var metadata = file.GetMetadataReader();
            HashSet<string> names = [], spaces = [];
            foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
            {
                if ((type.Attributes & TypeAttributes.VisibilityMask) != TypeAttributes.Public) continue;
                names.Add(metadata.GetString(type.Name).Split('`')[0]);
                spaces.Add(metadata.GetString(type.Namespace));
                if ((type.Attributes & Static) == Static && type.GetCustomAttributes().Count > 0)
                    names.UnionWith(type.GetMethods().Select(method => metadata.GetString(metadata.GetMethodDefinition(method).Name)));
            }

            return new(name, names, spaces);
        }
    }
}
