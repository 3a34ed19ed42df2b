using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Execution;

/// <summary>Reads the variables of cells out of their scripts.</summary>
internal static class CellVariables
{
    private static readonly SymbolDisplayFormat s_types = SymbolDisplayFormat.CSharpShortErrorMessageFormat;

    /// <param name="last">The end of the chain; null while it is empty.</param>
    /// <param name="instances">The scripts of the chain; the first place is not one.</param>
    public static IReadOnlyList<CellVariable> Of(CSharpCompilation? last, object?[] instances)
    {
        var chain = new Stack<CSharpCompilation>();
        for (var script = last; script is not null; script = script.ScriptCompilationInfo!.PreviousScriptCompilation) chain.Push(script);

        // What is declared later hides what was before.
        var found = new SortedDictionary<string, CellVariable>(StringComparer.Ordinal);
        foreach (var (i, script) in chain.Index())
        {
            foreach (var member in script.ScriptClass!.GetMembers().Where(member => member.CanBeReferencedByName)) found.Remove(member.Name);
            if (instances.ElementAtOrDefault(i + 1) is not { } instance) continue;
            foreach (var field in script.ScriptClass.GetMembers().OfType<IFieldSymbol>().Where(field => field.CanBeReferencedByName && !field.Name.StartsWith("__", StringComparison.Ordinal)))
            {
                var value = instance.GetType().GetField(field.Name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(instance);
                found[field.Name] = new(field.Name, field.Type.ToDisplayString(s_types).Replace("Script.", "", StringComparison.Ordinal), value);
            }
        }

        return [.. found.Values];
    }
}
