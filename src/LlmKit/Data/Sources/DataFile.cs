using System.IO.Compression;
using LlmKit.Data.Corpora;

namespace LlmKit.Data.Sources;

/// <summary>A file to read, wherever it lies: on disk, compressed, or inside an archive.</summary>
/// <param name="Name">How messages call it: <c>set.zip/train.jsonl</c>.</param>
internal sealed record DataFile(string Name, Func<Stream> Open)
{
    private static readonly string[] s_known =
        [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".text", ".md", ".html", ".htm", ".parquet"];

    /// <summary>Files of a folder or an archive that speak of the data and are none.</summary>
    private static readonly string[] s_about = ["README", "LICENSE", "LICENCE", "COPYING", "NOTICE"];

    // Without it .NET takes a compressed file that was cut off for a whole one.
    static DataFile() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>The extension that tells the kind, without <c>.gz</c>.</summary>
    public string Extension => System.IO.Path.GetExtension(
        Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Name[..^3] : Name).ToLowerInvariant();

    /// <summary>Where the file lies as it is; null inside of an archive.</summary>
    public string? Path { get; init; }

    /// <summary>The property of a JSON file whose list is meant.</summary>
    public string? Property { get; init; }

    /// <summary>All files of a path, in the order of their names. Each stays open no longer than it is read.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path, or no such subset.</exception>
    public static IEnumerable<DataFile> In(DataPath place)
    {
        if (Directory.Exists(place.Path)) return InFolder(place);
        if (!File.Exists(place.Path)) throw new FileNotFoundException(Missing(place.Path), place.Path);
        if (place.Path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return InArchive(place);
        return [OnDisk(place.Path) with { Property = place.Subset }];
    }

    /// <summary>Says that nothing is there, and how to get a corpus of that name.</summary>
    internal static string Missing(string path) => $"there is no file or folder {path}."
        + (CorpusCatalog.Find(path) is null ? "" : $" The corpus of that name is brought by: llmkit data fetch {path}");

    private static IEnumerable<DataFile> InFolder(DataPath place)
    {
        var files = Directory.EnumerateFiles(place.Path, "*", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(place.Path, path).Replace('\\', '/'))
            .Where(name => IsData(name) && IsIn(name, place.Subset))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return files.Length > 0 ? files.Select(name => OnDisk(System.IO.Path.Combine(place.Path, name)))
            : throw Empty(place, "the folder");
    }

    private static IEnumerable<DataFile> InArchive(DataPath place)
    {
        string[] entries;
        using (var archive = OpenArchive(place.Path))
        {
            entries = [.. archive.Entries.Select(entry => entry.FullName)
                .Where(name => IsData(name) && IsIn(name, place.Subset)).Order(StringComparer.Ordinal)];
        }

        if (entries.Length == 0) throw Empty(place, "the archive");
        return entries.Select(name => new DataFile($"{place.Path}/{name}", () => Unpacked(name, OpenEntry(place.Path, name))));
    }

    private static DataFile OnDisk(string path) => new(path, () => Unpacked(
        path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan)))
    {
        Path = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? null : path,
    };

    private static Stream Unpacked(string name, Stream stream) =>
        name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;

    private static ArchiveEntryStream OpenEntry(string path, string name)
    {
        var archive = OpenArchive(path);
        try
        {
            return new(archive, archive.GetEntry(name)!.Open());
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static ZipArchive OpenArchive(string path)
    {
        ZipArchive? archive = null;
        try
        {
            archive = ZipFile.OpenRead(path);

            // They are read, and found damaged, only when somebody asks for them.
            _ = archive.Entries;
            return archive;
        }
        catch (InvalidDataException e)
        {
            archive?.Dispose();
            throw new InvalidDataException($"{path} is no zip archive, or only a part of one: {e.Message} Fetch or pack it again.", e);
        }
    }

    private static bool IsData(string name) =>
        !name.StartsWith("__MACOSX/", StringComparison.Ordinal)
        && !System.IO.Path.GetFileName(name).StartsWith('.')
        && !s_about.Any(about => System.IO.Path.GetFileName(name).StartsWith(about, StringComparison.OrdinalIgnoreCase))
        && s_known.Contains(new DataFile(name, () => Stream.Null).Extension);

    // A subset is a folder, or a file with or without its extensions.
    private static bool IsIn(string name, string? subset) => subset is null
        || name.StartsWith($"{subset}/", StringComparison.Ordinal) || name == subset
        || name.StartsWith($"{subset}.", StringComparison.Ordinal)
        || System.IO.Path.GetFileName(name).StartsWith($"{subset}.", StringComparison.Ordinal);

    private static FileNotFoundException Empty(DataPath place, string what) => new(
        $"{what} {place.Path} holds no data{(place.Subset is { } name ? $" called {name}" : "")}. "
        + $"Read are {string.Join(", ", s_known)}, each also with .gz.", place.Path);
}
