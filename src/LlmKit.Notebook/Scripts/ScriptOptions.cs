namespace LlmKit.Notebook.Scripts;

/// <summary>How a script is compiled.</summary>
public sealed record ScriptOptions
{
    /// <summary>Leaves the code as it is written: a debugger can stop at each line and see each variable.</summary>
    public bool IsDebug { get; init; }

    /// <summary>Takes what an earlier start compiled, and keeps what this one compiles.</summary>
    public bool IsCached { get; init; } = true;
}
