using System.IO.Compression;
using System.Text.RegularExpressions;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Packages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Tests.Packages;

/// <summary>
/// A folder of packages made on the spot, a notebook's folder whose settings know no other feed, and an empty cache.
/// Nothing outside is needed or touched.
/// </summary>
internal sealed partial class PackageFeed : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("llmkit-packages-").FullName;
    private readonly string? _cacheBefore = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
    private readonly List<CellOutput> _outputs = [];

    public PackageFeed(bool isInSettings = true)
    {
        Directory.CreateDirectory(Feed);
        Directory.CreateDirectory(Work);
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(_root, "cache"));
        Environment.SetEnvironmentVariable("NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT", "1");
        File.WriteAllText(Path.Combine(Work, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_root}/installed" /></config>
              <packageSources><clear />{(isInSettings ? $"<add key=\"local\" value=\"{Feed}\" />" : "")}</packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        Kernel.Outputs = output =>
        {
            lock (_outputs) _outputs.Add(output);
        };
    }

    public string Feed => Path.Combine(_root, "feed");

    /// <summary>The notebook's folder, of a name that is full of signs with a meaning to MSBuild.</summary>
    public string Work => Path.Combine(_root, "work 1, (%2B) $(x) @y");

    public string Cache => PackageRestorer.UserCache;

    /// <summary>What was on show, in order, the time of a restore as <c>(t)</c>, without the seconds a slow one counts.</summary>
    public IReadOnlyList<string> Shown
    {
        get
        {
            lock (_outputs)
            {
                return [.. _outputs.Select(Text).Where(text => !Waiting().IsMatch(text)).Select(text => Time().Replace(text, "(t)"))];
            }
        }
    }

    /// <summary>The last that is on show.</summary>
    public string Last => Shown[^1];

    public CellEngine Engine() => new(Work);

    /// <summary>Makes a package with one assembly of its name.</summary>
    /// <param name="needs">Name and version of a package that it needs.</param>
    /// <param name="files">Other files, by their places in the package.</param>
    public void Add(string name, string version, string code, (string Name, string Version)? needs = null, params (string Place, string File)[] files)
    {
        using var zip = ZipFile.Open(Path.Combine(Feed, $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var writer = new StreamWriter(zip.CreateEntry($"{name}.nuspec").Open()))
        {
            var dependency = needs is var (other, least) ? $"<dependency id=\"{other}\" version=\"{least}\" />" : "";
            writer.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                <id>{name}</id><version>{version}</version><authors>tests</authors><description>For a test.</description>
                <dependencies><group targetFramework="net8.0">{dependency}</group></dependencies></metadata></package>
                """);
        }

        using (var assembly = zip.CreateEntry($"lib/net8.0/{name}.dll").Open()) Compile(name, version, code, assembly);
        foreach (var (place, file) in files) zip.CreateEntryFromFile(file, place);
    }

    public void Dispose()
    {
        Kernel.Outputs = null;
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", _cacheBefore);
        Environment.SetEnvironmentVariable("NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT", null);
        Directory.Delete(_root, recursive: true);
    }

    private static void Compile(string name, string version, string code, Stream assembly)
    {
        var number = $"[assembly: System.Reflection.AssemblyVersion(\"{version.Split('-')[0]}\")]";
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(number), CSharpSyntaxTree.ParseText(code)], References.OfCells,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        bytes.WriteTo(assembly);
    }

    private static string Text(CellOutput output) => output switch
    {
        CellOutput.Displayed displayed => displayed.Content.PlainText,
        CellOutput.Updated updated => updated.Content.PlainText,
        _ => output.ToString(),
    };

    [GeneratedRegex(@"\(\d+\.\d s\)")]
    private static partial Regex Time();

    [GeneratedRegex(@"^restoring .* \.\.\. \d+ s$")]
    private static partial Regex Waiting();
}
