using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>What kind of name the grammar wants at the caret.</summary>
internal enum CompletionPlace
{
    Nothing,

    /// <summary>After a dot.</summary>
    Member,
    Statement,
    Expression,

    /// <summary>A constant or type behind <c>is</c> or <c>case</c>.</summary>
    Pattern,

    /// <summary>Behind a whole expression: <c>is</c>, <c>switch</c>, the next clause of a query.</summary>
    AfterExpression,

    /// <summary>Behind a type on the same line: a new name, unless the type is a variable.</summary>
    DeclaredName,
    Type,

    /// <summary>Behind <c>new</c>.</summary>
    NewType,
    UsingNamespace,
    UsingStatic,
    Attribute,

    /// <summary>The body of a class.</summary>
    TypeBody,

    /// <summary>The braces of a property or event.</summary>
    Accessor,

    /// <summary>The braces behind <c>new T</c> or <c>with</c>.</summary>
    Initializer,

    /// <summary>Before the colon of a named argument.</summary>
    ArgumentName,
}

/// <summary>Tells places by the syntax around the identifier at the caret.</summary>
internal static class CompletionPlaces
{
    public static CompletionPlace Of(SyntaxToken token)
    {
        if (token.Parent is not SimpleNameSyntax name) return OfOtherToken(token);
        if (name.Parent is NameColonSyntax { Parent: ArgumentSyntax or AttributeArgumentSyntax } or
            NameEqualsSyntax { Parent: AttributeArgumentSyntax })
            return CompletionPlace.ArgumentName;
        if (IsMember(name)) return CompletionPlace.Member;
        if (name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { } directive) return OfUsing(directive);
        if (name.Parent is BaseNamespaceDeclarationSyntax or NameColonSyntax or NameEqualsSyntax)
            return CompletionPlace.Nothing;
        if (name.Parent is AttributeSyntax) return CompletionPlace.Attribute;
        if (name.Parent is ObjectCreationExpressionSyntax creation && creation.Type == name)
            return CompletionPlace.NewType;
        if (IsInitialized(name)) return CompletionPlace.Initializer;
        return OfName(name, token);
    }

    /// <summary>Whether no line break parts two tokens.</summary>
    public static bool AreOnOneLine(SyntaxToken left, SyntaxToken right)
    {
        var lines = right.SyntaxTree!.GetText().Lines;
        return lines.IndexOf(left.Span.End) == lines.IndexOf(right.SpanStart);
    }

    private static CompletionPlace OfName(SimpleNameSyntax name, SyntaxToken token)
    {
        var before = token.GetPreviousToken();
        if (before.IsKind(SyntaxKind.IdentifierToken) && before.Parent is ForEachStatementSyntax)
            return CompletionPlace.AfterExpression;
        if (name.Parent is IncompleteMemberSyntax half)
            return half.Modifiers.Count > 0 || InTypeBody(name) ? CompletionPlace.TypeBody : CompletionPlace.Statement;
        if (StartsDeclaration(name) is { } declaration)
        {
            if (declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.Parent is TypeDeclarationSyntax &&
                declaration is not StatementSyntax)
                return CompletionPlace.TypeBody;
            return Follows(before, token) ? CompletionPlace.AfterExpression : CompletionPlace.Statement;
        }

        if (name.Parent is ConstantPatternSyntax or DeclarationPatternSyntax or TypePatternSyntax or
            RecursivePatternSyntax or CaseSwitchLabelSyntax)
            return CompletionPlace.Pattern;
        if (name.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test &&
            test.Right == name)
            return CompletionPlace.Pattern;
        if (SyntaxFacts.IsInTypeOnlyContext(name) || name.Parent is CatchDeclarationSyntax)
            return CompletionPlace.Type;
        return name.Parent is ExpressionStatementSyntax statement
            ? Follows(before, token) && statement.SpanStart == name.SpanStart
                ? CompletionPlace.AfterExpression : CompletionPlace.Statement
            : CompletionPlace.Expression;
    }

    private static CompletionPlace OfOtherToken(SyntaxToken token)
    {
        var before = token.GetPreviousToken();
        if (before.IsKind(SyntaxKind.IdentifierToken) && before.Parent is ForEachStatementSyntax)
            return CompletionPlace.AfterExpression;
        return token.Parent switch
        {
            VariableDeclaratorSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax or
                LocalFunctionStatementSyntax =>
                before.IsKind(SyntaxKind.CommaToken) ? CompletionPlace.Nothing
                : AreOnOneLine(before, token) ? CompletionPlace.DeclaredName : CompletionPlace.Statement,
            SkippedTokensTriviaSyntax skipped when skipped.FirstAncestorOrSelf<DirectiveTriviaSyntax>() is null =>
                skipped.ParentTrivia.Token.Parent?.FirstAncestorOrSelf<AccessorListSyntax>() is not null
                    ? CompletionPlace.Accessor
                    : CompletionPlace.Expression,
            AccessorDeclarationSyntax => CompletionPlace.Accessor,
            SingleVariableDesignationSyntax => CompletionPlace.DeclaredName,
            _ => CompletionPlace.Nothing,
        };
    }

    private static CompletionPlace OfUsing(UsingDirectiveSyntax directive) =>
        directive.Alias is not null ? CompletionPlace.Type
        : directive.StaticKeyword.RawKind != 0 ? CompletionPlace.UsingStatic
        : CompletionPlace.UsingNamespace;

    private static bool IsMember(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax => true,
        QualifiedNameSyntax qualified => qualified.Right == name,
        AliasQualifiedNameSyntax aliased => aliased.Name == name,
        _ => false,
    };

    private static bool IsInitialized(SimpleNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } assignment =>
            assignment.Left == name &&
            initializer.Kind() is SyntaxKind.ObjectInitializerExpression or SyntaxKind.WithInitializerExpression,
        InitializerExpressionSyntax initializer => initializer.Kind() is
            SyntaxKind.ObjectInitializerExpression or SyntaxKind.WithInitializerExpression or
                SyntaxKind.CollectionInitializerExpression,
        _ => false,
    };

    // The declaration, member or statement whose very first word the name is.
    private static SyntaxNode? StartsDeclaration(SimpleNameSyntax name)
    {
        var found = name.Parent switch
        {
            VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax or FieldDeclarationSyntax or
                EventFieldDeclarationSyntax } => name.Parent.Parent,
            MethodDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax or
                IndexerDeclarationSyntax => name.Parent,
            _ => null,
        };
        if (found is not null && (found.SpanStart == name.SpanStart || found.Parent is TypeDeclarationSyntax))
            return found;
        return null;
    }

    private static bool InTypeBody(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.Parent is TypeDeclarationSyntax;

    // `xs whe|`: the word goes on with an expression that the parser took to be over.
    private static bool Follows(SyntaxToken before, SyntaxToken token)
    {
        if (before.Parent is null) return false;
        if (before.Parent.AncestorsAndSelf().Any(node => node is QueryExpressionSyntax) &&
            !before.IsKind(SyntaxKind.SemicolonToken) && IsEndOfExpression(before))
            return true;
        return IsEndOfExpression(before) && AreOnOneLine(before, token);
    }

    private static bool IsEndOfExpression(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.IdentifierToken or SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or
            SyntaxKind.CharacterLiteralToken or SyntaxKind.ThisKeyword or SyntaxKind.TrueKeyword or
            SyntaxKind.FalseKeyword or SyntaxKind.NullKeyword or SyntaxKind.InterpolatedStringEndToken => true,
        SyntaxKind.CloseParenToken =>
            token.Parent is not (StatementSyntax or CatchDeclarationSyntax or CatchFilterClauseSyntax),
        SyntaxKind.CloseBracketToken => token.Parent is not AttributeListSyntax,
        _ => false,
    };
}
