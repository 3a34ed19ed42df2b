using System.Reflection;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Debugging;

/// <summary>Evaluates expressions in the place of a statement, as a cell of their own.</summary>
/// <param name="compile">Compiles a cell that comes after the one that runs.</param>
/// <param name="instances">The scripts of the cells so far.</param>
internal sealed class ExpressionEvaluator(Func<string, (CompiledScript? Script, IReadOnlyList<CellDiagnostic> Found)> compile, Func<object?[]> instances)
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const int Room = 4, MostErrors = 3;

    public Evaluation Evaluate(string code, StackEntry call)
    {
        var text = new ExpressionText(code, call);
        var (script, found) = compile(text.Code);
        if (script is null)
        {
            var errors = found.Where(mistake => mistake.IsError).Take(MostErrors).Select(error => $"error {error.Id}: {ExpressionText.Readable(error.Message)}");
            return new(string.Join('\n', errors), []);
        }

        // What it declares must not stay, so it gets a chain of its own.
        var known = instances();
        object?[] chain = [.. known, .. new object?[Room]];
        var shown = Run(script, chain, text.Held);
        var own = chain.Where((instance, i) => instance is not null && !ReferenceEquals(instance, known.ElementAtOrDefault(i))).FirstOrDefault();
        Renew(call, known);
        return new(shown, own is null ? [] : text.Assigned(own));
    }

    private static string Run(CompiledScript script, object?[] chain, object?[] held)
    {
        // The cell's thread waits here, and could not do what the expression leaves for later.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        DebugValues.Put(held);
        try
        {
            var value = script.Entry(chain).WaitAsync(StopCheck.Token).GetAwaiter().GetResult();
            return !script.HasValue ? "" : value is null ? Formatter.NullString : Formatter.Format(value, MimeBundle.Plain).PlainText;
        }
        catch (Exception e) when (CellRun.Current is not { IsStopping: true })
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
        finally
        {
            DebugValues.Put(null);
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    // The cell's own variables may have other values by now.
    private static void Renew(StackEntry call, object?[] scripts)
    {
        foreach (var (i, variable) in call.Site.Variables.Index().Where(variable => variable.Item.IsOfCell))
        {
            var holder = scripts.LastOrDefault(script => script?.GetType().GetField(variable.Name, Fields) is not null);
            if (holder is not null) call.Values[i] = holder.GetType().GetField(variable.Name, Fields)!.GetValue(holder);
        }
    }
}
