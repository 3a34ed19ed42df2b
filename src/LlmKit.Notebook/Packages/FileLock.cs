namespace LlmKit.Notebook.Packages;

/// <summary>
/// What only one process may do at a time. The system gives the lock back when its process ends, in any way.
/// </summary>
internal static class FileLock
{
    /// <summary>Waits until nobody else holds the lock. Disposing the result gives it back.</summary>
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e))
            {
                await Task.Delay(50, cancel).ConfigureAwait(false);
            }
        }
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;
}
