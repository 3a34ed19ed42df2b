using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Execution;

/// <summary>Puts calls of <see cref="StopCheck"/> into a cell: everywhere where it may go on for long or wait.</summary>
/// <remarks>
/// Not where cleaning up must come to its end: finally blocks, <c>Dispose</c>, finalizers; nor where an exception would
/// break a type for good: static constructors.
/// </remarks>
internal sealed class StopChecks
{
    private const string Class = "global::LlmKit.Notebook.Execution.StopCheck.";
    private const string Here = Class + "Here();";
    private const string Enter = Class + "Enter();";
    private readonly TextEdits _edits;
    private readonly Lazy<SemanticModel>? _meaning;

    private StopChecks(TextEdits edits, Lazy<SemanticModel>? meaning) => (_edits, _meaning) = (edits, meaning);

    /// <param name="meaning">Asked for only when the cell has lambdas or queries whose kind the syntax does not tell; without
    /// it these get no checks.</param>
    public static TextEdits For(SyntaxNode root, Func<SemanticModel>? meaning)
    {
        var edits = new TextEdits();
        var checks = new StopChecks(edits, meaning is null ? null : new(meaning));
        foreach (var node in root.DescendantNodes(node => !IsLeftAlone(node))) checks.Add(node);
        return edits;
    }

    private static bool IsLeftAlone(SyntaxNode node) => node switch
    {
        FinallyClauseSyntax or DestructorDeclarationSyntax or AttributeListSyntax => true,
        MethodDeclarationSyntax method => method.Identifier.Text is "Dispose" or "DisposeAsync" || IsCalledFromOutside(method.AttributeLists),
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalFunctionStatementSyntax function => IsCalledFromOutside(function.AttributeLists),
        _ => false,
    };

    // No exception may reach native code.
    public static bool IsCalledFromOutside(SyntaxList<AttributeListSyntax> lists) =>
        lists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().Contains("UnmanagedCallersOnly", StringComparison.Ordinal));

    private void Add(SyntaxNode node)
    {
        if (IsLeftAlone(node)) return;
        switch (node)
        {
            case GlobalStatementSyntax or FieldDeclarationSyntax { Parent: CompilationUnitSyntax }:
                AddToStatement(node);
                break;
            case WhileStatementSyntax loop:
                AddToLoop(loop.Statement);
                break;
            case DoStatementSyntax loop:
                AddToLoop(loop.Statement);
                break;
            case ForStatementSyntax loop:
                AddToLoop(loop.Statement);
                break;
            case CommonForEachStatementSyntax loop:
                AddToLoop(loop.Statement);
                if (loop.AwaitKeyword.RawKind != 0) Surround(loop.Expression, Class + "Each(", ")");
                break;
            case GotoStatementSyntax jump:
                Surround(jump, "{" + Here, "}");
                break;
            case AwaitExpressionSyntax wait:
                Surround(wait.Expression, Class + "Awaited(", ")");
                break;
            case CatchClauseSyntax clause:
                AddToCatch(clause);
                break;
            case AnonymousFunctionExpressionSyntax function:
                AddToFunction(function);
                break;
            case QueryExpressionSyntax query:
                AddToQuery(query);
                break;
            default:
                AddToMember(node);
                break;
        }
    }

    private void AddToStatement(SyntaxNode statement)
    {
        // The runtime knows no line of an index out of range.
        if (statement.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax).Any(node => node is ElementAccessExpressionSyntax))
        {
            var lines = statement.SyntaxTree.GetLineSpan(statement.Span);
            _edits.Open(statement.SpanStart, $"{Class}At({lines.StartLinePosition.Line + 1},{lines.EndLinePosition.Line + 1});");
        }
        else if (MayTakeLong(statement) && !IsFirst(statement))
        {
            _edits.Open(statement.SpanStart, Here);
        }
    }

    private void AddToLoop(StatementSyntax body)
    {
        if (body is BlockSyntax block) _edits.Open(block.OpenBraceToken.Span.End, Here);
        else Surround(body, "{" + Here, "}");
    }

    // A catch for everything must not keep a cell that was asked to stop.
    private void AddToCatch(CatchClauseSyntax clause)
    {
        var type = clause.Declaration?.Type.ToString();
        if (type is not (null or "Exception" or "System.Exception" or "SystemException" or "System.SystemException")) return;
        if (clause.Filter is { } filter) Surround(filter.FilterExpression, Class + "MayCatch&&(", ")");
        else _edits.Close((clause.Declaration?.CloseParenToken ?? clause.CatchKeyword).Span.End, $" when({Class}MayCatch)");
    }

    private void AddToMember(SyntaxNode node)
    {
        var (body, arrow, semicolon) = BodyOf(node);
        if (body is not null && MayRecurse(node, body)) _edits.Open(body.OpenBraceToken.Span.End, Enter);
        if (arrow is null || !MayRecurse(node, arrow)) return;

        var isProperty = node is BasePropertyDeclarationSyntax;
        var start = (isProperty ? "{get{" : "{") + Enter + (arrow.Expression is ThrowExpressionSyntax || IsVoid(node) ? "" : "return ");
        _edits.Replace(arrow.ArrowToken.SpanStart, arrow.ArrowToken.Span.Length, start);
        _edits.Close(semicolon.Span.End, isProperty ? "}}" : "}");
    }

    /// <summary>The body of a function or property in the form that it has; nothing for other nodes.</summary>
    public static (BlockSyntax? Body, ArrowExpressionClauseSyntax? Arrow, SyntaxToken Semicolon) BodyOf(SyntaxNode member) => member switch
    {
        BaseMethodDeclarationSyntax method => (method.Body, method.ExpressionBody, method.SemicolonToken),
        LocalFunctionStatementSyntax function => (function.Body, function.ExpressionBody, function.SemicolonToken),
        AccessorDeclarationSyntax accessor => (accessor.Body, accessor.ExpressionBody, accessor.SemicolonToken),
        PropertyDeclarationSyntax property => (null, property.ExpressionBody, property.SemicolonToken),
        IndexerDeclarationSyntax indexer => (null, indexer.ExpressionBody, indexer.SemicolonToken),
        _ => default,
    };

    // A function that calls nothing cannot go on for long outside of a loop, and stays as fast as it was.
    private static bool MayRecurse(SyntaxNode member, SyntaxNode body)
    {
        var name = member is AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax owner } ? owner.Identifier.Text
            : (member as PropertyDeclarationSyntax)?.Identifier.Text;
        return MayTakeLong(body) || body.DescendantNodes().Any(node => node is IdentifierNameSyntax used && used.Identifier.Text == name) ||
            (member is OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax && body.DescendantNodes().Any(node => node is BinaryExpressionSyntax or CastExpressionSyntax));
    }

    private static bool MayTakeLong(SyntaxNode node) => node.DescendantNodes().Any(part =>
        part is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or QueryExpressionSyntax);

    private static bool IsFirst(SyntaxNode member) => member.Parent is CompilationUnitSyntax unit && unit.Members[0] == member;

    /// <summary>Whether the body of a function or accessor hands out nothing.</summary>
    public static bool IsVoid(SyntaxNode member) => member switch
    {
        ConstructorDeclarationSyntax => true,
        AccessorDeclarationSyntax accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration),
        MethodDeclarationSyntax method => IsVoid(method.ReturnType, method.Modifiers),
        LocalFunctionStatementSyntax function => IsVoid(function.ReturnType, function.Modifiers),
        OperatorDeclarationSyntax { ReturnType: var type } => IsVoid(type, default),
        _ => false,
    };

    private static bool IsVoid(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ||
        (modifiers.Any(SyntaxKind.AsyncKeyword) && type is IdentifierNameSyntax or QualifiedNameSyntax { Right: IdentifierNameSyntax } && modifiers.Any(SyntaxKind.AsyncKeyword));

    private void AddToFunction(AnonymousFunctionExpressionSyntax function)
    {
        if (function.Block is { } block)
        {
            _edits.Open(block.OpenBraceToken.Span.End, Enter);
            return;
        }

        if (_meaning is null || function.ExpressionBody is not { } body || IsStatementIn(function, _meaning.Value) is not { } isStatement) return;
        Surround(body, "{" + (body.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax) ? Enter : Here) + (isStatement ? "" : "return "), ";}");
    }

    /// <summary>Whether the expression of a lambda would be a statement, not a return, in a body; null when it can have none.</summary>
    public static bool? IsStatementIn(AnonymousFunctionExpressionSyntax function, SemanticModel meaning)
    {
        if (function.ExpressionBody is not { } body || IsInsideTree(function, meaning)) return null;
        if (meaning.GetSymbolInfo(function).Symbol is not IMethodSymbol method) return null;
        if (meaning.GetTypeInfo(function).ConvertedType is not INamedTypeSymbol { TypeKind: TypeKind.Delegate } type || type.DelegateInvokeMethod is not { } call) return null;

        var isTask = function.AsyncKeyword.RawKind != 0 && method.ReturnType is not INamedTypeSymbol { IsGenericType: true };
        return call.ReturnsVoid || isTask || body is ThrowExpressionSyntax;
    }

    private void AddToQuery(QueryExpressionSyntax query)
    {
        if (_meaning is null || IsInsideTree(query, _meaning.Value)) return;
        foreach (var clause in query.Body.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax))
        {
            var (expression, operation) = clause switch
            {
                WhereClauseSyntax where => (where.Condition, _meaning.Value.GetQueryClauseInfo(where).OperationInfo),
                LetClauseSyntax let => (let.Expression, _meaning.Value.GetQueryClauseInfo(let).OperationInfo),
                SelectClauseSyntax select => (select.Expression, _meaning.Value.GetSymbolInfo(select)),
                _ => default,
            };
            if (operation.Symbol is IMethodSymbol method && !TakesTree(method) && !IsInsideTree(clause, _meaning.Value)) Surround(expression, Class + "Pass(", ")");
        }
    }

    // An expression tree can hold no statements.
    private static bool IsInsideTree(SyntaxNode node, SemanticModel meaning) => node.AncestorsAndSelf().Any(outer => outer switch
    {
        LambdaExpressionSyntax { ExpressionBody: not null } lambda =>
            meaning.GetTypeInfo(lambda).ConvertedType is INamedTypeSymbol { TypeKind: not TypeKind.Delegate },
        QueryClauseSyntax clause => meaning.GetQueryClauseInfo(clause).OperationInfo.Symbol is IMethodSymbol method && TakesTree(method),
        SelectClauseSyntax clause => meaning.GetSymbolInfo(clause).Symbol is IMethodSymbol method && TakesTree(method),
        _ => false,
    });

    private static bool TakesTree(IMethodSymbol method) =>
        (method.ReducedFrom ?? method).Parameters.Any(parameter => parameter.Type.Name == "Expression" && parameter.Type is INamedTypeSymbol { IsGenericType: true });

    private void Surround(SyntaxNode node, string before, string after)
    {
        _edits.Open(node.SpanStart, before);
        _edits.Close(node.Span.End, after);
    }
}
