using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests;

/// <summary>The engine by itself: state, values, errors, stopping.</summary>
public sealed class CellEngineTests : IDisposable
{
    private readonly CellEngine _engine = new(Path.GetTempPath());

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("var x = 20; x + 22", 42)]
    [InlineData("await Task.Delay(1); 42", 42)]
    [InlineData("return 42;", 42)]
    [InlineData("int Twice(int n) { return 2 * n; }\nTwice(21)", 42)]
    [InlineData("Span<int> Three() => new int[3];\nThree().Length + 39", 42)]
    public async Task The_last_expression_is_the_value(string code, int value)
    {
        var finished = await Finished(code);

        Assert.True(finished.HasValue);
        Assert.Equal(value, finished.Value);
    }

    [Fact]
    public async Task A_semicolon_silences_the_value() => Assert.False((await Finished("42.ToString();")).HasValue);

    [Fact]
    public async Task Later_cells_see_what_earlier_ones_declared()
    {
        await Finished("using System.Numerics;\nvar x = 1;\nrecord P(int N);\nint Next() => ++x;");
        await Finished("Next();");
        await Finished("var x2 = x * 10;");

        Assert.Equal("P { N = 20 } <1; 0>", (await Finished("$\"{new P(x2)} {Complex.One}\"")).Value);
    }

    [Fact]
    public async Task A_name_may_be_declared_again()
    {
        await Finished("var x = 1; int F() => 1;");
        await Finished("var x = \"text\"; int F() => 2;");

        Assert.Equal("text2", (await Finished("x + F()")).Value);
    }

    [Fact]
    public async Task A_using_variable_is_kept_for_later_cells_and_disposed_at_the_end()
    {
        await Finished("var log = new List<string>();\nclass D(string n, List<string> l) : IDisposable { public void Dispose() => l.Add(n); }");
        await Finished("using var a = new D(\"a\", log);\nusing var b = new D(\"b\", log);");
        var log = (List<string>)(await Finished("log")).Value!;
        Assert.Empty(log);

        _engine.Dispose();

        Assert.Equal(["b", "a"], log);
    }

    [Fact]
    public async Task A_compile_error_shows_the_line_and_the_place()
    {
        var error = await Failed("var x = 1;\nx = \"a\" + y;");

        Assert.Equal("CompilationError", error.Name);
        Assert.Equal(2, error.Line);
        Assert.Equal(
            ["Cell[1](2,11): error CS0103: The name 'y' does not exist in the current context", "    x = \"a\" + y;", "              ^"],
            error.Traceback);
    }

    [Fact]
    public async Task An_exception_shows_the_cells_and_nothing_of_the_engine()
    {
        await Finished("int Boom(int n) { if (n == 0) throw new InvalidOperationException(\"boom\"); return Boom(n - 1); }", "Cell[1]");
        var error = await Failed("// comment\nBoom(1);", "Cell[2]");

        Assert.Equal("boom", error.Message);
        Assert.Equal(2, error.Line);
        Assert.DoesNotContain(error.Traceback, line => line.Contains("LlmKit", StringComparison.Ordinal) || line.Contains("MoveNext", StringComparison.Ordinal));
        Assert.Contains(error.Traceback, line => line.Contains("Cell[1]:line 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_failing_cell_declared_before_stays()
    {
        await Failed("var kept = 5; throw new Exception();");

        Assert.Equal(5, (await Finished("kept")).Value);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (;;) ;")]
    [InlineData("Thread.Sleep(60000);")]
    [InlineData("await Task.Delay(60000);")]
    [InlineData("Enumerable.Range(0, int.MaxValue).Count(i => { return i < 0; })")]
    public async Task A_running_cell_can_be_stopped_and_the_state_stays_usable(string code)
    {
        await Finished("var before = 7;");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var outcome = await _engine.RunAsync(code, "Cell[2]", cancel.Token);

        Assert.Equal(new CellOutcome.Stopped(LeftBehind: false), outcome);
        Assert.Equal(7, (await Finished("before")).Value);
    }

    [Fact]
    public async Task A_loaded_file_shares_its_declarations()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csx");
        await File.WriteAllTextAsync(path, "int FromFile() => 6;", TestContext.Current.CancellationToken);
        try
        {
            await Finished($"#load \"{path}\"");

            Assert.Equal(6, (await Finished("FromFile()")).Value);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<CellOutcome.Finished> Finished(string code, string name = "Cell[1]")
    {
        var outcome = await _engine.RunAsync(code, name);
        return outcome as CellOutcome.Finished ??
            throw new Xunit.Sdk.XunitException($"{outcome}: {string.Join("\n", (outcome as CellOutcome.Failed)?.Error.Traceback ?? [])}");
    }

    private async Task<CellOutput.Error> Failed(string code, string name = "Cell[1]") =>
        Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync(code, name)).Error;
}
