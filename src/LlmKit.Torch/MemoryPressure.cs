using System.Runtime.CompilerServices;

namespace LlmKit.Torch;

/// <summary>
/// Lets the bytes of tensors press on the garbage collector, which sees only the few managed bytes of each. Without
/// it a loop that never disposes would fill the memory before the first collection.
/// </summary>
/// <remarks>
/// The rule: collect when the live bytes have grown by a quarter over what was live after the collection before (at
/// least by 32 MB), so that a loop without scopes needs at most about 1.3 times the memory of one with them.
/// </remarks>
internal static unsafe class MemoryPressure
{
    private const long Slack = 32L << 20;
    private static readonly long* s_live = Native.llmkit_memory_counter();
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);
    private static readonly Lock s_lock = new();
    private static long s_threshold = 64L << 20;
    private static long s_settled;
    private static long s_deviceBytes;

    /// <summary>Bytes in live tensors on the CPU.</summary>
    public static long Live => Volatile.Read(ref *s_live);

    /// <summary>Called for each new tensor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        if (*s_live + s_deviceBytes > s_threshold) Collect();
    }

    /// <summary>Counts bytes of a tensor on a device other than the CPU.</summary>
    public static void CountDevice(long bytes) => Interlocked.Add(ref s_deviceBytes, bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Collect()
    {
        // One collection at a time; who comes second goes on, its tensors are counted by the next.
        if (!s_lock.TryEnter()) return;
        try
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);

            // The memory is free once the finalizers have run. Waiting for them without a limit could deadlock
            // a caller that holds a lock which some finalizer wants.
            Task.Run(GC.WaitForPendingFinalizers).Wait(s_patience);

            var live = Live + Interlocked.Read(ref s_deviceBytes);
            s_settled = Math.Max(live, s_settled - s_settled / 20);
            s_threshold = s_settled + s_settled / 4 + Slack;
        }
        finally
        {
            s_lock.Exit();
        }
    }
}
