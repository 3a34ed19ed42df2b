using System.Runtime.InteropServices;

namespace LlmKit.Torch;

/// <summary>
/// What libtorch and LlmKit.Torch warn of. Without a subscriber each text is printed on standard error,
/// once, as <c>warning: text</c>; a subscriber takes the place of that and gets every warning.
/// </summary>
public static class Warnings
{
    // Texts may hold numbers, and then there is no end to them: from here on they are printed unremembered.
    private const int MostRemembered = 1000;

    private static readonly Lock s_lock = new();
    private static readonly HashSet<string> s_printed = [];

    [ThreadStatic]
    private static bool s_isRaising;

    /// <summary>
    /// Called with the text of each warning, on the thread where it arises. An exception in a subscriber is
    /// itself printed as a warning, and the operator that warned goes on.
    /// </summary>
    public static event Action<string>? Raised;

    internal static void Raise(string text)
    {
        // What warns inside a subscriber does not come back to it.
        if (s_isRaising || Raised is not { } subscribers)
        {
            Print(text);
            return;
        }

        s_isRaising = true;
        try
        {
            foreach (var subscriber in subscribers.GetInvocationList())
                Deliver((Action<string>)subscriber, text);
        }
        finally
        {
            s_isRaising = false;
        }
    }

    /// <summary>Takes a warning from libtorch.</summary>
    [UnmanagedCallersOnly]
    internal static unsafe void Receive(byte* text)
    {
        try
        {
            Raise(Native.Text(text));
        }
        catch (Exception)
        {
            // Standard error itself fails: nobody is left to tell, and an exception would end the process.
        }
    }

    private static void Deliver(Action<string> subscriber, string text)
    {
        try
        {
            subscriber(text);
        }
        catch (Exception e)
        {
            Print(text);
            Print($"a subscriber of {nameof(Warnings)}.{nameof(Raised)} failed: " +
                  $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static void Print(string text)
    {
        lock (s_lock)
        {
            if (s_printed.Contains(text)) return;
            if (s_printed.Count < MostRemembered) s_printed.Add(text);
        }

        Console.Error.WriteLine($"warning: {text}");
    }
}
