namespace LlmKit.Notebook.Running.Workers;

/// <summary>How the process that runs cells is started: a program that hands its last three arguments to
/// <see cref="CellHost.Run"/>.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">What stands before the three arguments.</param>
public sealed record WorkerProgram(string File, IReadOnlyList<string> Arguments);
