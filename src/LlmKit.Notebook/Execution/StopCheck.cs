using System.Runtime.CompilerServices;

namespace LlmKit.Notebook.Execution;

/// <summary>Where running cells look whether they shall stop. A call stands in every loop and function of a cell.</summary>
public static class StopCheck
{
    private static volatile bool s_requested;

    /// <summary>Ends the cell when it was asked to stop. Costs one read of memory otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Here()
    {
        if (s_requested) Stop();
    }

    internal static void Request() => s_requested = true;

    internal static void Clear() => s_requested = false;

    private static void Stop() => throw new CellStoppedException();
}

/// <summary>Ends a cell that was asked to stop.</summary>
public sealed class CellStoppedException : OperationCanceledException
{
    public CellStoppedException() : base("The cell was stopped.")
    {
    }

    public CellStoppedException(string message) : base(message)
    {
    }

    public CellStoppedException(string message, Exception inner) : base(message, inner)
    {
    }
}
