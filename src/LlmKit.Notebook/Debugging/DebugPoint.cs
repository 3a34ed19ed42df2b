using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Debugging;

/// <summary>Where cells that run under <c>#!debug</c> tell the debugger where they are. Calls stand in the cells.</summary>
public static class DebugPoint
{
    private static readonly AsyncLocal<DebugFrame?> s_frame = new();
    private static readonly DebugFrame s_quiet = new(null);
    private static volatile int s_debuggers;
    private static int s_wasTold;

    [ThreadStatic]
    private static object?[]? s_assigned;

    /// <summary>Whether any cell is being debugged. All that other cells pay for is to read this.</summary>
    public static bool IsOn => s_debuggers != 0;

    internal static DebugFrame? Current => s_frame.Value == s_quiet ? null : s_frame.Value;

    /// <summary>A function begins.</summary>
    public static DebugFrame? Enter()
    {
        if (s_debuggers == 0 || s_frame.Value == s_quiet) return null;
        return s_frame.Value = new DebugFrame(s_frame.Value);
    }

    /// <summary>A function ends, or hands out an item of a sequence.</summary>
    public static void Leave(DebugFrame? frame)
    {
        if (frame is null) return;
        frame.IsOver = true;
        if (s_frame.Value is { } current && current != s_quiet && frame.Contains(current)) s_frame.Value = frame.Caller;
    }

    /// <inheritdoc cref="Leave(DebugFrame)"/>
    public static T Leave<T>(DebugFrame? frame, T item)
    {
        Leave(frame);
        return item;
    }

    /// <summary>A statement comes next.</summary>
    /// <param name="frame">Of the function; null for the statements of a cell.</param>
    /// <param name="values">Of the variables that the site names.</param>
    /// <returns>Whether the user assigned values, which the cell shall <see cref="Take"/>.</returns>
    public static bool At(DebugFrame? frame, int site, params object?[] values)
    {
        if (s_frame.Value == s_quiet || CellRun.Current is not { Debugger: { IsOver: false } debugger }) return false;
        var place = DebugSite.Of(site);
        if (frame is null)
        {
            if (place.Function is not null) return false;
            frame = debugger.Top;
        }

        GoTo(frame);
        (frame.Site, frame.Values) = (place, values);
        if (!debugger.Stops(frame)) return false;
        s_assigned = Quietly(() => debugger.Stop(frame)) ? frame.Values : null;
        return s_assigned is not null;
    }

    /// <summary>A variable's value, for the debugger to keep.</summary>
    public static object? Box<T>(T value) => value;

    /// <summary>The value that the user assigned to a variable, or the one that it has.</summary>
    public static T Take<T>(int place, T value) => s_assigned?[place] switch
    {
        T assigned => assigned,
        null when s_assigned is not null && default(T) is null => default!,
        _ => value,
    };

    /// <summary>The cell asks to stop.</summary>
    internal static void Here()
    {
        if (CellRun.Current?.Debugger is { } debugger) debugger.StopIn(Current);
        else if (Interlocked.Exchange(ref s_wasTold, 1) == 0) Magics.CellSession.Note("Breakpoint() stops a cell that has the line #!debug.");
    }

    /// <summary>Does something on behalf of the debugger; what it calls of the cells is not debugged.</summary>
    internal static T Quietly<T>(Func<T> action)
    {
        var frame = s_frame.Value;
        s_frame.Value = s_quiet;
        try
        {
            return action();
        }
        finally
        {
            s_frame.Value = frame;
        }
    }

    /// <summary>Counts the cells that are being debugged.</summary>
    internal static void Turn(bool isOn) => Interlocked.Add(ref s_debuggers, isOn ? 1 : -1);

    // A function that was left without a word, by an exception or between two items, is over for its callers; one that
    // goes on is called by whatever runs.
    private static void GoTo(DebugFrame frame)
    {
        var current = s_frame.Value;
        frame.IsOver = false;
        if (current == frame) return;
        if (!frame.Contains(current) && frame.Caller != current && current is not null && !current.Contains(frame)) frame.Caller = current;
        s_frame.Value = frame;
    }
}
