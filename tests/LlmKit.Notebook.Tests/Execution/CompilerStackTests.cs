using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Execution;

/// <summary>Code that is nested too deeply gets an error; the stack does not overflow, which would end the process.</summary>
public sealed class CompilerStackTests : IDisposable
{
    private readonly CellEngine _engine = new(Path.GetTempPath());

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("(", "1", ")", 20_000)]
    [InlineData("{", "", "}", 20_000)]
    [InlineData("new object[] {", "1", "}", 5_000)]
    [InlineData("if (true) ", ";", "", 20_000)]
    [InlineData("-", "1", "", 20_001)]
    [InlineData("1 + ", "1", "", 20_000)]
    [InlineData("true ? ", "1", " : 2", 10_000)]
    public async Task Code_that_is_too_deep_gets_an_error_with_its_place(string before, string inner, string behind, int times)
    {
        var error = await Error(Nested(before, inner, behind, times));

        Assert.Contains("CS8078", error.Message);
        Assert.Contains("Take it apart, or build it in a loop.", error.Message);
        Assert.Equal(1, error.Line);
        Assert.All(error.Traceback, line => Assert.InRange(line.Length, 0, 300));
        Assert.Equal(2, (await Finished("1 + 1")).Value);
    }

    [Theory]
    [InlineData("(", "7", ")", 390)]
    [InlineData("(object)", "7", "", 2_000)]
    [InlineData("0 + ", "7", "", 2_000)]
    public async Task Code_that_is_deep_runs(string before, string inner, string behind, int times) =>
        Assert.Equal(7, (await Finished(Nested(before, inner, behind, times))).Value);

    [Fact]
    public void A_compiler_that_does_not_stop_is_left_behind()
    {
        using var stopped = new CancellationTokenSource(20);
        using var gate = new ManualResetEventSlim();

        Assert.Throws<OperationCanceledException>(() => CompilerStack.Run(() => gate.Wait(TimeSpan.FromMinutes(1)), TimeSpan.FromMilliseconds(20), stopped.Token));
        gate.Set();
    }

    [Fact]
    public void What_the_compiler_throws_comes_through() =>
        Assert.Throws<FormatException>(() => CompilerStack.Run<int>(() => throw new FormatException(), TimeSpan.Zero, CancellationToken.None));

    private static string Nested(string before, string inner, string behind, int times) =>
        string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(behind, times));

    private async Task<CellOutcome.Finished> Finished(string code) => Assert.IsType<CellOutcome.Finished>(await _engine.RunAsync(code, "Cell[1]"));

    private async Task<CellOutput.Error> Error(string code) => Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync(code, "Cell[1]")).Error;
}
