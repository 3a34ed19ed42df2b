using System.Collections.Concurrent;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// The one thread that cells run on, so that what belongs to a thread (libtorch's gradient mode, dispose scopes)
/// survives from cell to cell. While a cell awaits, the thread runs the continuations.
/// </summary>
internal sealed class CellThread : IDisposable
{
    private const int StackBytes = 16 << 20;
    private readonly BlockingCollection<Action> _work = [];
    private readonly object _turn = new();
    private readonly Thread _thread;
    private CellRun? _running;
    private bool _wasInterrupted;

    public CellThread()
    {
        _thread = new Thread(Work, StackBytes) { IsBackground = true, Name = "cells" };
        using (ExecutionContext.SuppressFlow()) _thread.Start();
    }

    /// <summary>Runs the function and everything it awaits on the thread; the task ends with it.</summary>
    public Task<T> Start<T>(Func<Task<T>> function, CellRun run)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            Action end;
            Begin(run);
            try
            {
                var value = Run(function, run);
                end = () => done.SetResult(value);
            }
            catch (Exception e)
            {
                end = () => done.SetException(e);
            }

            Finish();
            end();
        });
        return done.Task;
    }

    /// <summary>Wakes the thread when it waits for something in this run.</summary>
    public void Interrupt(CellRun run)
    {
        lock (_turn)
        {
            if (_running != run) return;
            _wasInterrupted = true;
            _thread.Interrupt();
        }
    }

    public void Dispose() => _work.CompleteAdding();

    private static T Run<T>(Func<Task<T>> function, CellRun run)
    {
        var context = new PumpingContext();
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var task = function();
            context.PumpUntil(task, run);
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            context.Close();
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    private void Begin(CellRun run)
    {
        CellRun.Current = run;
        lock (_turn) _running = run;
    }

    // An interrupt that came too late would end the first wait of the next cell.
    private void Finish()
    {
        CellRun.Current = null;
        Uninterrupted.Lock(_turn, () => _running = null);
        if (!_wasInterrupted) return;
        _wasInterrupted = false;
        try
        {
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
        }
    }

    private void Work()
    {
        foreach (var action in _work.GetConsumingEnumerable()) action();
    }
}
