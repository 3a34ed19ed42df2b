using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>What a name means that the caret touches.</summary>
/// <param name="Others">Further overloads of its name.</param>
internal sealed record SymbolAtCaret(ISymbol Symbol, IReadOnlyList<ISymbol> Others)
{
    public static SymbolAtCaret? At(CellModel model, int position)
    {
        var right = model.Root.FindToken(position);
        var left = position > 0 ? model.Root.FindToken(position - 1) : right;
        foreach (var token in new[] { right, left })
        {
            if (position < token.SpanStart || position > token.Span.End || token.Span.IsEmpty ||
                token.Parent is null)
                continue;
            if (Meaning(model.Semantics, token) is { } found) return found;
        }

        return null;
    }

    private static SymbolAtCaret? Meaning(SemanticModel semantics, SyntaxToken token)
    {
        var node = token.Parent!;
        switch (token.Kind())
        {
            case SyntaxKind.IdentifierToken when node is SimpleNameSyntax name:
                return OfName(semantics, name);
            case SyntaxKind.IdentifierToken:
                return semantics.GetDeclaredSymbol(node) is { } declared ? new(declared, []) : null;
            case SyntaxKind.NewKeyword when node is ImplicitObjectCreationExpressionSyntax:
                return semantics.GetSymbolInfo(node).Symbol is { } made ? new(made, []) : null;
            case SyntaxKind.ThisKeyword or SyntaxKind.BaseKeyword when node is ExpressionSyntax:
                var type = semantics.GetTypeInfo(node).Type;
                return type is { TypeKind: not (TypeKind.Error or TypeKind.Submission) } ? new(type, []) : null;
            default:
                return node is PredefinedTypeSyntax && semantics.GetSymbolInfo(node).Symbol is { } predefined
                    ? new(predefined, []) : null;
        }
    }

    private static SymbolAtCaret? OfName(SemanticModel semantics, SimpleNameSyntax name)
    {
        if (name is IdentifierNameSyntax { IsVar: true } &&
            semantics.GetTypeInfo(name).Type is { TypeKind: not TypeKind.Error } inferred)
            return new(inferred, []);

        var info = semantics.GetSymbolInfo(name);
        var group = semantics.GetMemberGroup(name);
        var symbol = Likeliest(info) ?? (group.Length > 0 ? group[0] : null);
        if (symbol is null && name.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax)
            symbol = semantics.GetSymbolInfo(name.Parent).Symbol;
        if (symbol is null || symbol is ITypeSymbol { TypeKind: TypeKind.Error })
            return Speculative(semantics, name);

        // An attribute's name stands for its constructor.
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } &&
            name.FirstAncestorOrSelf<AttributeSyntax>() is not null)
            symbol = symbol.ContainingType;
        var own = symbol.OriginalDefinition;
        return new(symbol, [.. group.Where(other => !own.Equals(other.OriginalDefinition, SymbolEqualityComparer.Default))]);
    }

    // In half a statement a value may stand where the grammar wants a type.
    private static SymbolAtCaret? Speculative(SemanticModel semantics, SimpleNameSyntax name)
    {
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name) return null;
        if (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name) return null;

        var expression = SyntaxFactory.ParseExpression(name.ToString());
        var info = semantics.GetSpeculativeSymbolInfo(
            name.SpanStart, expression, SpeculativeBindingOption.BindAsExpression);
        return Likeliest(info) is { } symbol and not IErrorTypeSymbol ? new(symbol, []) : null;
    }

    private static ISymbol? Likeliest(SymbolInfo info) =>
        info.Symbol ?? (info.CandidateSymbols.Length > 0 ? info.CandidateSymbols[0] : null);
}
