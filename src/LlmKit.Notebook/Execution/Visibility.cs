using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Opens types for other cells. Each is an assembly of its own, but to their author all cells are one program: what is
/// internal there must be public here.
/// </summary>
internal static class Visibility
{
    public static TextEdits Of(IEnumerable<MemberDeclarationSyntax> types)
    {
        var edits = new TextEdits();
        foreach (var type in types)
        {
            Open(type, edits);
            foreach (var token in type.DescendantTokens().Where(token => token.IsKind(SyntaxKind.InternalKeyword) && token.Parent != type)) Open(token, edits);
        }

        return edits;
    }

    private static void Open(MemberDeclarationSyntax type, TextEdits edits)
    {
        if (type.Modifiers.Any(SyntaxKind.PublicKeyword)) return;
        foreach (var token in type.Modifiers.Where(IsAccess)) edits.Replace(token.SpanStart, token.Span.Length, new string(' ', token.Span.Length));
        var start = type.AttributeLists.Count == 0 ? type.SpanStart : type.AttributeLists.Last().GetLastToken().GetNextToken().SpanStart;
        edits.Open(start, "public ");
    }

    private static bool IsAccess(SyntaxToken token) => token.Kind() is
        SyntaxKind.InternalKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.FileKeyword;

    private static void Open(SyntaxToken token, TextEdits edits)
    {
        var isAccessor = token.Parent is AccessorDeclarationSyntax;
        edits.Replace(token.SpanStart, token.Span.Length, isAccessor ? "        " : "public  ");
        var other = token.Parent!.ChildTokens().FirstOrDefault(sibling => sibling.IsKind(SyntaxKind.ProtectedKeyword));
        if (other.RawKind != 0) edits.Replace(other.SpanStart, other.Span.Length, new string(' ', other.Span.Length));
    }
}
