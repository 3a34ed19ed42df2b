using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Debugging;

/// <summary>Names functions as the reader of a cell would.</summary>
internal static class FunctionTitle
{
    /// <summary>Such as <c>Model.Forward</c> or <c>a lambda of Mean</c>; null for the statements of a cell.</summary>
    public static string? Of(SyntaxNode? function) => function switch
    {
        null => null,
        AnonymousFunctionExpressionSyntax => Outer(function) is { } outer ? $"a lambda of {outer}" : "a lambda",
        LocalFunctionStatementSyntax local => Outer(function) is { } outer ? $"{outer}.{local.Identifier.Text}" : local.Identifier.Text,
        MethodDeclarationSyntax method => Member(function, method.Identifier.Text),
        ConstructorDeclarationSyntax constructor => $"new {Type(constructor) ?? constructor.Identifier.Text}",
        OperatorDeclarationSyntax sign => Member(function, $"operator {sign.OperatorToken.Text}"),
        ConversionOperatorDeclarationSyntax conversion => Member(function, $"operator {conversion.Type}"),
        PropertyDeclarationSyntax property => Member(function, property.Identifier.Text),
        IndexerDeclarationSyntax => Member(function, "this[]"),
        AccessorDeclarationSyntax accessor => $"{Of(accessor.Parent?.Parent) ?? "a property"}.{accessor.Keyword.Text}",
        EventDeclarationSyntax happening => Member(function, happening.Identifier.Text),
        _ => "a function",
    };

    private static string? Outer(SyntaxNode function) => Of(function.Ancestors().FirstOrDefault(outer =>
        outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax));

    private static string Member(SyntaxNode function, string name) => Type(function) is { } type ? $"{type}.{name}" : name;

    private static string? Type(SyntaxNode member) => member.Ancestors().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text).FirstOrDefault();
}
