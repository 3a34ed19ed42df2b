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
    private readonly Thread _thread;

    public CellThread()
    {
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "cells" };
        _thread.Start();
    }

    /// <summary>Runs the function and everything it awaits on the thread; the task ends with it.</summary>
    public Task<T> Start<T>(Func<Task<T>> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            using var context = new PumpingContext();
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                var task = function();
                context.PumpUntil(task);
                done.SetResult(task.GetAwaiter().GetResult());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(null);
                ForgetInterrupt();
            }
        });
        return done.Task;
    }

    /// <summary>Wakes the thread when it waits for something.</summary>
    public void Interrupt() => _thread.Interrupt();

    public void Dispose() => _work.CompleteAdding();

    // An interrupt that came too late would end the next wait.
    private static void ForgetInterrupt()
    {
        try
        {
            Thread.Sleep(0);
        }
        catch (ThreadInterruptedException)
        {
        }
    }

    private void Run()
    {
        while (!_work.IsCompleted)
        {
            try
            {
                if (_work.TryTake(out var action, Timeout.Infinite)) action();
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }

    private sealed class PumpingContext : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

        public override void Post(SendOrPostCallback d, object? state)
        {
            try
            {
                _posted.Add((d, state));
            }
            catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
            {
                // The cell is over; what it left running goes on elsewhere.
                ThreadPool.QueueUserWorkItem(_ => d(state));
            }
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public void PumpUntil(Task task)
        {
            task.ContinueWith(_ => _posted.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var (callback, state) in _posted.GetConsumingEnumerable()) callback(state);
        }

        public void Dispose() => _posted.Dispose();
    }
}
