using System.Runtime.CompilerServices;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Where running cells look whether they shall stop. Calls stand in every loop, function, wait and catch of a cell.
/// </summary>
public static partial class StopCheck
{
    private static volatile int s_stopping;

    /// <summary>Cancelled when the running cell is asked to stop, for what the cell calls.</summary>
    public static CancellationToken Token => CellRun.Current?.Token ?? default;

    /// <summary>Whether a cell may catch whatever comes: not while it is being stopped.</summary>
    public static bool MayCatch => s_stopping == 0 || CellRun.Current is not { IsStopping: true };

    /// <summary>Ends the cell when it was asked to stop. Costs one read of memory otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Here()
    {
        if (s_stopping != 0) Stop();
    }

    /// <summary>As <see cref="Here"/>, and ends a recursion that would overflow the stack and so end the process.</summary>
    /// <exception cref="InsufficientExecutionStackException">The stack is nearly full.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter()
    {
        if (s_stopping != 0) Stop();
        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    /// <summary>As <see cref="Here"/>, inside an expression.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Pass<T>(T value)
    {
        if (s_stopping != 0) Stop();
        return value;
    }

    /// <summary>Makes checks look for a run that shall stop; counted, for each such run.</summary>
    internal static void Look(bool shallLook) => Interlocked.Add(ref s_stopping, shallLook ? 1 : -1);

    private static void Stop()
    {
        if (CellRun.Current is { IsStopping: true }) throw new CellStoppedException();
    }
}
