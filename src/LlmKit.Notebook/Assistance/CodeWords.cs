using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>What a word of code is, for its colour.</summary>
internal enum CodeWordKind
{
    Plain,
    Keyword,
    Text,
    Number,
    Comment,
    Directive,
    Type,
    Method,
}

/// <summary>C# taken apart into words for colouring. Syntax alone decides, so any code has colours.</summary>
internal static class CodeWords
{
    private static readonly CSharpParseOptions s_script =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>All of the code in order, spaces too.</summary>
    public static IEnumerable<(string Text, CodeWordKind Kind)> Of(string code)
    {
        foreach (var token in CSharpSyntaxTree.ParseText(code, s_script).GetRoot().DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia) yield return (trivia.ToFullString(), KindOf(trivia));
            yield return (token.Text, KindOf(token));
            foreach (var trivia in token.TrailingTrivia) yield return (trivia.ToFullString(), KindOf(trivia));
        }
    }

    private static CodeWordKind KindOf(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.DisabledTextTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia
            or SyntaxKind.MultiLineDocumentationCommentTrivia => CodeWordKind.Comment,
        _ when trivia.IsDirective => CodeWordKind.Directive,
        _ => CodeWordKind.Plain,
    };

    private static CodeWordKind KindOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => CodeWordKind.Number,
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken
            or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedStringTextToken => CodeWordKind.Text,
        SyntaxKind.IdentifierToken => KindOfName(token),
        var kind when SyntaxFacts.IsKeywordKind(kind) || SyntaxFacts.IsContextualKeyword(kind) => CodeWordKind.Keyword,
        _ => CodeWordKind.Plain,
    };

    private static CodeWordKind KindOfName(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { IsVar: true } => CodeWordKind.Keyword,
        IdentifierNameSyntax name when name.Parent is InvocationExpressionSyntax call
            && call.Expression == name => token.Text == "nameof" ? CodeWordKind.Keyword : CodeWordKind.Method,
        SimpleNameSyntax
            { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name
            when access.Name == name && call.Expression == access => CodeWordKind.Method,
        SimpleNameSyntax { Parent: MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax } } =>
            CodeWordKind.Method,
        GenericNameSyntax { Parent: InvocationExpressionSyntax } => CodeWordKind.Method,
        GenericNameSyntax => CodeWordKind.Type,
        SimpleNameSyntax name when IsType(name) => CodeWordKind.Type,
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => CodeWordKind.Method,
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or ConstructorDeclarationSyntax
            or TypeParameterSyntax => CodeWordKind.Type,
        _ => CodeWordKind.Plain,
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
