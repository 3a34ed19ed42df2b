using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Recognises <c>List&lt;</c> that is not closed yet, which the parser takes for a comparison.
/// </summary>
internal static class TypeArguments
{
    /// <summary>Whether the token stands where an argument of a generic type is due.</summary>
    public static bool AreAt(CellModel model, SyntaxToken token)
    {
        var depth = 0;
        for (var before = token.GetPreviousToken(); ; before = before.GetPreviousToken())
        {
            switch (before.Kind())
            {
                case SyntaxKind.LessThanToken when depth == 0:
                    return IsGenericType(model, before.GetPreviousToken());
                case SyntaxKind.LessThanToken:
                    depth--;
                    break;
                case SyntaxKind.GreaterThanToken:
                    depth++;
                    break;
                case SyntaxKind.IdentifierToken or SyntaxKind.DotToken or SyntaxKind.QuestionToken or
                    SyntaxKind.CommaToken or
                    SyntaxKind.OpenBracketToken or SyntaxKind.CloseBracketToken:
                    break;
                case var kind when SyntaxFacts.IsPredefinedType(kind):
                    break;
                default:
                    return false;
            }
        }
    }

    private static bool IsGenericType(CellModel model, SyntaxToken name)
    {
        if (!name.IsKind(SyntaxKind.IdentifierToken)) return false;

        var meant = model.Semantics.LookupSymbols(name.SpanStart, name: name.ValueText);
        return meant.Length > 0 && meant.All(symbol => symbol is INamedTypeSymbol) &&
            meant.Any(symbol => symbol is INamedTypeSymbol { Arity: > 0 });
    }
}
