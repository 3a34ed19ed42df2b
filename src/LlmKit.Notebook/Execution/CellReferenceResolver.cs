using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>Finds the files of <c>#r</c>: beside the file that says so, in some folders, and in the platform.</summary>
/// <param name="folders">Asked each time; relative paths start at the first.</param>
/// <param name="found">Gets each file.</param>
/// <param name="missed">Gets the places that were looked at before, in vain.</param>
internal sealed class CellReferenceResolver(
    Func<IReadOnlyList<string>> folders, Action<string> found, Action<string>? missed = null) : MetadataReferenceResolver
{
    /// <summary>For cells: beside the notebook, in the working folder, and beside the program.</summary>
    public CellReferenceResolver(string folder, Action<string> found)
        : this(() => [folder, Environment.CurrentDirectory, AppContext.BaseDirectory], found)
    {
    }

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) return [];

        var names = reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [reference] : new[] { reference, reference + ".dll" };
        foreach (var path in Folders(baseFilePath).SelectMany(place => names.Select(name => Path.GetFullPath(Path.Combine(place, name)))).Distinct())
        {
            if (File.Exists(path))
            {
                found(path);
                return [MetadataReference.CreateFromFile(path, properties)];
            }

            missed?.Invoke(path);
        }

        return References.OfPlatform(reference) is { } platform ? [platform] : [];
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private IEnumerable<string> Folders(string? file)
    {
        var places = folders();
        return Path.GetDirectoryName(file) is { Length: > 0 } beside ? places.Prepend(Path.Combine(places[0], beside)) : places;
    }
}
