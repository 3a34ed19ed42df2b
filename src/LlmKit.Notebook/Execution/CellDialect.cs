using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Execution;

/// <summary>Writes what the compiler's scripts refuse at the top of a cell in a way that they take.</summary>
internal static class CellDialect
{
    private const string Kept = "global::LlmKit.Notebook.Execution.KeptVariables.";

    private static readonly CSharpParseOptions s_program = new(LanguageVersion.Preview);

    /// <summary>
    /// Makes <c>using var x = …;</c> an ordinary variable that later cells see; it is disposed when the cell is run again,
    /// or else with the engine. Makes <c>global using</c> an ordinary one, as usings reach all later cells anyway.
    /// </summary>
    public static CellText Of(CellText text)
    {
        if (!text.Text.Contains("using", StringComparison.Ordinal)) return text;

        var edits = new TextEdits();
        var root = CSharpSyntaxTree.ParseText(text.Text, s_program).GetCompilationUnitRoot();
        foreach (var import in root.Usings.Where(import => import.GlobalKeyword.RawKind != 0)) Blank(import.GlobalKeyword, edits);
        foreach (var statement in root.Members.OfType<GlobalStatementSyntax>())
        {
            if (statement.Statement is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration) continue;
            if (declaration.UsingKeyword.IsMissing || declaration.SemicolonToken.IsMissing) continue;

            var isAsync = declaration.AwaitKeyword.RawKind != 0;
            if (isAsync) Blank(declaration.AwaitKeyword, edits);
            Blank(declaration.UsingKeyword, edits);
            foreach (var name in declaration.Declaration.Variables.Select(variable => variable.Identifier.Text))
            {
                edits.Open(declaration.SpanStart, $"{Kept}Release(\"{name}\");");
                edits.Close(declaration.Span.End, $" {Kept}Keep{(isAsync ? "Async" : "")}(\"{name}\", {name});");
            }
        }

        return text.With(edits);
    }

    private static void Blank(SyntaxToken token, TextEdits edits) =>
        edits.Replace(token.SpanStart, token.Span.Length, new string(' ', token.Span.Length));
}
