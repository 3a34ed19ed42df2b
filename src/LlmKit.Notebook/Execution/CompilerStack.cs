using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Room for the compiler, which goes into nested code by recursion: an overflow of the stack would end the process.
/// </summary>
internal static class CompilerStack
{
    private const int Bytes = 256 << 20;
    private const int MostBrackets = 400;
    private const int MostLevels = 6_000;

    // Of statements the compiler's memory grows with the square: 24 GB for 6,000 loops in one another.
    private const int StatementLevels = 10;

    /// <summary>Calls the function on a stack of its own.</summary>
    /// <param name="patience">How long it may go on once it is asked to stop; then it is left behind.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static T Run<T>(Func<T> function, TimeSpan patience, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(
            () =>
            {
                try
                {
                    done.SetResult(function());
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            }, Bytes) { IsBackground = true, Name = "compiler" }.Start();

        using var given = new CancellationTokenSource();
        using var asked = cancel.Register(() => given.CancelAfter(patience));
        try
        {
            done.Task.Wait(given.Token);
        }
        catch (AggregateException)
        {
        }

        return done.Task.GetAwaiter().GetResult();
    }

    /// <summary>What is wrong with a text whose brackets go too deep to be parsed: the time grows with the square.</summary>
    public static CellDiagnostic? Refuse(CellText text)
    {
        var depth = 0;
        for (var i = 0; i < text.Code.Length; i++)
        {
            if (text.Code[i] is '(' or '[' or '{') depth++;
            else if (text.Code[i] is ')' or ']' or '}') depth = Math.Max(0, depth - 1);
            if (depth > MostBrackets) return TooDeep(text, i, $"brackets go {MostBrackets} deep here");
        }

        return null;
    }

    /// <summary>What is wrong with a tree that even this stack would not suffice for.</summary>
    public static CellDiagnostic? Refuse(CellText text, SyntaxNode root)
    {
        var open = new Stack<(SyntaxNode Node, int Depth)>([(root, 0)]);
        while (open.TryPop(out var next))
        {
            if (next.Depth > MostLevels) return TooDeep(text, text.Original(next.Node.SpanStart), next.Node is StatementSyntax ? $"statements go {MostLevels / StatementLevels} deep here" : $"an expression goes {MostLevels} levels deep here");
            foreach (var child in next.Node.ChildNodes()) open.Push((child, next.Depth + (child is StatementSyntax ? StatementLevels : 1)));
        }

        return null;
    }

    private static CellDiagnostic TooDeep(CellText text, int start, string what)
    {
        var before = text.Code.AsSpan(0, Math.Min(start, text.Code.Length));
        return new("CS8078", true, $"{what}, which is more than the compiler can take. Take it apart, or build it in a loop.",
            text.Name, text.Code, start, 1, before.Count('\n'), start - (before.LastIndexOf('\n') + 1));
    }
}
