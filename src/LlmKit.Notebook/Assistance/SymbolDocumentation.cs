using System.Runtime.CompilerServices;
using System.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Finds the documentation of symbols, in XML files or in the comments of cells, and what they inherit.
/// </summary>
internal static class SymbolDocumentation
{
    private const int LongestInheritance = 8;

    private static readonly ConditionalWeakTable<IAssemblySymbol, string> s_paths = [];

    public static Documentation? Of(ISymbol symbol, CSharpCompilation compilation) =>
        Of(symbol, compilation, 0);

    private static Documentation? Of(ISymbol symbol, CSharpCompilation compilation, int depth)
    {
        if (depth > LongestInheritance) return null;

        symbol = Declared(symbol);
        if (symbol is INamespaceSymbol) return null;
        if (symbol is IParameterSymbol or ITypeParameterSymbol)
            return OfParameter(symbol, compilation, depth);
        var xml = symbol.DeclaringSyntaxReferences.Length > 0 ? Comment(symbol) : InFile(symbol, compilation);
        if (xml is not null) return Documentation.Parse(xml, Inherited);
        return symbol is INamedTypeSymbol ? null : Inherited(null);

        Documentation? Inherited(string? cref)
        {
            var from = cref is null ? Ancestor(symbol) : Referenced(cref, compilation);
            return from is null ? null : Of(from, compilation, depth + 1);
        }
    }

    // The symbol whose declaration carries the documentation.
    private static ISymbol Declared(ISymbol symbol) => symbol switch
    {
        IAliasSymbol alias => Declared(alias.Target),
        IMethodSymbol { AssociatedSymbol: { } of } => Declared(of),
        IMethodSymbol { ReducedFrom: { } extension } => extension.OriginalDefinition,
        IFieldSymbol { CorrespondingTupleField: { } field } => field.OriginalDefinition,
        _ => symbol.OriginalDefinition,
    };

    private static Documentation? OfParameter(ISymbol parameter, CSharpCompilation compilation, int depth)
    {
        if (parameter.ContainingSymbol is not { } owner ||
            Of(owner, compilation, depth + 1) is not { } documentation)
            return null;

        var texts = parameter is IParameterSymbol ? documentation.Parameters : documentation.TypeParameters;
        return new() { Summary = texts.FirstOrDefault(one => one.Name == parameter.Name).Text };
    }

    private static string? InFile(ISymbol symbol, CSharpCompilation compilation)
    {
        if (symbol.ContainingAssembly is not { } assembly ||
            symbol.GetDocumentationCommentId() is not { Length: > 2 } id)
            return null;
        if (!s_paths.TryGetValue(assembly, out var path))
            s_paths.AddOrUpdate(assembly, path = PathOf(assembly, compilation));
        return path.Length > 0 ? DocumentationFiles.Find(path, id)
            : symbol.GetDocumentationCommentXml() is { Length: > 0 } comment ? comment : null;
    }

    private static string PathOf(IAssemblySymbol assembly, CSharpCompilation? compilation)
    {
        while (compilation is not null)
        {
            var reference = compilation.GetMetadataReference(assembly);
            if (reference is PortableExecutableReference { FilePath: { } path }) return path;
            compilation = compilation.ScriptCompilationInfo?.PreviousScriptCompilation;
        }

        return "";
    }

    // What stands before a declaration of a cell. Cells are parsed without documentation, so it is an
    // ordinary comment.
    private static string? Comment(ISymbol symbol)
    {
        var node = symbol.DeclaringSyntaxReferences[0].GetSyntax();
        if (node is ParameterSyntax parameter && symbol is IPropertySymbol) return OfPrimary(parameter);
        if (node is VariableDeclaratorSyntax) node = node.Parent!.Parent!;

        var lines = node.GetLeadingTrivia().Select(trivia => trivia.ToString())
            .Where(text =>
                text.StartsWith("///", StringComparison.Ordinal) ||
                text.StartsWith("/**", StringComparison.Ordinal))
            .SelectMany(text => text.Split('\n'))
            .Select(line => line.Trim().TrimStart('/', '*')).ToList();
        if (lines.Count == 0) return null;

        var text = string.Join('\n', lines).Replace("*/", "", StringComparison.Ordinal);
        return text.Contains('<', StringComparison.Ordinal) ? $"<member>{text}</member>"
            : $"<member>{SecurityElement.Escape(text)}</member>";
    }

    // The property of a record's parameter: its type's comment has the text.
    private static string? OfPrimary(ParameterSyntax parameter)
    {
        if (parameter.Parent?.Parent is not TypeDeclarationSyntax type) return null;
        var texts = type.GetLeadingTrivia().ToFullString();
        var start =
            texts.IndexOf($"<param name=\"{parameter.Identifier.ValueText}\">", StringComparison.Ordinal);
        var end = start < 0 ? -1 : texts.IndexOf("</param>", start, StringComparison.Ordinal);
        if (end < 0) return null;

        var text = texts[(texts.IndexOf('>', start) + 1)..end].Replace("///", "", StringComparison.Ordinal);
        return $"<member><summary>{text}</summary></member>";
    }

    private static ISymbol? Ancestor(ISymbol symbol)
    {
        switch (symbol)
        {
            case INamedTypeSymbol { BaseType: { SpecialType: SpecialType.None } parent }:
                return parent;
            case INamedTypeSymbol type:
                return type.Interfaces.FirstOrDefault();
            case IMethodSymbol { MethodKind: MethodKind.Constructor } constructor:
                return constructor.ContainingType.BaseType?.InstanceConstructors.FirstOrDefault(other =>
                    Types(other).SequenceEqual(Types(constructor), SymbolEqualityComparer.Default));
            case IMethodSymbol { OverriddenMethod: { } overridden }:
                return overridden;
            case IPropertySymbol { OverriddenProperty: { } overridden }:
                return overridden;
            case IEventSymbol { OverriddenEvent: { } overridden }:
                return overridden;
        }

        if (symbol.IsStatic ||
            symbol.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } owner)
            return null;
        return owner.AllInterfaces.SelectMany(one => one.GetMembers())
            .Where(member => member.Kind == symbol.Kind && EndsWith(symbol.Name, member.Name))
            .FirstOrDefault(member => symbol.Equals(owner.FindImplementationForInterfaceMember(member), SymbolEqualityComparer.Default));
    }

    private static IEnumerable<ITypeSymbol> Types(IMethodSymbol method) => method.Parameters.Select(one => one.Type);

    // An explicit implementation is named `System.IDisposable.Dispose`.
    private static bool EndsWith(string name, string part) =>
        name == part || name.EndsWith("." + part, StringComparison.Ordinal);

    private static ISymbol? Referenced(string cref, CSharpCompilation compilation) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, compilation);
}
