using LlmKit.Notebook.Packages;

namespace LlmKit.Notebook.Tests.Packages;

public sealed class PackageRestorerTests : IDisposable
{
    private readonly PackageFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task Two_that_want_the_same_set_at_once_restore_it_once()
    {
        _feed.Add("Sample.Greeting", "1.0.0", "public class A;");
        var started = 0;
        var restorer = new PackageRestorer(_feed.Cache, () =>
        {
            Interlocked.Increment(ref started);
            return Sdk();
        });

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => restorer.RestoreAsync(Project("1.0.0"), default))));

        Assert.Equal(1, started);
        Assert.All(both, restored => Assert.Equal("1.0.0", restored["sample.greeting"]?.Version));
        Assert.Single(Directory.GetDirectories(_feed.Cache));
    }

    [Fact]
    public async Task Without_an_SDK_the_way_to_one_is_told_and_what_was_restored_still_works()
    {
        _feed.Add("Sample.Greeting", "1.0.0", "public class A;");
        await new PackageRestorer(_feed.Cache, Sdk).RestoreAsync(Project("1.0.0"), default);
        var restorer = new PackageRestorer(_feed.Cache, () => null);

        var exception = await Assert.ThrowsAsync<PackageException>(() => restorer.RestoreAsync(Project(""), default));

        Assert.StartsWith("Packages are restored by the .NET SDK, and only the .NET runtime was found. Install the SDK of .NET 10, or set DOTNET_ROOT", exception.Message);
        Assert.NotNull(restorer.Cached(Project("1.0.0")));
    }

    [Fact]
    public void A_runtime_alone_is_no_SDK()
    {
        var folder = Path.Combine(_feed.Work, "dotnet");
        Directory.CreateDirectory(Path.Combine(folder, "sdk"));
        File.WriteAllText(Path.Combine(folder, "dotnet"), "");
        var path = (string name) => name == "PATH" ? folder : null;

        Assert.Null(DotnetSdk.Find(path, "/nowhere/shared/name/10.0.0"));

        Directory.CreateDirectory(Path.Combine(folder, "sdk", "10.0.100"));
        File.WriteAllText(Path.Combine(folder, "sdk", "10.0.100", "dotnet.dll"), "");
        Assert.Equal(Path.Combine(folder, "dotnet"), DotnetSdk.Find(path, "/nowhere/shared/name/10.0.0"));
    }

    [Fact]
    public async Task The_newest_is_looked_up_again_after_a_day_and_kept_when_the_feed_is_away()
    {
        _feed.Add("Sample.Greeting", "1.0.0", "public class A;");
        var restorer = new PackageRestorer(_feed.Cache, Sdk);
        await restorer.RestoreAsync(Project(""), default);
        _feed.Add("Sample.Greeting", "1.1.0", "public class A;");
        Assert.Equal("1.0.0", restorer.Cached(Project(""))?["Sample.Greeting"]?.Version);
        Directory.SetLastWriteTimeUtc(Directory.GetDirectories(_feed.Cache).Single(), DateTime.UtcNow.AddDays(-2));
        Assert.Null(restorer.Cached(Project("")));

        Assert.Equal("1.1.0", (await restorer.RestoreAsync(Project(""), default))["Sample.Greeting"]?.Version);

        Directory.SetLastWriteTimeUtc(Directory.GetDirectories(_feed.Cache).Single(), DateTime.UtcNow.AddDays(-2));
        Directory.Delete(_feed.Feed, recursive: true);
        var kept = await restorer.RestoreAsync(Project(""), default);
        Assert.Equal("1.1.0", kept["Sample.Greeting"]?.Version);
        Assert.Contains(kept.Messages, message => message.Text.StartsWith("A feed did not answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_for_projects_in_folders_above_the_cache_do_not_matter()
    {
        _feed.Add("Sample.Greeting", "1.0.0", "public class A;");
        Directory.CreateDirectory(_feed.Cache);
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            await File.WriteAllTextAsync(Path.Combine(_feed.Cache, "..", name), "not even XML");

        var restored = await new PackageRestorer(_feed.Cache, Sdk).RestoreAsync(Project("1.0.0"), default);

        Assert.Equal("1.0.0", Assert.Single(restored.All).Version);
    }

    [Fact]
    public void Another_nuget_config_makes_another_set()
    {
        var before = Project("1.0.0").Key();
        File.AppendAllText(Path.Combine(_feed.Work, "nuget.config"), "<!-- changed -->");

        Assert.NotEqual(before, Project("1.0.0").Key());
    }

    private static string? Sdk() => DotnetSdk.Find(Environment.GetEnvironmentVariable, System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory());

    private RestoreProject Project(string version) =>
        new(new Dictionary<string, WantedVersion> { ["Sample.Greeting"] = new(version) }, [], _feed.Work);
}
