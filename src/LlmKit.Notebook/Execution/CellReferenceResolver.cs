using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

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
