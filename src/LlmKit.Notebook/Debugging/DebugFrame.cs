namespace LlmKit.Notebook.Debugging;

/// <summary>A call of a function of a debugged cell, or the statements of the cell itself.</summary>
/// <remarks>Opaque to the cells, which hand it over at each of their statements.</remarks>
public sealed class DebugFrame
{
    internal DebugFrame(DebugFrame? caller) => Caller = caller;

    /// <summary>What called it; where it runs on another thread, what started it.</summary>
    internal DebugFrame? Caller { get; set; }

    /// <summary>The statement that runs.</summary>
    internal DebugSite? Site { get; set; }

    /// <summary>What the site's variables held before the statement.</summary>
    internal object?[] Values { get; set; } = [];

    internal bool IsOver { get; set; }

    /// <summary>What the variables held when the user last looked.</summary>
    internal Dictionary<string, string> Seen { get; set; } = [];

    /// <summary>Whether a call is this one or, directly or not, made by it.</summary>
    internal bool Contains(DebugFrame? other)
    {
        for (; other is not null; other = other.Caller)
        {
            if (other == this) return true;
        }

        return false;
    }
}
