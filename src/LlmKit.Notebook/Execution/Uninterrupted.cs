namespace LlmKit.Notebook.Execution;

/// <summary>Short work under a lock that must be done even when the thread was just asked to wake up.</summary>
internal static class Uninterrupted
{
    public static void Lock(object turn, Action action)
    {
        while (true)
        {
            try
            {
                lock (turn) action();
                return;
            }
            catch (ThreadInterruptedException)
            {
                // Once: what woke the thread is used up, and the next attempt waits for its turn.
            }
        }
    }
}
