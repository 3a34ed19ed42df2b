using LlmKit.Notebook.Running.Workers;

namespace LlmKit.Cli.Notebooks;

/// <summary>This program, for starting it again.</summary>
internal static class OwnProgram
{
    /// <summary>The first word of a command line that is meant for a worker, not for a user.</summary>
    public const string WorkerWord = "notebook-worker";

    /// <summary>How the processes are started that notebooks' cells run in.</summary>
    public static WorkerProgram Worker
    {
        get
        {
            var library = typeof(OwnProgram).Assembly.Location;
            var running = Environment.ProcessPath;
            var name = Path.GetFileNameWithoutExtension(running);
            if (running is not null && name == Path.GetFileNameWithoutExtension(library)) return new(running, [WorkerWord]);
            return new(name == "dotnet" ? running! : "dotnet", [library, WorkerWord]);
        }
    }
}
