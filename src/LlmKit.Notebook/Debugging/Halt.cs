namespace LlmKit.Notebook.Debugging;

/// <summary>Where execution is to stop next, besides at breakpoints.</summary>
internal abstract record Halt
{
    private Halt()
    {
    }

    public static Halt Anywhere { get; } = new All();

    public static Halt Nowhere { get; } = new None();

    /// <summary>At the next statement, also of a function that is called.</summary>
    public static Halt Step(DebugFrame from) => new Into(from);

    /// <summary>At the next statement of the same function, or of what called it.</summary>
    /// <param name="line">At this line or below it, unless the function ends before.</param>
    public static Halt Next(DebugFrame from, int line = 0) => new Over(from, line);

    /// <summary>At the next statement of what called the function.</summary>
    public static Halt Out(DebugFrame from) => new Outside(from);

    public abstract bool Stops(DebugFrame frame);

    // What a function was called by goes on once it is over.
    private static DebugFrame Alive(DebugFrame frame)
    {
        while (frame is { IsOver: true, Caller: { } caller }) frame = caller;
        return frame;
    }

    private sealed record All : Halt
    {
        public override bool Stops(DebugFrame frame) => true;
    }

    private sealed record None : Halt
    {
        public override bool Stops(DebugFrame frame) => false;
    }

    // Not in what another thread does beside it.
    private sealed record Into(DebugFrame From) : Halt
    {
        public override bool Stops(DebugFrame frame) => Alive(From) is var from && (from.Contains(frame) || frame.Contains(from));
    }

    private sealed record Over(DebugFrame From, int Line) : Halt
    {
        public override bool Stops(DebugFrame frame) => frame == From ? frame.Site!.Line >= Line : frame.Contains(From);
    }

    private sealed record Outside(DebugFrame From) : Halt
    {
        public override bool Stops(DebugFrame frame) => frame != From && frame.Contains(From);
    }
}
