using LlmKit.Notebook.Scripts;

namespace LlmKit.Notebook.Tests.Scripts;

/// <summary>Compiled scripts are found again exactly as long as they are what a fresh compilation would give.</summary>
public sealed class ScriptCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit script cache-").FullName;
    private readonly ScriptCache _cache;

    public ScriptCacheTests() => _cache = new(Path.Combine(_folder, "cache"), most: 3);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_kept_is_found_for_the_same_text_place_and_options_only()
    {
        var source = Source("return 1;");
        var program = Program();

        Assert.Null(_cache.Find(source, isDebug: false));
        var kept = _cache.Keep(source, isDebug: false, program);
        var found = _cache.Find(source, isDebug: false)!;

        Assert.Equal([1, 2, 3], found.Assemblies[0].Code);
        Assert.Equal([4, 5], found.Assemblies[0].Symbols);
        Assert.Equal(["Script.a", "Cells.B"], found.Assemblies.Select(assembly => assembly.Name));
        Assert.Equal(kept.Assemblies.Select(assembly => assembly.Path), found.Assemblies.Select(assembly => assembly.Path));
        Assert.All(found.Assemblies, assembly => Assert.True(File.Exists(assembly.Path)));
        Assert.Equal(program.Files, found.Files);
        Assert.Equal(program.Packages, found.Packages);
        Assert.Equal(program.Native, found.Native);
        Assert.Null(_cache.Find(source, isDebug: true));
        Assert.Null(_cache.Find(Source("return 2;"), isDebug: false));
        Assert.Null(_cache.Find(source with { Name = "/elsewhere/a.csx" }, isDebug: false));
        Assert.Null(_cache.Find(source with { Folder = "/elsewhere" }, isDebug: false));
    }

    [Theory]
    [InlineData("loaded.csx", "int F() => 2;", false)]
    [InlineData("library.dll", "other code", false)]
    [InlineData("nearer.dll", "was not there", false)]
    [InlineData("loaded.csx", null, false)]
    [InlineData("library.dll", null, false)]
    [InlineData("unrelated.dll", "anything", true)]
    [InlineData("loaded.csx", "int F() => 1;", true)]
    public void A_change_of_what_it_was_compiled_from_makes_it_unfit(string file, string? text, bool isFit)
    {
        var (loaded, library, nearer) = (At("loaded.csx"), At("library.dll"), At("nearer.dll"));
        File.WriteAllText(loaded, "int F() => 1;");
        File.WriteAllText(library, "code");
        var program = Program() with
        {
            Inputs = [ScriptInput.OfText(loaded, File.ReadAllBytes(loaded)), ScriptInput.OfFile(library), ScriptInput.OfNothing(nearer)],
        };
        _cache.Keep(Source("x"), isDebug: false, program);
        Assert.NotNull(_cache.Find(Source("x"), isDebug: false));

        if (text is null) File.Delete(At(file));
        else File.WriteAllText(At(file), text);

        Assert.Equal(isFit, _cache.Find(Source("x"), isDebug: false) is not null);
    }

    [Fact]
    public void No_damage_goes_unseen_and_none_throws()
    {
        _cache.Keep(Source("x"), isDebug: false, Program());
        var place = Path.GetDirectoryName(_cache.Find(Source("x"), isDebug: false)!.Assemblies[0].Path)!;
        var random = new Random(1);
        foreach (var file in Directory.GetFiles(place))
        {
            var whole = File.ReadAllBytes(file);
            for (var i = 0; i < 200; i++)
            {
                File.WriteAllBytes(file, Damaged(whole, random));
                Assert.Null(_cache.Find(Source("x"), isDebug: false));
            }

            File.Delete(file);
            Assert.Null(_cache.Find(Source("x"), isDebug: false));
            File.WriteAllBytes(file, whole);
            Assert.NotNull(_cache.Find(Source("x"), isDebug: false));
        }

        Directory.Delete(place, recursive: true);
        File.WriteAllText(place, "a file in the folder's place");
        Assert.Null(_cache.Find(Source("x"), isDebug: false));
        Assert.Null(_cache.Keep(Source("x"), isDebug: false, Program()).Assemblies[0].Path);
    }

    [Fact]
    public void Starts_at_the_same_time_do_not_disturb_one_another()
    {
        Parallel.For(0, 200, new() { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (i % 2 == 0) _cache.Keep(Source("x"), isDebug: false, Program());
            else if (_cache.Find(Source("x"), isDebug: false) is { } found) Assert.Equal([1, 2, 3], found.Assemblies[0].Code);
        });

        Assert.NotNull(_cache.Find(Source("x"), isDebug: false));
        Assert.DoesNotContain(Directory.GetDirectories(At("cache")), entry => entry.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_old_goes_and_of_too_many_the_ones_used_longest_ago()
    {
        foreach (var i in Enumerable.Range(1, 4))
        {
            _cache.Keep(Source($"{i}"), isDebug: false, Program());
            Directory.SetLastWriteTimeUtc(PlaceOf($"{i}"), DateTime.UtcNow.AddDays(-5 * i));
        }

        Directory.SetLastWriteTimeUtc(PlaceOf("2"), DateTime.UtcNow.AddDays(-31));
        Assert.NotNull(_cache.Find(Source("4"), isDebug: false));
        _cache.Keep(Source("5"), isDebug: false, Program());

        Assert.Equal(["1", "3", "4", "5"], new[] { "1", "2", "3", "4", "5" }.Where(text => _cache.Find(Source(text), isDebug: false) is not null));
        _cache.Keep(Source("6"), isDebug: false, Program());
        _cache.Keep(Source("7"), isDebug: false, Program());
        Assert.Equal(4, Directory.GetDirectories(At("cache")).Length);
    }

    [Fact]
    public void The_newest_version_of_a_package_is_asked_for_again_after_a_day()
    {
        _cache.Keep(Source("x"), isDebug: false, Program() with { IsFloating = true });
        Assert.NotNull(_cache.Find(Source("x"), isDebug: false));

        File.SetLastWriteTimeUtc(Path.Combine(PlaceOf("x"), "list"), DateTime.UtcNow.AddHours(-25));

        Assert.Null(_cache.Find(Source("x"), isDebug: false));
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        if (random.Next(3) == 0) return whole[..random.Next(whole.Length)];
        var bytes = whole.ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private string At(string file) => Path.Combine(_folder, file);

    private string PlaceOf(string text) => Path.GetDirectoryName(_cache.Find(Source(text), isDebug: false)!.Assemblies[0].Path)!;

    private ScriptSource Source(string text) => new("a.csx", At("a.csx"), _folder, System.Text.Encoding.UTF8.GetBytes(text));

    private static ScriptProgram Program() => new(
        [new("Script.a", [1, 2, 3], [4, 5]), new("Cells.B", [6], [7])], [], ["/f.dll"], ["/p.dll", "/q.dll"], ["/n.so"], IsFloating: false);
}
