using System.Globalization;
using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Debugging;

/// <summary>
/// Puts calls of <see cref="DebugPoint"/> into a cell: before each statement, and around the body of each function.
/// They hand the values of variables over and take back those that the user assigned, so that nothing is captured and
/// a cell means the same with them as without.
/// </summary>
internal sealed class DebugPoints
{
    private const string Engine = "global::LlmKit.Notebook.";
    private const string Class = Engine + "Debugging.DebugPoint.";

    private readonly TextEdits _edits = new();
    private readonly CellText _text;
    private readonly SemanticModel _meaning;
    private readonly VisibleVariables _variables;
    private readonly Dictionary<SyntaxNode, string> _frames = [];
    private readonly HashSet<(SyntaxNode?, int)> _lines = [];

    private DebugPoints(CellText text, SemanticModel meaning) =>
        (_text, _meaning, _variables) = (text, meaning, new(meaning));

    /// <param name="meaning">Of the text as it is.</param>
    public static TextEdits For(CellText text, SyntaxNode root, SemanticModel meaning)
    {
        var points = new DebugPoints(text, meaning);
        foreach (var node in root.DescendantNodes(node => !IsLeftAlone(node))) points.Add(node);
        return points._edits;
    }

    private static bool IsLeftAlone(SyntaxNode node) => node switch
    {
        DestructorDeclarationSyntax or AttributeListSyntax or QueryExpressionSyntax => true,
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        MethodDeclarationSyntax method => StopChecks.IsCalledFromOutside(method.AttributeLists),
        LocalFunctionStatementSyntax function => StopChecks.IsCalledFromOutside(function.AttributeLists),
        // What the engine put in.
        StatementSyntax or GlobalStatementSyntax => node.ToString().StartsWith(Engine, StringComparison.Ordinal),
        _ => false,
    };

    private void Add(SyntaxNode node)
    {
        if (IsLeftAlone(node)) return;
        switch (node)
        {
            case GlobalStatementSyntax { Statement: not (BlockSyntax or EmptyStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax) }:
            case FieldDeclarationSyntax { Parent: CompilationUnitSyntax } field when !IsConst(field):
                _edits.Open(node.SpanStart, Point(node, null));
                break;
            case StatementSyntax { Parent: not GlobalStatementSyntax } statement and not BlockSyntax:
                AddToStatement(statement);
                break;
            case AnonymousFunctionExpressionSyntax function:
                AddToLambda(function);
                break;
            default:
                break;
        }

        if (node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax) AddToMember(node);
    }

    private static bool IsConst(FieldDeclarationSyntax field) => field.Modifiers.Any(SyntaxKind.ConstKeyword);

    private void AddToStatement(StatementSyntax statement)
    {
        if (statement is LocalFunctionStatementSyntax or LabeledStatementSyntax || !IsReachable(statement)) return;
        var isEmbedded = statement.Parent is not (BlockSyntax or SwitchSectionSyntax or LabeledStatementSyntax);
        if (statement is EmptyStatementSyntax && !isEmbedded) return;

        var point = Point(statement, statement);
        _edits.Open(statement.SpanStart, isEmbedded ? "{" + point : point);
        if (isEmbedded) _edits.Close(statement.Span.End, "}");
        if (statement is YieldStatementSyntax { Expression: { } item } yields && FrameOf(statement) is { } frame) AddToItem(yields, item, frame);
    }

    // Between two items the sequence runs not; what makes an item still belongs to it.
    private void AddToItem(YieldStatementSyntax statement, ExpressionSyntax item, string frame)
    {
        var type = _meaning.GetTypeInfo(item);
        var isNatural = item.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax) && type.Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Dynamic or TypeKind.Pointer) } &&
            item is not (ImplicitObjectCreationExpressionSyntax or CollectionExpressionSyntax or SwitchExpressionSyntax or ConditionalExpressionSyntax) &&
            SymbolEqualityComparer.IncludeNullability.Equals(type.Type, type.ConvertedType);
        if (isNatural) Surround(item, $"{Class}Leave({frame},", ")");
        else _edits.Open(statement.SpanStart, $"{Class}Leave({frame});");
    }

    private bool IsReachable(StatementSyntax statement) =>
        _meaning.AnalyzeControlFlow(statement) is { Succeeded: true, StartPointIsReachable: true };

    private void AddToMember(SyntaxNode node)
    {
        var (body, arrow, semicolon) = StopChecks.BodyOf(node);
        if (body is not null)
        {
            Enclose(node, body);
            return;
        }

        if (arrow is null || semicolon.IsMissing) return;
        var isProperty = node is BasePropertyDeclarationSyntax;
        var returns = arrow.Expression is ThrowExpressionSyntax || StopChecks.IsVoid(node) ? "" : "return ";
        var start = (isProperty ? "{get{" : "{") + Begin(node) + Point(arrow.Expression, arrow.Expression) + returns;
        _edits.Replace(arrow.ArrowToken.SpanStart, arrow.ArrowToken.Span.Length, start);
        _edits.Close(semicolon.Span.End, End(node) + (isProperty ? "}}" : "}"));
    }

    private void AddToLambda(AnonymousFunctionExpressionSyntax function)
    {
        if (function.Block is { } block)
        {
            if (function.Parent?.Parent?.Parent is InvocationExpressionSyntax call && call.ToString().StartsWith(Engine, StringComparison.Ordinal)) return;
            Enclose(function, block);
        }
        else if (function.ExpressionBody is { } body && StopChecks.IsStatementIn(function, _meaning) is { } isStatement)
        {
            Surround(body, "{" + Begin(function) + Point(body, body) + (isStatement ? "" : "return "), ";" + End(function) + "}");
        }
    }

    private void Enclose(SyntaxNode function, BlockSyntax body)
    {
        _edits.Open(body.OpenBraceToken.Span.End, Begin(function));
        _edits.Close(body.CloseBraceToken.SpanStart, End(function));
    }

    private string Begin(SyntaxNode function)
    {
        var frame = _frames[function] = string.Create(CultureInfo.InvariantCulture, $"__frame{function.SpanStart}");
        return $"var {frame}={Class}Enter();try{{";
    }

    private string End(SyntaxNode function) => $"}}finally{{{Class}Leave({_frames[function]});}}";

    /// <param name="place">What the data flow is asked about; null at the top of the cell.</param>
    private string Point(SyntaxNode node, SyntaxNode? place)
    {
        var function = FunctionOf(node);
        var line = node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
        var variables = _variables.At(node, place, function);
        var site = DebugSite.Add(new(
            _text, line, FunctionTitle.Of(function), [.. variables.Select(variable => variable.ForSite())], _lines.Add((function, line)), IsBreakpoint(node)));
        var values = string.Concat(variables.Select(variable => $",{Class}Box({variable.Boxed})"));
        var taken = string.Concat(variables.Index().Where(variable => variable.Item.IsAssignable)
            .Select(variable => string.Create(CultureInfo.InvariantCulture, $"{variable.Item.Written}={Class}Take({variable.Index},{variable.Item.Boxed});")));
        var frame = function is null ? "null" : _frames[function];
        return string.Create(CultureInfo.InvariantCulture, $"if({Class}IsOn&&{Class}At({frame},{site}{values})){{{taken}}}");
    }

    private bool IsBreakpoint(SyntaxNode node) =>
        (node as GlobalStatementSyntax)?.Statement is var top && (top ?? node) is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } &&
        _meaning.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: nameof(Kernel.Breakpoint), ContainingType.Name: nameof(Kernel) };

    private string? FrameOf(SyntaxNode node) => FunctionOf(node) is { } function ? _frames.GetValueOrDefault(function) : null;

    /// <summary>The function that a node stands in; null for the statements of the cell.</summary>
    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(outer =>
        outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax ||
        outer is BasePropertyDeclarationSyntax && node.Ancestors().TakeWhile(inner => inner != outer).Any(inner => inner is ArrowExpressionClauseSyntax));

    private void Surround(SyntaxNode node, string before, string after)
    {
        _edits.Open(node.SpanStart, before);
        _edits.Close(node.Span.End, after);
    }
}
