using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Exceptions of cells that nobody waits for: on threads of their own, in <c>async void</c>, in tasks that were not
/// awaited. They are shown on standard error and do not end the process.
/// </summary>
internal static class StrayErrors
{
    private static int s_isInstalled;

    public static void Install()
    {
        if (Interlocked.Exchange(ref s_isInstalled, 1) == 1) return;
        TaskScheduler.UnobservedTaskException += (_, unobserved) =>
        {
            if (!IsOfCell(unobserved.Exception)) return;
            Show("A task that was not awaited failed.", unobserved.Exception.InnerExceptions.Count == 1 ? unobserved.Exception.InnerException! : unobserved.Exception);
            unobserved.SetObserved();
        };
        try
        {
            ExceptionHandling.SetUnhandledExceptionHandler(error =>
            {
                if (CellRun.Current is null && !IsOfCell(error)) return false;
                Show("A thread ended with an exception.", error);
                return true;
            });
        }
        catch (InvalidOperationException)
        {
            // The host has a handler of its own.
        }
    }

    private static bool IsOfCell(Exception error) => All(error).Any(e => new StackTrace(e).GetFrames()
        .Any(frame => frame.GetMethod()?.Module.Assembly is { } assembly && CellLoadContext.IsCell(assembly)));

    private static IEnumerable<Exception> All(Exception error) => error switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(All).Prepend(many),
        { InnerException: { } inner } => All(inner).Prepend(error),
        _ => [error],
    };

    private static void Show(string what, Exception error)
    {
        if (All(error).Any(e => e is CellStoppedException or ThreadInterruptedException) && !StopCheck.MayCatch) return;
        if (error is CellStoppedException) return;
        Console.Error.WriteLine(string.Join(Environment.NewLine, CellErrors.OfException(error, "").Traceback.Prepend(what)));
    }
}
