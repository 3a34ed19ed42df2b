using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// The types that an expression should have where it stands: of the other operand, the parameter, the
/// variable.
/// </summary>
internal static class ExpectedTypes
{
    public static IReadOnlyList<ITypeSymbol> At(CellModel model, SyntaxNode expression) =>
    [
        .. Of(model, expression).Select(MemberSymbols.WithoutNullable).OfType<ITypeSymbol>()
            .Where(type => type.TypeKind != TypeKind.Error && type.SpecialType != SpecialType.System_Object)
            .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default),
    ];

    private static IEnumerable<ITypeSymbol?> Of(CellModel model, SyntaxNode expression)
    {
        var semantics = model.Semantics;
        switch (expression.Parent)
        {
            case ConditionalExpressionSyntax choice when choice.Condition == expression:
                return [model.Compilation.GetSpecialType(SpecialType.System_Boolean)];
            case ParenthesizedExpressionSyntax or ConditionalExpressionSyntax or BinaryPatternSyntax or
                UnaryPatternSyntax or ParenthesizedPatternSyntax:
                return Of(model, expression.Parent);
            case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax whole } arm:
                return arm.Expression == expression ? Of(model, whole)
                    : [semantics.GetTypeInfo(whole.GoverningExpression).Type];
            case ConstantPatternSyntax pattern:
                return Of(model, pattern);
            case BinaryExpressionSyntax { OperatorToken.RawKind: not ((int)SyntaxKind.AsKeyword or
                (int)SyntaxKind.IsKeyword) } binary:
                return [semantics.GetTypeInfo(binary.Left == expression ? binary.Right : binary.Left).Type];
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test:
                return [semantics.GetTypeInfo(test.Left).Type];
            case IsPatternExpressionSyntax test:
                return [semantics.GetTypeInfo(test.Expression).Type];
            case CaseSwitchLabelSyntax or CasePatternSwitchLabelSyntax:
                return [expression.FirstAncestorOrSelf<SwitchStatementSyntax>() is { } statement
                    ? semantics.GetTypeInfo(statement.Expression).Type : null];
            case SubpatternSyntax { ExpressionColon.Expression: { } member }:
                return [MemberSymbols.TypeOf(semantics.GetSymbolInfo(member).Symbol)];
            case AssignmentExpressionSyntax assignment when assignment.Right == expression:
                return [semantics.GetTypeInfo(assignment.Left).Type];
            case EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type.IsVar: false } declaration }:
                return [semantics.GetTypeInfo(declaration.Type).Type];
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return [semantics.GetTypeInfo(property.Type).Type];
            case EqualsValueClauseSyntax { Parent: ParameterSyntax { Type: { } type } }:
                return [semantics.GetTypeInfo(type).Type];
            case ArgumentSyntax { RefKindKeyword.RawKind: 0 } or AttributeArgumentSyntax:
                return OfArgument(model, expression);
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return [Returned(semantics, expression)];
            case ThrowStatementSyntax or ThrowExpressionSyntax:
                return [model.Compilation.GetTypeByMetadataName("System.Exception")];
            default:
                return [];
        }
    }

    private static IEnumerable<ITypeSymbol?> OfArgument(CellModel model, SyntaxNode expression)
    {
        if (EnclosingCall.At(model, expression.SpanStart) is not { } call) return [];
        return call.Overloads.Select(call.ParameterOf).OfType<IParameterSymbol>()
            .Select(EnclosingCall.TypeFor);
    }

    private static ITypeSymbol? Returned(SemanticModel semantics, SyntaxNode expression)
    {
        var type = semantics.GetEnclosingSymbol(expression.SpanStart) switch
        {
            IMethodSymbol { IsAsync: true, ReturnType: INamedTypeSymbol { TypeArguments: [var result] } } =>
                result,
            IMethodSymbol { MethodKind: not MethodKind.Constructor } method => method.ReturnType,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return type;
    }
}
