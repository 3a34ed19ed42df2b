using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>Types of cells as an assembly of their own.</summary>
/// <param name="Assembly">Its name; the same for the same types declared again, so that the newest hides the others.</param>
/// <param name="Version">Counts how often they were declared.</param>
/// <param name="Types">Empty when the types were declared again in another company.</param>
/// <param name="Uses">Names of the units that it was compiled against.</param>
internal sealed record TypeUnit(
    string Assembly, int Version, ImmutableArray<TypeSource> Types, MetadataReference Reference, byte[] Code, byte[] Symbols, ImmutableHashSet<string> Uses)
{
    /// <summary>Marks the assemblies of units among those that they refer to.</summary>
    public const string Prefix = "Cells.";

    public static string NameOf(IReadOnlyList<TypeSource> types)
    {
        var keys = types.Select(type => type.Key).Order(StringComparer.Ordinal).ToList();
        var name = Prefix + keys[0].Replace('`', '_');
        return keys.Count == 1 ? name : $"{name}_and_{string.Join("_", keys.Skip(1)).Replace('`', '_')}";
    }
}
