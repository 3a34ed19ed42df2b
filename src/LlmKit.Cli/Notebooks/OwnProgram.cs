using LlmKit.Notebook.Running.Workers;

namespace LlmKit.Cli.Notebooks;

/// <summary>This program, for starting it again.</summary>
internal static class OwnProgram
{
    /// <summary>The first word of a command line that is meant for a worker, not for a user.</summary>
    public const string WorkerWord = "notebook-worker";

    /// <summary>The first word of a command line for a process that reads Parquet files.</summary>
    public const string ParquetWord = "parquet-worker";

    /// <summary>How the processes are started that notebooks' cells run in.</summary>
    public static WorkerProgram Worker => Words(WorkerWord) is [var program, .. var words] ? new(program, words) : throw new InvalidOperationException();

    /// <summary>The words that start this program with a first word.</summary>
    public static string[] Words(string first)
    {
        var library = typeof(OwnProgram).Assembly.Location;
        var running = Environment.ProcessPath;
        var name = Path.GetFileNameWithoutExtension(running);
        if (running is not null && name == Path.GetFileNameWithoutExtension(library)) return [running, first];
        return [name == "dotnet" ? running! : "dotnet", library, first];
    }
}
