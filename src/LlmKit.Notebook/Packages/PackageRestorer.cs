using System.ComponentModel;
using System.Globalization;

namespace LlmKit.Notebook.Packages;

/// <summary>
/// Restores sets of packages with the SDK, and keeps the answers: the same set is restored once, whichever
/// process asks.
/// </summary>
/// <param name="cache">Folder of the answers.</param>
/// <param name="dotnet">The SDK's program; null when there is none.</param>
internal sealed class PackageRestorer(string cache, Func<string?> dotnet)
{
    // "The newest" is asked for again after this long.
    private static readonly TimeSpan s_freshness = TimeSpan.FromDays(1);

    /// <summary>The user's own cache: below <c>XDG_CACHE_HOME</c>, else <c>~/.cache</c>.</summary>
    public static string UserCache => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "llmkit", "packages");

    /// <summary>What an earlier restore of the same set brought; null when a restore is due.</summary>
    public RestoredPackages? Cached(RestoreProject project)
    {
        var folder = FolderOf(project);
        return !project.IsFloating || AgeOf(folder) < s_freshness ? Kept(folder) : null;
    }

    /// <summary>Restores the set, or waits while another process does.</summary>
    /// <exception cref="PackageException">It cannot be restored.</exception>
    public async Task<RestoredPackages> RestoreAsync(RestoreProject project, CancellationToken cancel)
    {
        try
        {
            return await RestoreLockedAsync(project, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new PackageException(null, $"The packages could not be restored below {cache}: {e.Message}",
                "Make room or rights there, or set XDG_CACHE_HOME to another folder.");
        }
    }

    private async Task<RestoredPackages> RestoreLockedAsync(RestoreProject project, CancellationToken cancel)
    {
        var folder = FolderOf(project);
        Directory.CreateDirectory(cache);
        using var held = await FileLock.TakeAsync(folder + ".lock", cancel).ConfigureAwait(false);
        if (Cached(project) is { } meanwhile) return meanwhile;

        RemoveLeftovers();
        var temporary = $"{folder}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            project.Write(temporary);
            await RunAsync(project, temporary, cancel).ConfigureAwait(false);
            LinkNative(temporary);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(temporary, folder);
            return Kept(folder) ??
                throw new PackageException(null, "A package vanished meanwhile.", "Run the cell again.");
        }
        catch (PackageException e) when (e.IsOfNetwork && Kept(folder) is { } older)
        {
            var day = Directory.GetLastWriteTime(folder).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var text = $"A feed did not answer: these were the newest on {day}.";
            return older with { Messages = [.. older.Messages, new("NU1801", IsError: false, text, null)] };
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    private async Task RunAsync(RestoreProject project, string folder, CancellationToken cancel)
    {
        if (dotnet() is not { } program)
        {
            throw new PackageException(
                null, "Packages are restored by the .NET SDK, and only the .NET runtime was found.",
                $"Install the SDK of .NET {Environment.Version.Major}, or set DOTNET_ROOT to its folder.");
        }

        var (code, printed) = await DotnetSdk.RestoreAsync(program, folder, cancel).ConfigureAwait(false);
        var assets = Path.Combine(folder, "obj", AssetsFile.Name);
        if (code != 0) throw RestoreFailure.Of(AssetsFile.ReadMessages(assets), printed);
        File.Move(assets, Path.Combine(folder, AssetsFile.Name));
        Directory.Delete(Path.Combine(folder, "obj"), recursive: true);
    }

    // All native libraries side by side, as in a published program: one finds the other by $ORIGIN.
    private static void LinkNative(string folder)
    {
        List<string> native = [.. Read(folder)?.All.SelectMany(package => package.Native) ?? []];
        if (native.Count == 0) return;

        var links = Directory.CreateDirectory(Path.Combine(folder, "native")).FullName;
        try
        {
            foreach (var file in native.DistinctBy(Path.GetFileName))
                File.CreateSymbolicLink(Path.Combine(links, Path.GetFileName(file)), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows lets not every user make links: the libraries are then loaded from where they are.
        }
    }

    private static RestoredPackages? Kept(string folder)
    {
        if (Read(folder) is not { } restored) return null;
        var packages = restored.All.Select(one => one with { Native = [.. one.Native.Select(Link)] });
        return restored with { All = [.. packages] };

        string Link(string file)
        {
            var link = Path.Combine(folder, "native", Path.GetFileName(file));
            return File.Exists(link) ? link : file;
        }
    }

    private static RestoredPackages? Read(string folder) =>
        AssetsFile.Read(Path.Combine(folder, AssetsFile.Name), RestoreProject.Target);

    private static TimeSpan AgeOf(string folder) => DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder);

    private string FolderOf(RestoreProject project) => Path.Combine(cache, project.Key());

    // Of processes that were killed in the middle.
    private void RemoveLeftovers()
    {
        foreach (var leftover in Directory.EnumerateDirectories(cache, "*.tmp"))
        {
            if (AgeOf(leftover) > s_freshness) Directory.Delete(leftover, recursive: true);
        }
    }
}
