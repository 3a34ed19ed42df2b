namespace LlmKit.Notebook.Execution;

/// <summary>Brings what a cell does after an await back to the cell's thread.</summary>
internal sealed class PumpingContext : SynchronizationContext
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(150);
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];
    private bool _isOver;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
        {
            if (!_isOver)
            {
                _posted.Enqueue((d, state));
                Monitor.Pulse(_posted);
                return;
            }
        }

        // The cell is over; what it left running goes on elsewhere.
        ThreadPool.QueueUserWorkItem(_ => d(state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Runs what is posted until the task has ended.</summary>
    /// <exception cref="CellStoppedException">The task waits for something that does not end when the cell is stopped.</exception>
    public void PumpUntil(Task task, CellRun run)
    {
        task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (true)
        {
            try
            {
                if (Next(task) is not { } next) return;
                next.Callback(next.State);
            }
            catch (ThreadInterruptedException) when (run.IsStopping)
            {
                // What the cell awaits ends by itself, with its finally blocks, unless it is something unusual.
                if (run.StoppingFor > s_patience) throw new CellStoppedException();
            }
        }
    }

    /// <summary>Nothing runs here any more.</summary>
    public void Close()
    {
        Uninterrupted.Lock(_posted, () => _isOver = true);
        while (_posted.TryDequeue(out var left)) ThreadPool.QueueUserWorkItem(_ => left.Callback(left.State));
    }

    private (SendOrPostCallback Callback, object? State)? Next(Task task)
    {
        lock (_posted)
        {
            while (_posted.Count == 0)
            {
                if (task.IsCompleted) return null;
                Monitor.Wait(_posted);
            }

            return _posted.Dequeue();
        }
    }

    private void Wake()
    {
        lock (_posted)
        {
            _isOver = true;
            Monitor.PulseAll(_posted);
        }
    }
}
