using System.Collections.Immutable;
using System.Diagnostics;
using LlmKit.Notebook.Scripts;
using LlmKit.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit script</c>: what a script sees, and what its user sees of it.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit script-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_script_gets_its_words_and_standard_input_and_gives_the_exit_code()
    {
        Write("words.csx", """
            Console.WriteLine(string.Join('|', Args));
            for (string line; (line = Console.ReadLine()) != null;) Console.WriteLine("read " + line);
            Console.Error.WriteLine("to the error stream");
            return 3;
            """);

        var (code, output, error) = await Run("one\ntwo\n", "words.csx", "a b", "--seconds", "10", "--", "--help", "--", "");

        Assert.Equal("a b|--seconds|10|--help|--|\nread one\nread two\n", output);
        Assert.Equal("to the error stream\n", error);
        Assert.Equal(3, code);
    }

    [Fact]
    public async Task A_script_can_come_from_standard_input_and_its_code_must_fit_the_system()
    {
        var (code, output, error) = await Run("Console.WriteLine(Args.Count);\nreturn 256;\n", "-", "x");

        Assert.Equal("1\n", output);
        Assert.Equal("- returned 256. Exit codes go from 0 to 255, so this is 1.\n", error);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task What_does_not_compile_is_shown_with_file_line_and_caret()
    {
        Write("wrong.csx", "#!/usr/bin/env -S llmkit script\nvar a = 1;\n  var b = aa + 1;\n");

        var (code, output, error) = await Run("", "wrong.csx");

        Assert.Equal(
            "wrong.csx(3,11): error CS0103: The name 'aa' does not exist in the current context\n"
            + "      var b = aa + 1;\n"
            + "              ^^\n", error);
        Assert.Empty(output);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task An_exception_is_shown_with_the_scripts_own_lines()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tools"));
        Write("tools/throws.csx", "void Check(int x)\n{\n    if (x > 1) throw new InvalidOperationException($\"x is {x}\");\n}\n"
            + "Console.WriteLine(\"before\");\nCheck(2);\n");

        var (code, output, error) = await Run("", "tools/throws.csx");

        Assert.Equal(
            "System.InvalidOperationException: x is 2\n"
            + "   at Check(int x) in tools/throws.csx:line 3\n"
            + "   at tools/throws.csx:line 6\n", error);
        Assert.Equal("before\n", output);
        Assert.Equal(1, code);
    }

    [Fact]
    public void A_script_that_is_not_there_is_a_usage_error()
    {
        Write("words.csx", "");
        Write("wide.bin", "a\0b");
        Write("huge.csx", new string('/', (16 << 20) + 1));

        Refused("no/such.csx", "there is no script no/such.csx. Give the path of a .csx file, or - for standard input.");
        Refused(At("wrods.csx"), $"there is no script {At("wrods.csx")}. Did you mean {At("words.csx")}?");
        Refused(At("words"), $"there is no script {At("words")}. Did you mean {At("words.csx")}?");
        Refused(_folder, $"{_folder} is a folder. Give the path of a file in it: {At("huge.csx")}, {At("words.csx")}.");
        Refused("https://scripts.example/a.csx", "https://scripts.example/a.csx is an address. Fetch the file first, and give its path.");
        Refused(At("wide.bin"), $"{At("wide.bin")} is no text: byte 1 is 0. Give the path of a .csx file.");
        Refused(At("huge.csx"), $"{At("huge.csx")} has more than 16 MB, which no script has. Keep data in a file of its own.");

        static void Refused(string path, string message)
        {
            var (code, output, error) = CommandRun.Here("script", path);
            Assert.Equal((CommandLine.Usage, "", $"llmkit: {message}\n"), (code, output, error));
        }
    }

    [Theory]
    [InlineData("script tool.csx --help -x", "script tool.csx -- --help -x")]
    [InlineData("script tool.csx -- --help", "script tool.csx -- -- --help")]
    [InlineData("script --debug -c debug tool.csx --debug", "script --debug -c debug tool.csx -- --debug")]
    [InlineData("script - --help", "script - -- --help")]
    [InlineData("script -- tool.csx a", "script -- tool.csx a")]
    [InlineData("script --help", "script --help")]
    [InlineData("notebook run a.ipynb --quiet", "notebook run a.ipynb --quiet")]
    public void All_words_behind_a_scripts_name_are_the_scripts(string given, string parsed) =>
        Assert.Equal(parsed, string.Join(' ', Commands.ScriptCommand.Marked(given.Split(' '))));

    [Fact]
    public async Task An_unchanged_script_starts_again_without_the_compiler_and_a_changed_one_does_not()
    {
        Write("tool.csx", """
            #load "lib/greeting.csx"
            var compilers = AppDomain.CurrentDomain.GetAssemblies().Count(a => a.GetName().Name.StartsWith("Microsoft.CodeAnalysis"));
            WriteLine($"{Greeting} {string.Join(' ', Args)} {(compilers == 0 ? "compiled before" : "compiled")}");
            if (Args.Count > 1) Fail();
            return Args.Count;
            """);
        Write("lib/greeting.csx", "var Greeting = \"hello\";\nvoid Fail()\n{\n    throw new IOException();\n}\n");

        Assert.Equal((1, "hello you compiled\n", ""), await Run("", "tool.csx", "you"));
        Assert.Equal((1, "hello me compiled before\n", ""), await Run("", "tool.csx", "me"));
        var (code, _, error) = await Run("", "tool.csx", "you", "two");
        Assert.Equal(1, code);
        Assert.Contains("   at Fail() in lib/greeting.csx:line 4\n   at tool.csx:line 4\n", error, StringComparison.Ordinal);

        Write("lib/greeting.csx", "var Greeting = \"good morning\"; void Fail() { }");
        Assert.Equal((1, "good morning me compiled\n", ""), await Run("", "tool.csx", "me"));
        Assert.Equal((1, "good morning me compiled\n", ""), await Run("", "--no-cache", "tool.csx", "me"));
    }

    [Fact]
    public async Task An_exception_on_another_thread_is_an_error_of_the_script()
    {
        Write("thread.csx", """
            using System.Threading;
            var thread = new Thread(() =>
            {
                throw new IOException("on a thread");
            });
            thread.Start();
            thread.Join();
            Thread.Sleep(10_000);
            """);

        var (code, output, error) = await Run("", "thread.csx");

        Assert.Equal("System.IO.IOException: on a thread\n   at lambda () in thread.csx:line 4\n", error);
        Assert.Empty(output);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_script_as_it_ends_any_program()
    {
        Write("endless.csx", "while (true) { }");

        // Tests that run in the background are deaf to the signal, and so would be what they start.
        string[] command = ["--preserve-status", "--signal=INT", "--kill-after=20", "2", "env", "--default-signal=INT", "dotnet", CommandRun.Program];
        using var process = Process.Start(new ProcessStartInfo("timeout", [.. command, "script", "endless.csx"]) { WorkingDirectory = _folder })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public async Task First_starts_at_the_same_time_all_run()
    {
        Write("same.csx", "return 7;");

        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Run("", "same.csx")));

        Assert.All(runs, run => Assert.Equal((7, "", ""), run));
    }

    [Fact]
    public void Every_script_of_the_project_is_in_the_dialect_of_dotnet_script()
    {
        var scripts = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "scripts"), "*.csx");
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(script), ScriptDialect.Parse, script, cancellationToken: default);
            var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path) is var name && !name.StartsWith("LlmKit", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)).Append(MetadataReference.CreateFromFile(typeof(ScriptHost).Assembly.Location));
            var options = ScriptDialect.Options(isDebug: false, new FilesBeside(), SourceFileResolver.Default);
            var compilation = CSharpCompilation.CreateScriptCompilation("script", tree, platform, options, returnType: typeof(int));

            Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error));
        }
    }

    private string At(string file) => Path.Combine(_folder, file);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
    }

    private Task<(int Code, string Output, string Error)> Run(string input, params string[] words) =>
        CommandRun.Alone(_folder, input, new Dictionary<string, string> { ["XDG_CACHE_HOME"] = At("cache") }, ["script", .. words]);

    private sealed class FilesBeside : MetadataReferenceResolver
    {
        public override ImmutableArray<PortableExecutableReference> ResolveReference(
            string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
            [MetadataReference.CreateFromFile(Path.Combine(Path.GetDirectoryName(baseFilePath)!, reference), properties)];

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => 0;
    }
}
