using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Execution;

/// <summary>What fails where no cell waits for it is told, and the process goes on.</summary>
public sealed class StrayErrorsTests : IDisposable
{
    private readonly CellEngine _engine = new(Path.GetTempPath());
    private readonly TextWriter _error = Console.Error;
    private readonly StringWriter _told = new();

    public StrayErrorsTests() => Console.SetError(TextWriter.Synchronized(_told));

    public void Dispose()
    {
        Console.SetError(_error);
        _engine.Dispose();
    }

    [Theory]
    [InlineData("var t = new Thread(() => throw new InvalidOperationException(\"stray\")); t.Start(); t.Join();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException(\"stray\"));")]
    [InlineData("async void Later() { await Task.Delay(100); throw new InvalidOperationException(\"stray\"); }\nLater();")]
    [InlineData("using var timer = new Timer(_ => throw new InvalidOperationException(\"stray\"), null, 10, Timeout.Infinite);")]
    public async Task An_exception_on_another_thread_is_shown_and_does_not_end_the_process(string code)
    {
        Assert.IsType<CellOutcome.Finished>(await _engine.RunAsync(code, "Cell[1]"));

        await Told("System.InvalidOperationException: stray");
    }

    [Fact]
    public async Task A_task_that_nobody_awaited_tells_its_failure()
    {
        Assert.IsType<CellOutcome.Finished>(await _engine.RunAsync("Task.Run(() => { throw new InvalidOperationException(\"stray\"); });", "Cell[1]"));

        await Told("System.InvalidOperationException: stray");
        Assert.Contains("Cell[1]:line 1", _told.ToString());
    }

    [Fact]
    public async Task An_exception_of_async_void_while_its_cell_runs_ends_the_cell()
    {
        var outcome = await _engine.RunAsync("async void Now() { await Task.Yield(); throw new InvalidOperationException(\"mine\"); }\nNow();\nawait Task.Delay(1000);", "Cell[1]");

        Assert.Equal("mine", Assert.IsType<CellOutcome.Failed>(outcome).Error.Message);
    }

    private async Task Told(string text)
    {
        for (var i = 0; i < 100 && !_told.ToString().Contains(text, StringComparison.Ordinal); i++)
        {
            await Task.Delay(20);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Contains(text, _told.ToString());
    }
}
