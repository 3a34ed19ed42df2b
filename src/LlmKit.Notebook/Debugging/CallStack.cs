namespace LlmKit.Notebook.Debugging;

/// <summary>A call as it was at one moment.</summary>
/// <param name="Frame">The call itself, which goes on.</param>
internal sealed record StackEntry(DebugFrame Frame, DebugSite Site, object?[] Values);

/// <summary>The calls that led to a place.</summary>
internal static class CallStack
{
    private const int Most = 1000;

    /// <summary>The innermost call comes first.</summary>
    public static IReadOnlyList<StackEntry> Of(DebugFrame? frame)
    {
        var calls = new List<StackEntry>();
        for (; frame is not null && calls.Count < Most; frame = frame.Caller)
        {
            if (frame.Site is { } site) calls.Add(new(frame, site, frame.Values));
        }

        return calls;
    }
}
