using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Repl.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Repl;

/// <summary>Decides whether Enter runs a text as a cell, and what it runs.</summary>
internal static class Submission
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>An <see cref="EntryRule"/>: a whole text runs; two empty lines at its end run any text.</summary>
    public static string? Rule(EditText text)
    {
        var code = text.Text;
        if (string.IsNullOrWhiteSpace(code) || IsQuestion(code) || IsEnded(text)) return null;
        var answer = Completeness.Of(code);
        return answer.Status switch
        {
            CompletenessStatus.Complete or CompletenessStatus.Invalid => null,
            CompletenessStatus.Unknown => "",
            _ => LacksSemicolon(code) ? null : answer.Indent,
        };
    }

    /// <summary>What is run: with the semicolon at the end where only that is missing.</summary>
    public static string CodeOf(string text)
    {
        text = text.TrimEnd();
        return Completeness.Of(text).Status == CompletenessStatus.Incomplete && LacksSemicolon(text) ? text + ";" : text;
    }

    /// <summary>Whether it asks for documentation: a name with a question mark behind it.</summary>
    public static bool IsQuestion(string code) =>
        code.AsSpan().Trim() is [.. var name, '?'] && name.Length > 0 && !name.ContainsAnyExcept(s_nameLetters) && (char.IsLetter(name[0]) || name[0] == '_');

    private static readonly System.Buffers.SearchValues<char> s_nameLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");

    // The caret on an empty last line, below another empty line or below text in another language.
    private static bool IsEnded(EditText text)
    {
        if (text.Caret < text.Text.TrimEnd(' ').Length || !text.HasLines || text.LineBefore.Trim().Length > 0) return false;
        if (CellText.IsOtherLanguage(text.Text, text.Text.Length)) return true;
        var above = text.At(text.LineStart - 1);
        return above.LineBefore.Trim().Length == 0;
    }

    // `var x = 1` wants nothing but a semicolon, while `int F(int x)` and `if (a)` want more.
    private static bool LacksSemicolon(string code)
    {
        code = code.TrimEnd();
        if (Completeness.Of(code + ";").Status != CompletenessStatus.Complete) return false;
        var root = SyntaxFactory.ParseCompilationUnit(CellText.CSharpOf(code + ";", s_script), options: s_script);
        return (SyntaxNode?)root.Members.LastOrDefault() switch
        {
            null => root.Usings.Count > 0,
            GlobalStatementSyntax { Statement: var statement } => EndsItself(statement),
            FieldDeclarationSyntax or RecordDeclarationSyntax { ParameterList: not null, OpenBraceToken.RawKind: 0 } => true,
            PropertyDeclarationSyntax { ExpressionBody: not null } or MethodDeclarationSyntax { ExpressionBody: not null } => true,
            _ => false,
        };
    }

    private static bool EndsItself(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or ExpressionStatementSyntax => true,
        LocalFunctionStatementSyntax { ExpressionBody: not null } => true,
        _ => false,
    };
}
