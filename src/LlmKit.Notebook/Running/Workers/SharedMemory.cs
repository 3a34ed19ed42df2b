using System.IO.MemoryMappedFiles;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>Memory that a process shares with one that it starts.</summary>
internal sealed class SharedMemory : IDisposable
{
    private const string InMemory = "/dev/shm";

    public SharedMemory(int bytes)
    {
        var folder = Directory.Exists(InMemory) ? InMemory : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(folder, $"llmkit-{Environment.ProcessId}-{Guid.NewGuid():N}");
        File = MemoryMappedFile.CreateFromFile(Path, FileMode.CreateNew, mapName: null, bytes);
    }

    /// <summary>By which the other process finds it. It may delete the file once it has opened it.</summary>
    public string Path { get; }

    public MemoryMappedFile File { get; }

    public void Dispose()
    {
        File.Dispose();
        System.IO.File.Delete(Path);
    }
}
