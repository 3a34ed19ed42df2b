namespace LlmKit.Notebook.Tests.Debugging;

public sealed class DebuggerTests : IDisposable
{
    private const string Mean = """
        #!debug
        double Mean(double[] xs)
        {
            var sum = 0.0;
            foreach (var x in xs)
                sum += x;
            return sum / xs.Length;
        }
        var data = new[] { 1.0, 2, 6 };
        var mean = Mean(data);
        mean * 2
        """;

    private readonly DebuggedCells _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public async Task Try()
    {
        var (t, o) = await _cells.Run(Mean, "next", "s", "n", "n", "n", "", "locals", "p sum + data.Length", "sum = 10", "where", "up", "v", "down", "out", "new { data, a = 1 }", "c");
        Assert.Fail(t + o);
    }
}
