using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Assistance;

/// <summary>Which symbols a reader wants to see offered.</summary>
internal sealed class Visibility
{
    private readonly ConcurrentDictionary<string, bool> _public = [];

    /// <summary>
    /// Whether it can be written by its name, is not obsolete and not hidden by its author.
    /// </summary>
    public bool IsOffered(ISymbol symbol)
    {
        if (!symbol.CanBeReferencedByName) return false;
        if (symbol is INamespaceSymbol space) return HasPublicTypes(space);
        return symbol is ILocalSymbol or IRangeVariableSymbol or IParameterSymbol || !IsHidden(symbol);
    }

    private static bool IsHidden(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "ObsoleteAttribute":
                case "EditorBrowsableAttribute" when attribute.ConstructorArguments is [{ Value: 1 }]:
                case "CompilerGeneratedAttribute" when symbol is INamedTypeSymbol:
                    return true;
            }
        }

        return false;
    }

    // Implementation assemblies have namespaces of nothing but internal types, and one that only seems
    // public. What has
    // none may get some with the next reference.
    private bool HasPublicTypes(INamespaceSymbol space)
    {
        if (space is { Name: "Internal", ContainingNamespace.IsGlobalNamespace: true }) return false;

        var name = space.ToDisplayString();
        if (_public.ContainsKey(name)) return true;
        if (!AnyPublic(space)) return false;

        _public.TryAdd(name, true);
        return true;
    }

    private static bool AnyPublic(INamespaceSymbol space) =>
        space.GetTypeMembers().Any(type => type.DeclaredAccessibility == Accessibility.Public) ||
        space.GetNamespaceMembers().Any(AnyPublic);
}
