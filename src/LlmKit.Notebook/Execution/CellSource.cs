using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Execution;

/// <summary>What is changed in a cell's text before it is compiled. Every change stays on its line, so that line numbers hold.</summary>
internal static class CellSource
{
    private static readonly CSharpParseOptions s_program = new(LanguageVersion.Preview);

    /// <summary>
    /// Makes <c>using var x = …;</c> at the top of a cell an ordinary variable that later cells see. It is disposed when
    /// the engine ends, the last one first. C# scripts know no using declarations.
    /// </summary>
    public static string KeepUsings(string code)
    {
        if (!code.Contains("using", StringComparison.Ordinal)) return code;

        var changes = new List<(int Start, int Length, string Text)>();
        foreach (var statement in CSharpSyntaxTree.ParseText(code, s_program).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>())
        {
            if (statement.Statement is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration) continue;
            if (declaration.UsingKeyword.IsMissing || declaration.SemicolonToken.IsMissing) continue;

            if (declaration.AwaitKeyword.RawKind != 0) changes.Add((declaration.AwaitKeyword.SpanStart, declaration.AwaitKeyword.Span.Length, ""));
            changes.Add((declaration.UsingKeyword.SpanStart, declaration.UsingKeyword.Span.Length, ""));
            foreach (var variable in declaration.Declaration.Variables)
                changes.Add((declaration.Span.End, 0, $" global::LlmKit.Notebook.Kernel.DisposeAtEnd({variable.Identifier.Text});"));
        }

        return Changed(code, changes);
    }

    /// <summary>Roslyn refuses, without saying why, to emit a script of nothing but usings and directives.</summary>
    public static string WithStatement(string code, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(code, options).GetCompilationUnitRoot().Members.Count == 0 ? code + "\n;" : code;

    private static string Changed(string code, List<(int Start, int Length, string Text)> changes)
    {
        // At one place the closing brace of an inner loop comes before whatever follows it.
        foreach (var (start, length, text) in changes.Select((change, order) => (change, order)).OrderByDescending(item => item.change.Start)
                     .ThenByDescending(item => item.order).Select(item => item.change))
        {
            code = code[..start] + text + code[(start + length)..];
        }

        return code;
    }
}
