using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// A cell's syntax and meaning, seen after the cells before it. Positions are those of the text as it was
/// written.
/// </summary>
internal sealed record CellModel(CSharpCompilation Compilation, SemanticModel Semantics)
{
    public SyntaxTree Tree => Semantics.SyntaxTree;

    public SyntaxNode Root { get; } = Semantics.SyntaxTree.GetRoot();

    /// <summary>
    /// Whether the member belongs to no type but to the cells themselves: a variable or a function.
    /// </summary>
    public static bool IsOfCells(ISymbol symbol) =>
        symbol.ContainingType is { TypeKind: TypeKind.Submission };
}
