using System.Runtime.InteropServices;

namespace LlmKit.Notebook.Packages;

/// <summary>The packages of one session: what its cells asked for so far, and what came with it.</summary>
/// <param name="folder">Whose <c>nuget.config</c> applies, and where relative feeds start.</param>
internal sealed class SessionPackages(string folder, LoadedSources sources, PackageAssemblies assemblies)
{
    private static readonly StringComparer s_names = StringComparer.OrdinalIgnoreCase;

    private readonly PackageRestorer _restorer = new(
        PackageRestorer.UserCache,
        () => DotnetSdk.Find(Environment.GetEnvironmentVariable, RuntimeEnvironment.GetRuntimeDirectory()));

    private readonly List<string> _feeds = [];
    private Dictionary<string, WantedVersion> _wanted = new(s_names);
    private RestoredPackages _loaded = new([], [], []);

    /// <summary>Whether a version was left to the feeds, so that tomorrow it may be another one.</summary>
    public bool IsFloating { get; private set; }

    /// <summary>Restores and loads what a text asks for, or a file that it loads.</summary>
    /// <returns>The text without the lines that ask, each other character where it was.</returns>
    /// <exception cref="PackageException">A package cannot be had; the session is as before.</exception>
    public async Task<string> TakeAsync(string code, string file, CancellationToken cancel)
    {
        var lines = PackageLines.Of(code, file);
        List<PackageLines> all = [lines, .. lines.Loads.SelectMany(load => sources.Lines(load, file))];
        foreach (var feed in all.SelectMany(part => part.Feeds)) Add(feed);

        var requests = all.SelectMany(part => part.Packages).ToList();
        IsFloating |= requests.Exists(request => request.Version.IsFloating);
        if (requests.Count > 0) await TakeAsync(requests, cancel).ConfigureAwait(false);
        return lines.Code;
    }

    private void Add(FeedRequest request)
    {
        var feed = request.Feed;
        var line = request.Line;
        if (feed.Length == 0)
            throw new PackageException(line, "No feed is named.", "Write #i \"nuget:ADDRESS-OR-FOLDER\".");

        if (!Uri.TryCreate(feed, UriKind.Absolute, out var address) || address.IsFile)
        {
            feed = Path.GetFullPath(Path.Combine(folder, address?.LocalPath ?? feed));
            if (!Directory.Exists(feed))
            {
                throw new PackageException(
                    line, $"There is no folder {feed}.",
                    "Name a folder with .nupkg files, or a feed's address that begins with https://.");
            }
        }

        if (!_feeds.Contains(feed)) _feeds.Add(feed);
    }

    private async Task TakeAsync(List<PackageRequest> requests, CancellationToken cancel)
    {
        var progress = new RestoreProgress();
        List<string> notes = [];
        requests.RemoveAll(request => assemblies.TryUseHost(request, notes));
        var wanted = Wanted(requests);
        if (wanted.Count > _wanted.Count)
        {
            var restored = await RestoreAsync(wanted, requests, progress, cancel).ConfigureAwait(false);
            Load(restored, notes);
            notes.AddRange(RestoreNotes.Of(restored, requests));
            _wanted = wanted.ToDictionary(
                package => package.Key,
                package => new WantedVersion(restored[package.Key]?.Version ?? package.Value.Text),
                s_names);
        }

        var packages = requests.ConvertAll(request => _loaded[request.Name]?.ToString() ?? request.Name);
        if (packages.Count + notes.Count > 0) progress.Finish(packages.Distinct(), notes);
    }

    // What the whole session wants, with versions that are loaded as they are.
    private Dictionary<string, WantedVersion> Wanted(List<PackageRequest> requests)
    {
        var wanted = new Dictionary<string, WantedVersion>(_wanted, s_names);
        foreach (var (name, version, line) in requests)
        {
            if (_loaded[name] is { } loaded)
            {
                if (!version.Allows(loaded.Version)) throw Conflict(line, loaded, version.Text);
            }
            else if (!wanted.TryAdd(name, version) && wanted[name] is var other && other != version)
            {
                throw new PackageException(
                    line, $"{name} is asked for in two versions: {other.InProject} and {version.InProject}.",
                    "A session has one version of a package: keep one of the two lines.");
            }
        }

        return wanted;
    }

    private async Task<RestoredPackages> RestoreAsync(
        Dictionary<string, WantedVersion> wanted,
        List<PackageRequest> requests,
        RestoreProgress progress,
        CancellationToken cancel)
    {
        try
        {
            var project = new RestoreProject(wanted, _feeds, folder);
            if (_restorer.Cached(project) is not { } restored)
            {
                var fresh = requests.Where(request => _loaded[request.Name] is null);
                progress.Start(fresh.Select(request => $"{request}").Distinct());
                var restore = Task.Run(() => _restorer.RestoreAsync(project, cancel), CancellationToken.None);
                restored = await progress.WatchAsync(restore).ConfigureAwait(false);
            }

            RefuseChanges(restored, requests);
            return restored;
        }
        catch (PackageException e)
        {
            progress.Fail();
            throw e.Line is null ? e.At(LineOf(requests, e.Package)) : e;
        }
        catch (OperationCanceledException)
        {
            progress.Fail();
            throw;
        }
    }

    // A package that others need may come in another version with a larger set. What is loaded cannot change.
    private void RefuseChanges(RestoredPackages restored, List<PackageRequest> requests)
    {
        foreach (var before in _loaded.All.Where(package => package.Files.Any()))
        {
            if (restored[before.Name] is { } after && after.Version != before.Version)
                throw Conflict(LineOf(requests, null), before, after.Version);
        }
    }

    private void Load(RestoredPackages restored, List<string> notes)
    {
        foreach (var package in restored.All)
        {
            if (_loaded[package.Name] is null) assemblies.Add(package, notes);
        }

        var frameworks = restored.Frameworks.Except(_loaded.Frameworks);
        foreach (var framework in frameworks) assemblies.AddFramework(framework, notes);

        var gone = _loaded.All.Where(package => restored[package.Name] is null);
        _loaded = restored with { All = [.. restored.All, .. gone] };
    }

    private static PackageException Conflict(PackageLine line, RestoredPackage loaded, string asked) => new(
        line, $"{loaded.Name} {asked} is needed here, but {loaded} is loaded in this session and stays.",
        "Restart to load another version, with all #r \"nuget: ...\" lines in one cell.");

    private static PackageLine LineOf(List<PackageRequest> requests, string? package) =>
        (requests.Find(request => s_names.Equals(request.Name, package)) ?? requests[0]).Line;
}
