using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Execution;

/// <summary>The scripts that cells have become, each compiled after the ones before it.</summary>
/// <remarks>
/// A cell that is run again and again takes its own place at the end of the chain. Left in it, all its functions of
/// the same name and parameters would be weighed against one another in each later call.
/// </remarks>
internal sealed class ScriptChain
{
    // A script has the references of those before it. Given again they are kept again, for each script of the chain.
    private readonly HashSet<MetadataReference> _references = [];
    private int _serial;

    /// <summary>The end of the chain; null while it is empty.</summary>
    public CSharpCompilation? Last { get; private set; }

    public int Length { get; private set; }

    /// <summary>A script that may come next.</summary>
    public CSharpCompilation Next(SyntaxTree tree, IReadOnlyCollection<MetadataReference> references, CSharpCompilationOptions options)
    {
        var next = After(Last, references.Except(_references));
        return Last is { } last && IsHidden(last, next) ? After(Before(last), references.Except(_references.Except(last.ExternalReferences))) : next;

        // Created with its predecessor it would look through that for errors once more.
        CSharpCompilation After(CSharpCompilation? previous, IEnumerable<MetadataReference> added)
        {
            var alone = CSharpCompilation.CreateScriptCompilation($"Cell_{Interlocked.Increment(ref _serial)}", tree, added, options);
            return alone.WithScriptCompilationInfo(alone.ScriptCompilationInfo!.WithPreviousScriptCompilation(previous));
        }
    }

    /// <summary>Makes a script, one of <see cref="Next"/>, the end of the chain.</summary>
    public void Add(CSharpCompilation script)
    {
        if (Before(script) == Last) Length++;
        else _references.ExceptWith(Last!.ExternalReferences);
        _references.UnionWith(script.ExternalReferences);
        Last = script;
    }

    public void Clear()
    {
        _references.Clear();
        (Last, Length) = (null, 0);
    }

    private static CSharpCompilation? Before(CSharpCompilation script) => script.ScriptCompilationInfo!.PreviousScriptCompilation;

    // Whether all that a script has for others to use is declared again.
    private static bool IsHidden(CSharpCompilation script, CSharpCompilation next)
    {
        if (script.SyntaxTrees.Length > 1) return false;

        var root = script.SyntaxTrees[0].GetCompilationUnitRoot();
        if (root.Usings.Count > 0 || root.GetReferenceDirectives().Count > 0) return false;

        var declared = next.ScriptClass!.GetMembers().Where(IsForOthers).Select(Key).ToHashSet();
        return script.ScriptClass!.GetMembers().Where(IsForOthers).All(member => declared.Contains(Key(member)));
    }

    private static bool IsForOthers(ISymbol member) => member.CanBeReferencedByName && !member.IsImplicitlyDeclared;

    private static string Key(ISymbol member) => member switch
    {
        IMethodSymbol method => $"{method.Name}`{method.Arity}({string.Join(",", method.Parameters.Select(parameter => $"{parameter.RefKind} {parameter.Type}"))})",
        INamedTypeSymbol type => $"{type.Name}`{type.Arity}",
        _ => member.Name,
    };
}
