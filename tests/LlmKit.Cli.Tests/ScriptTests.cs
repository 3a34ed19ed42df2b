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
        var missing = CommandRun.Here("script", "no/such.csx");
        var folder = CommandRun.Here("script", _folder);

        Assert.Equal(CommandLine.Usage, missing.Code);
        Assert.Equal(
            "llmkit: there is no script no/such.csx. Give the path of a .csx file, or - for standard input.\n", missing.Error);
        Assert.Equal((CommandLine.Usage, $"llmkit: {_folder} is a folder. Give the path of a .csx file in it.\n"),
            (folder.Code, folder.Error));
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private Task<(int Code, string Output, string Error)> Run(string input, params string[] words) =>
        CommandRun.Alone(_folder, input, ["script", .. words]);
}
