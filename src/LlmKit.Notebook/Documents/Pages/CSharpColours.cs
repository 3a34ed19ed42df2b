using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>C# as HTML: each word in a <c>span</c> whose class says what it is. Syntax alone decides, so any
/// code is coloured.</summary>
internal static class CSharpColours
{
    private const string Keyword = "k", Text = "s", Number = "n", Comment = "c", Directive = "p";
    private const string Type = "t", Method = "m";

    private static readonly CSharpParseOptions s_script =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    public static string Render(string code)
    {
        var html = new StringBuilder(code.Length * 2);
        foreach (var token in CSharpSyntaxTree.ParseText(code, s_script).GetRoot().DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia) Append(html, trivia);
            Append(html, token.Text, ClassOf(token));
            foreach (var trivia in token.TrailingTrivia) Append(html, trivia);
        }

        return html.ToString();
    }

    private static void Append(StringBuilder html, SyntaxTrivia trivia) =>
        Append(html, trivia.ToFullString(), trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.DisabledTextTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia
            or SyntaxKind.MultiLineDocumentationCommentTrivia => Comment,
        _ when trivia.IsDirective => Directive,
        _ => null,
    });

    private static void Append(StringBuilder html, string text, string? kind)
    {
        if (text.Length == 0) return;
        if (kind is null)
        {
            Markup.Encode(html, text);
            return;
        }

        html.Append("<span class=\"").Append(kind).Append("\">");
        Markup.Encode(html, text);
        html.Append("</span>");
    }

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => Number,
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken
            or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedStringTextToken => Text,
        SyntaxKind.IdentifierToken => ClassOfName(token),
        var kind when SyntaxFacts.IsKeywordKind(kind) || SyntaxFacts.IsContextualKeyword(kind) => Keyword,
        _ => null,
    };

    private static string? ClassOfName(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { IsVar: true } => Keyword,
        IdentifierNameSyntax name when name.Parent is InvocationExpressionSyntax call
            && call.Expression == name => token.Text == "nameof" ? Keyword : Method,
        SimpleNameSyntax
            { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name
            when access.Name == name && call.Expression == access => Method,
        SimpleNameSyntax { Parent: MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax } } =>
            Method,
        GenericNameSyntax { Parent: InvocationExpressionSyntax } => Method,
        GenericNameSyntax => Type,
        SimpleNameSyntax name when IsType(name) => Type,
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => Method,
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or ConstructorDeclarationSyntax
            or TypeParameterSyntax => Type,
        _ => null,
    };

    private static bool IsType(SimpleNameSyntax name) => name.Parent switch
    {
        ObjectCreationExpressionSyntax or VariableDeclarationSyntax or ParameterSyntax or BaseTypeSyntax
            or TypeArgumentListSyntax or ArrayTypeSyntax or NullableTypeSyntax or TypeOfExpressionSyntax
            or DefaultExpressionSyntax or DeclarationPatternSyntax or RecursivePatternSyntax
            or AttributeSyntax or TypeConstraintSyntax or RefTypeSyntax or PointerTypeSyntax
            or TupleElementSyntax or CatchDeclarationSyntax or BasePropertyDeclarationSyntax
            or DelegateDeclarationSyntax => true,
        CastExpressionSyntax cast => cast.Type == name,
        ForEachStatementSyntax loop => loop.Type == name,
        MethodDeclarationSyntax method => method.ReturnType == name,
        LocalFunctionStatementSyntax function => function.ReturnType == name,
        BinaryExpressionSyntax
            { RawKind: (int)SyntaxKind.IsExpression or (int)SyntaxKind.AsExpression } test =>
            test.Right == name,

        // Console in Console.WriteLine: a word with a capital before a dot is mostly a type.
        MemberAccessExpressionSyntax access =>
            access.Expression == name && name.Identifier.Text is [(>= 'A' and <= 'Z'), _, ..],
        _ => false,
    };
}
