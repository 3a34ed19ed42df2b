using System.Diagnostics.CodeAnalysis;
using LlmKit.Notebook.Debugging;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// One run of a cell. It flows with the cell into its tasks and threads, so that a request to stop reaches what the
/// cell started and nothing else: what earlier cells left running goes on.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "What a cell left running may still look at the token; a source without a timer holds nothing to free.")]
internal sealed class CellRun
{
    private static readonly AsyncLocal<CellRun?> s_current = new();
    private static readonly TimeSpan s_linger = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pulse = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _stop = new();
    private long _stoppedAt;
    private int _isStopping;

    /// <summary>The run that the calling code belongs to; null outside of cells.</summary>
    public static CellRun? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    /// <summary>The statement that runs, where it is one that may fail without a line.</summary>
    public (int First, int Last)? Lines { get; set; }

    /// <summary>Debugs it; null for most runs.</summary>
    public CellDebugger? Debugger { get; set; }

    public CancellationToken Token => _stop.Token;

    /// <summary>Whether it was asked to stop; stays true for what it left running.</summary>
    public bool IsStopping => Volatile.Read(ref _isStopping) == 1;

    /// <summary>How long ago it was asked to stop.</summary>
    public TimeSpan StoppingFor => IsStopping ? TimeSpan.FromMilliseconds(Environment.TickCount64 - _stoppedAt) : TimeSpan.Zero;

    public void Stop()
    {
        _stoppedAt = Environment.TickCount64;
        if (Interlocked.Exchange(ref _isStopping, 1) == 1) return;
        StopCheck.Look(true);
        _ = _stop.CancelAsync();
    }

    /// <summary>The cell itself is over.</summary>
    public void End()
    {
        if (!IsStopping) return;
        using (ExecutionContext.SuppressFlow()) _ = StopRest(new(this));
    }

    // Tasks and threads that the cell left behind keep the run alive. They are stopped too, but looking for the run
    // costs every check of every cell some nanoseconds: a while without a pause, then now and then.
    private static async Task StopRest(WeakReference<CellRun> run)
    {
        await Task.Delay(s_linger).ConfigureAwait(false);
        StopCheck.Look(false);
        while (run.TryGetTarget(out _))
        {
            await Task.Delay(s_pause).ConfigureAwait(false);
            StopCheck.Look(true);
            await Task.Delay(s_pulse).ConfigureAwait(false);
            StopCheck.Look(false);
        }
    }
}
