using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>The keywords that may stand at a place.</summary>
internal static class Keywords
{
    // Statements that end together at a caret are few; in generated code they could be thousands.
    private const int FewLevels = 24;

    private static readonly string[] s_types =
    [
        "bool", "byte", "char", "decimal", "double", "dynamic", "float", "int", "long", "nint", "nuint", "object",
        "sbyte", "short", "string", "uint", "ulong", "ushort",
    ];

    private static readonly string[] s_expressions =
    [
        "await", "async", "checked", "default", "delegate", "false", "from", "global", "nameof", "new", "null",
        "sizeof", "stackalloc", "static", "throw", "true", "typeof", "unchecked", .. s_types,
    ];

    private static readonly string[] s_statements =
    [
        "const", "do", "fixed", "for", "foreach", "goto", "if", "lock", "ref", "return", "scoped", "switch", "throw",
        "try", "unsafe", "using", "var", "void", "while",
    ];

    private static readonly string[] s_declarations =
    [
        "abstract", "async", "class", "const", "delegate", "enum", "event", "explicit", "extern", "file", "implicit",
        "interface", "internal", "namespace", "new", "operator", "override", "partial", "private", "protected",
        "public", "readonly", "record", "ref", "required", "sealed", "static", "struct", "unsafe", "virtual", "void",
        "volatile",
    ];

    private static readonly string[] s_queries =
    [
        "ascending", "by", "descending", "equals", "from", "group", "into", "join", "let", "on", "orderby", "select",
        "where",
    ];

    public static IEnumerable<string> At(CompletionPlace place, SyntaxToken token) => place switch
    {
        CompletionPlace.Statement => Statements(token).Concat(Expressions(token)),
        CompletionPlace.Expression or CompletionPlace.Initializer => Expressions(token),
        CompletionPlace.Pattern =>
            [.. s_types, "not", "null", "true", "false", "var", "default", "typeof", "nameof"],
        CompletionPlace.AfterExpression => After(token),
        CompletionPlace.Type =>
            token.Parent?.Parent is ParameterSyntax
                ? [.. s_types, "ref", "out", "in", "params", "this", "scoped", "readonly"]
                : Types(token),
        CompletionPlace.NewType => s_types,
        CompletionPlace.UsingNamespace => ["static", "global", "var"],
        CompletionPlace.TypeBody => [.. s_declarations, .. s_types],
        CompletionPlace.Accessor =>
            ["get", "set", "init", "add", "remove", "private", "protected", "internal", "readonly"],
        _ => [],
    };

    private static IEnumerable<string> Types(SyntaxToken token) => token.Parent?.Parent switch
    {
        TypeConstraintSyntax => [.. s_types, "class", "struct", "notnull", "unmanaged", "new", "allows"],
        TypeOfExpressionSyntax or RefTypeSyntax => [.. s_types, "void"],
        _ => s_types,
    };

    private static IEnumerable<string> Expressions(SyntaxToken token)
    {
        if (token.Parent?.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })
            return ["var", .. s_types];
        if (token.Parent?.Parent is GotoStatementSyntax) return ["case", "default"];
        if (token.Parent?.Parent is ArgumentSyntax)
            return [.. s_expressions, "ref", "out", "in", .. OfMembers(token)];
        return [.. s_expressions, .. OfMembers(token)];
    }

    private static string[] OfMembers(SyntaxToken token)
    {
        var member = token.Parent?.Ancestors().OfType<MemberDeclarationSyntax>()
            .FirstOrDefault(declaration =>
                declaration.Parent is TypeDeclarationSyntax && declaration is not BaseTypeDeclarationSyntax);
        if (member is null || member.Modifiers.Any(SyntaxKind.StaticKeyword)) return [];
        return token.Parent!.Ancestors().Any(node =>
                node is AccessorDeclarationSyntax or ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax })
            ? ["this", "base", "field", "value"]
            : ["this", "base"];
    }

    private static IEnumerable<string> Statements(SyntaxToken token)
    {
        var around = token.Parent!.Ancestors()
            .TakeWhile(node => !IsFunction(node)).ToList();
        var words = new List<string>(s_statements);
        var isTop = token.Parent.Ancestors().OfType<BlockSyntax>().FirstOrDefault() is null;
        if (isTop) words.AddRange(s_declarations);
        var isLoop = around.Any(node =>
            node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        var isSwitch = around.Any(node => node is SwitchStatementSyntax);
        if (isLoop) words.Add("continue");
        if (isLoop || isSwitch) words.Add("break");
        if (isSwitch) words.AddRange(["case", "default"]);
        if (token.Parent.Ancestors().Any(IsFunction)) words.Add("yield");

        var before = token.GetPreviousToken();
        var ended = before.Parent?.AncestorsAndSelf().Take(FewLevels).OfType<StatementSyntax>()
            .Where(one => one.GetLastToken() == before || one.GetLastToken(includeZeroWidth: true).IsMissing)
            .SelectMany(one => new[] { one, one.Parent }).ToList() ?? [];
        if (ended.Any(node => node is IfStatementSyntax { Else: null })) words.Add("else");
        if (ended.Any(node => node is TryStatementSyntax or CatchClauseSyntax)) words.AddRange(["catch", "finally"]);
        return words;
    }

    private static bool IsFunction(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or
            AnonymousFunctionExpressionSyntax;

    private static IEnumerable<string> After(SyntaxToken token)
    {
        var before = token.GetPreviousToken();
        if (before.Parent is ForEachStatementSyntax) return ["in"];

        var words = new List<string> { "is", "as", "switch", "with", "and", "or", "when" };
        if (before.Parent?.AncestorsAndSelf()
            .Any(node => node is QueryExpressionSyntax or FromClauseSyntax) == true)
            words.AddRange([.. s_queries, "in"]);
        return words;
    }
}
