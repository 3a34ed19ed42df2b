using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Debugging;

/// <summary>Notes where the exceptions of a run were thrown.</summary>
internal sealed class ErrorWatch : IDisposable
{
    private readonly CellRun _run;
    private readonly ConditionalWeakTable<Exception, IReadOnlyList<StackEntry>> _places = [];

    public ErrorWatch(CellRun run)
    {
        _run = run;
        AppDomain.CurrentDomain.FirstChanceException += Note;
    }

    /// <summary>The calls that led to where an exception, or the one that caused it, was thrown.</summary>
    public IReadOnlyList<StackEntry>? PlaceOf(Exception exception)
    {
        IReadOnlyList<StackEntry>? found = null;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (_places.TryGetValue(cause, out var place)) found = place;
        }

        return found;
    }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Note;

    // Thrown again further out it comes here once more.
    private void Note(object? sender, FirstChanceExceptionEventArgs happened)
    {
        if (CellRun.Current == _run && DebugPoint.Current is { } frame && happened.Exception is not OutOfMemoryException)
            _places.TryAdd(happened.Exception, CallStack.Of(frame));
    }
}
