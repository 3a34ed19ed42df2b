namespace LlmKit.Data.Deduplication;

/// <summary>How much memory a search may fill, and where it writes what does not fit.</summary>
public sealed record SpillSettings
{
    /// <summary>Bytes for the tables that grow with the set, 256 MiB. What is beyond is sorted in files.</summary>
    public long Memory { get; init => field = Require.InRange(value, 1L << 16, 1L << 40); } = 256L << 20;

    /// <summary>The folder of the files, which are deleted when the search is disposed; null for the system's own.</summary>
    public string? Folder { get; init; }

    internal FileStream Create() => new(
        Path.Combine(Folder ?? Path.GetTempPath(), $"llmkit-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite,
        FileShare.None, 0, FileOptions.DeleteOnClose);
}
