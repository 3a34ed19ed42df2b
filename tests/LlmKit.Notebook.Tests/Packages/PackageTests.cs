using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Packages;

public sealed class PackageTests : IDisposable
{
    private const string Greeting = "public static class Greeting { public static string Hello(string name) => $\"Hello {name}\"; }";

    private readonly PackageFeed _feed = new();
    private readonly CellEngine _engine;

    public PackageTests() => _engine = _feed.Engine();

    public void Dispose()
    {
        _engine.Dispose();
        _feed.Dispose();
    }

    [Fact]
    public async Task A_package_is_restored_used_at_once_and_kept_for_later_cells()
    {
        _feed.Add("Sample.Greeting", "1.2.3", Greeting);

        Assert.Equal("Hello you", await Value("#r \"nuget: Sample.Greeting, 1.2.3\"\nGreeting.Hello(\"you\")"));
        await Value("record Letter(string To) { public string Text => Greeting.Hello(To); }");
        Assert.Equal("Hello me", await Value("new Letter(\"me\").Text"));
        Assert.Equal(["restoring Sample.Greeting 1.2.3 ...", "Sample.Greeting 1.2.3 (t)"], _feed.Shown);
        Assert.Contains(new Completer(_engine, []).Complete("Greeting.H", 10).Items, item => item.Text == "Hello");
    }

    [Fact]
    public async Task Without_a_version_the_newest_stable_one_is_taken_and_named()
    {
        _feed.Add("Sample.Greeting", "1.9.0", Greeting);
        _feed.Add("Sample.Greeting", "1.10.0", Greeting);
        _feed.Add("Sample.Greeting", "2.0.0-beta", Greeting);

        await Value("#r \"nuget:Sample.Greeting\"");

        Assert.Equal(["restoring Sample.Greeting ...", "Sample.Greeting 1.10.0 (t)"], _feed.Shown);
    }

    [Fact]
    public async Task What_a_package_needs_comes_with_it()
    {
        _feed.Add("Sample.Base", "1.0.0", "namespace Below { public static class Base { public static int Six => 6; } }");
        _feed.Add("Sample.Top", "1.0.0", "public static class Top { public static object Make() => \"made\"; }", ("Sample.Base", "1.0.0"));

        Assert.Equal("made6", await Value("#r \"nuget: Sample.Top, 1.0.0\"\n$\"{Top.Make()}{Below.Base.Six}\""));
    }

    [Fact]
    public async Task A_second_engine_restores_nothing_unless_a_file_is_gone()
    {
        _feed.Add("Sample.Greeting", "1.0.0", Greeting);
        await Value("#r \"nuget: Sample.Greeting\"");
        using var second = _feed.Engine();

        var outcome = await second.RunAsync("#r \"nuget: Sample.Greeting\"\nGreeting.Hello(\"again\")", "Cell[1]");

        Assert.Equal(new CellOutcome.Finished("Hello again", HasValue: true), outcome);
        Assert.Equal("Sample.Greeting 1.0.0", _feed.Last);

        Directory.Delete(Path.Combine(_feed.Work, "..", "installed"), recursive: true);
        using var third = _feed.Engine();
        await third.RunAsync("#r \"nuget: Sample.Greeting\"", "Cell[1]");
        Assert.Equal("Sample.Greeting 1.0.0 (t)", _feed.Last);
    }

    [Fact]
    public async Task Lines_and_columns_of_errors_are_those_of_the_cell()
    {
        var error = await Failed("// first\n  #r \"nuget: System.Text.Json, 10.0.0\" // writes\nvar x = y;");

        Assert.Equal("Cell[1](3,9): error CS0103: The name 'y' does not exist in the current context", error.Traceback[0]);
    }

    [Fact]
    public async Task A_loaded_file_may_ask_for_packages()
    {
        _feed.Add("Sample.Greeting", "1.0.0", Greeting);
        Directory.CreateDirectory(Path.Combine(_feed.Work, "more"));
        await File.WriteAllTextAsync(Path.Combine(_feed.Work, "outer.csx"), "#load \"more/inner.csx\"\nstring Both() => Inner() + \"!\";");
        await File.WriteAllTextAsync(Path.Combine(_feed.Work, "more", "inner.csx"), "#r \"nuget: Sample.Greeting, 1.0.0\"\nstring Inner() => Greeting.Hello(\"file\");");

        await Value("#load \"outer.csx\"");

        Assert.Equal("Hello file!", await Value("Both()"));
    }

    [Fact]
    public async Task A_feed_can_be_named_in_a_cell()
    {
        using var feed = new PackageFeed(isInSettings: false);
        feed.Add("Sample.Greeting", "1.0.0", Greeting);
        using var engine = feed.Engine();

        var outcome = await engine.RunAsync("#i \"nuget:../feed\"\n#r \"nuget: Sample.Greeting\"\nGreeting.Hello(\"x\")", "Cell[2]");

        Assert.Equal(new CellOutcome.Finished("Hello x", HasValue: true), outcome);
        Assert.Equal(
            $"There is no folder {feed.Work}/nowhere. Name a folder with .nupkg files, or a feed's address that begins with https://.",
            Error(await engine.RunAsync("#i \"nuget:nowhere\"", "Cell[2]")).Message);
    }

    [Fact]
    public async Task An_unknown_package_gets_the_feeds_reason_and_the_engine_goes_on()
    {
        await Value("var before = 7;");

        var error = await Failed("// one\n#r \"nuget: Sample.Nowhere, 1.0\"");

        Assert.Equal("PackageError", error.Name);
        Assert.Equal(2, error.Line);
        Assert.Equal(
            [
                "Cell[1](2,1): error: NU1101: Unable to find package Sample.Nowhere. No packages exist with this id in source(s): local",
                "    #r \"nuget: Sample.Nowhere, 1.0\"",
                "    " + new string('^', "#r \"nuget: Sample.Nowhere, 1.0\"".Length),
                "Check the name, or add a feed that has it: #i \"nuget:ADDRESS-OR-FOLDER\".",
            ],
            error.Traceback);
        Assert.Equal("not restored: Sample.Nowhere 1.0", _feed.Last);
        Assert.Equal(7, await Value("before"));
        Assert.Empty(Directory.GetDirectories(_feed.Cache));
    }

    [Fact]
    public async Task An_unknown_version_is_told_with_one_that_exists()
    {
        _feed.Add("Sample.Greeting", "1.0.0", Greeting);

        var error = await Failed("#r \"nuget: Sample.Greeting, 9.0.0\"");

        Assert.Equal(
            "NU1102: Unable to find package Sample.Greeting with version (>= 9.0.0)\n  - Found 1 version(s) in local [ Nearest version: 1.0.0 ] " +
            "Ask for a version that exists, or leave it out for the newest.", error.Message);
    }

    [Fact]
    public async Task A_version_that_is_missing_between_others_is_replaced_by_the_next_and_that_is_said()
    {
        _feed.Add("Sample.Greeting", "1.2.0", Greeting);

        await Value("#r \"nuget: Sample.Greeting, 1.1.0\"");

        Assert.Equal("Sample.Greeting 1.2.0 (t)\nNo feed has Sample.Greeting 1.1.0: Sample.Greeting 1.2.0 is the nearest.", _feed.Last);
    }

    [Fact]
    public async Task A_feed_that_does_not_answer_is_named()
    {
        var error = await Failed("#i \"nuget:https://127.0.0.1:9/v3/index.json\"\n#r \"nuget: Sample.Nowhere\"");

        Assert.Contains("NU1801: Unable to load the service index for source https://127.0.0.1:9/v3/index.json.", error.Message);
        Assert.Contains("Check the connection", error.Message);
    }

    [Fact]
    public async Task The_first_version_of_a_package_stays()
    {
        _feed.Add("Sample.Greeting", "1.0.0", Greeting);
        await Value("#r \"nuget: Sample.Greeting\"");

        var error = await Failed("#r \"nuget: Sample.Greeting, 2.0.0\"");

        Assert.Equal(
            "Sample.Greeting 2.0.0 is needed here, but Sample.Greeting 1.0.0 is loaded in this session and stays. " +
            "Restart to load another version, with all #r \"nuget: ...\" lines in one cell.", error.Message);
        Assert.Equal("Hello 1", await Value("#r \"nuget: sample.greeting, 1.0\"\nGreeting.Hello(\"1\")"));
    }

    [Fact]
    public async Task A_package_that_needs_another_version_of_a_loaded_one_is_refused()
    {
        _feed.Add("Sample.Base", "1.0.0", "public class Base;");
        _feed.Add("Sample.Base", "2.0.0", "public class Base;");
        _feed.Add("Sample.One", "1.0.0", "public class One;", ("Sample.Base", "1.0.0"));
        _feed.Add("Sample.Two", "1.0.0", "public class Two;", ("Sample.Base", "2.0.0"));
        await Value("#r \"nuget: Sample.One\"");

        var error = await Failed("#r \"nuget: Sample.Two\"");

        Assert.StartsWith("Sample.Base 2.0.0 is needed here, but Sample.Base 1.0.0 is loaded", error.Message);
        Assert.Contains("CS0246", (await Failed("new Two()")).Message);
    }

    [Fact]
    public async Task Two_versions_in_one_cell_are_refused()
    {
        var error = await Failed("#r \"nuget: Sample.Greeting, 1.0.0\"\n#r \"nuget: Sample.Greeting, 2.0.0\"");

        Assert.Equal(2, error.Line);
        Assert.StartsWith("Sample.Greeting is asked for in two versions: 1.0.0 and 2.0.0.", error.Message);
    }

    [Fact]
    public async Task What_is_part_of_the_program_is_not_loaded_a_second_time()
    {
        var assembly = await Value("#r \"nuget: Microsoft.CodeAnalysis.CSharp, 4.0.1\"\ntypeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly");

        Assert.Same(typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly, assembly);
        Assert.Matches(@"^Microsoft\.CodeAnalysis\.CSharp 5\.\d+\.\d+ is part of this program and is used as it is \(4\.0\.1 was asked for\)\.$", _feed.Last);
    }

    [Fact]
    public async Task What_is_part_of_the_platform_is_not_restored()
    {
        Assert.Equal("[1]", await Value("#r \"nuget: System.Text.Json\"\nSystem.Text.Json.JsonSerializer.Serialize(new[] { 1 })"));
        Assert.Equal($"System.Text.Json is part of .NET {Environment.Version}, which is used.", _feed.Last);
    }

    [Fact]
    public async Task A_package_does_not_replace_an_assembly_of_the_program()
    {
        _feed.Add("LlmKit.Notebook", "99.0.0", "public class Other;");
        _feed.Add("Sample.Old", "1.0.0", "public static class Old { public static int Six => 6; }", ("LlmKit.Notebook", "99.0.0"));

        Assert.Equal(6, await Value("#r \"nuget: Sample.Old\"\nvar shared = typeof(Kernel).Assembly;\nOld.Six"));
        Assert.Same(typeof(Kernel).Assembly, await Value("shared"));
        Assert.Matches(@"LlmKit\.Notebook 99\.0\.0 is not loaded: LlmKit\.Notebook [\d.]+ is part of the program and is used\.$", _feed.Last);
    }

    [Fact]
    public async Task A_native_library_of_a_package_is_found_and_so_is_its_neighbour()
    {
        if (!File.Exists("/usr/bin/gcc")) Assert.Skip("gcc is not installed.");
        var below = Gcc("int llmkit_six(void) { return 6; }", "libllmkit_below.so");
        var above = Gcc("int llmkit_six(void); int llmkit_seven(void) { return llmkit_six() + 1; }", "libllmkit_above.so", below, "-Wl,-rpath,$ORIGIN");
        var machine = LlmKit.Notebook.Packages.RestoreProject.Machine;
        _feed.Add("Sample.Below", "1.0.0", "", null, ($"runtimes/{machine}/native/libllmkit_below.so", below));
        _feed.Add("Sample.Above", "1.0.0", """
            using System.Runtime.InteropServices;
            public static class Above { [DllImport("llmkit_above")] public static extern int llmkit_seven(); }
            """, ("Sample.Below", "1.0.0"), ($"runtimes/{machine}/native/libllmkit_above.so", above));

        Assert.Equal(7, await Value("#r \"nuget: Sample.Above, 1.0.0\"\nAbove.llmkit_seven()"));
        Assert.Equal(7, await Value(
            "using System.Runtime.InteropServices;\n[DllImport(\"libllmkit_above.so\")] static extern int llmkit_seven();\nllmkit_seven()"));
    }

    [Fact]
    public async Task An_interrupt_ends_a_restore_that_hangs_and_leaves_nothing_behind()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var feed = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v3/index.json";
        using var cancel = new CancellationTokenSource();

        var run = _engine.RunAsync($"#i \"nuget:{feed}\"\n#r \"nuget: Sample.Nowhere\"", "Cell[1]", cancel.Token);
        using var waiting = await listener.AcceptTcpClientAsync();
        var clock = Stopwatch.StartNew();
        await cancel.CancelAsync();
        var outcome = await run;

        Assert.Equal(new CellOutcome.Stopped(LeftBehind: false), outcome);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.Empty(Directory.GetDirectories(_feed.Cache));
        Assert.Equal(0, waiting.Client.Available > 0 ? await Drained(waiting) : 0);
        Assert.Equal("not restored: Sample.Nowhere", _feed.Last);
    }

    // Zero, the end of the stream, comes only when the other side is gone.
    private static async Task<int> Drained(TcpClient client)
    {
        var buffer = new byte[65536];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        int read;
        do
        {
            try
            {
                read = await client.GetStream().ReadAsync(buffer, limit.Token);
            }
            catch (IOException)
            {
                return 0;
            }
        }
        while (read > 0);
        return read;
    }

    private string Gcc(string code, string name, params string[] more)
    {
        var (source, library) = (Path.Combine(_feed.Work, name + ".c"), Path.Combine(_feed.Work, name));
        File.WriteAllText(source, code);
        using var gcc = Process.Start("/usr/bin/gcc", ["-shared", "-fPIC", $"-Wl,-soname,{name}", "-o", library, source, .. more]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
        return library;
    }

    private async Task<object?> Value(string code) => await _engine.RunAsync(code, "Cell[1]") switch
    {
        CellOutcome.Finished finished => finished.Value,
        var outcome => throw new Xunit.Sdk.XunitException($"{outcome}: {string.Join("\n", (outcome as CellOutcome.Failed)?.Error.Traceback ?? [])}"),
    };

    private async Task<CellOutput.Error> Failed(string code) => Error(await _engine.RunAsync(code, "Cell[1]"));

    private static CellOutput.Error Error(CellOutcome outcome) => Assert.IsType<CellOutcome.Failed>(outcome).Error;
}
