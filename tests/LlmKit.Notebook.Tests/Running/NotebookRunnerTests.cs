using System.Diagnostics;
using System.Text.Json.Nodes;
using LlmKit.Notebook.Running;

namespace LlmKit.Notebook.Tests.Running;

/// <summary>Runs in this process: what the runner does with cells, forms and tags.</summary>
public sealed class NotebookRunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-runner-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_value_that_is_shown_without_end_is_stopped_like_a_loop()
    {
        var clock = Stopwatch.StartNew();

        var (report, outputs) = await Run("endless.ipynb", NotebookOutputs.NotebookOf([
            "Console.WriteLine(\"first\");\nIEnumerable<int> Endless() { while (true) yield return 1; }\nEndless().Where(x => x == 2)"]), new() { Timeout = TimeSpan.FromSeconds(4) });

        Assert.Equal("The cell ran longer than 4 s. Give it more with --timeout.", report.Failure?.Message);
        Assert.Equal(["first\n", "CellStopped"], outputs);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_cell_that_may_fail_does_not_end_the_run()
    {
        var json = JsonNode.Parse(NotebookOutputs.NotebookOf(["throw new InvalidOperationException(\"meant\");", "2"]))!;
        json["cells"]![0]!["metadata"] = new JsonObject { ["tags"] = new JsonArray("raises-exception") };

        var (report, outputs) = await Run("meant.ipynb", json.ToJsonString());

        Assert.Null(report.Failure);
        Assert.Equal(["InvalidOperationException", "2"], outputs);
    }

    [Theory]
    [InlineData("lesson.dib", "#!csharp\n\nvar x = 20;\n\n#!markdown\n\n# Title\n\n#!csharp\n\nx + 1\n", "21")]
    [InlineData("lesson.csx", "// %%\nvar x = 20 + Args.Count;\n// %%\nx + 1\n", "21")]
    public async Task Other_forms_run_as_notebooks(string file, string text, string result)
    {
        var (report, outputs) = await Run(file, text);

        Assert.Null(report.Failure);
        Assert.Equal([result], outputs);
    }

    [Fact]
    public async Task A_check_tells_what_differs_and_leaves_out_what_did_not_run()
    {
        var json = JsonNode.Parse(NotebookOutputs.NotebookOf(["Console.Write(1)", "Console.Write(2)", "throw new Exception();", "4"]))!;
        for (var i = 0; i < 4; i++) json["cells"]![i]!["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "1" });

        var (report, _) = await Run("checked.ipynb", json.ToJsonString(), new() { Check = true });

        Assert.Equal(2, Assert.Single(report.Differences!).Cell);
        Assert.Equal(3, report.Failure!.Cell);
        Assert.False(report.IsGood);
        Assert.Equal([1, 2, 3], report.Each.Select(cell => cell.Cell));
        Assert.All(report.Each, cell => Assert.True(cell.Figures.Time > TimeSpan.Zero && cell.Figures.Peak > 1_000_000));
    }

    private async Task<(NotebookReport Report, List<string> Outputs)> Run(string file, string text, RunOptions? options = null)
    {
        string path = Path.Combine(_folder, file), output = Path.Combine(_folder, "out", "executed.ipynb");
        await File.WriteAllTextAsync(path, text);
        using var runner = new NotebookRunner(options);
        var report = await runner.RunAsync(path, output, cancel: TestContext.Current.CancellationToken);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(output))!;
        json["cells"] = new JsonArray([.. json["cells"]!.AsArray().Where(cell => (string?)cell!["cell_type"] == "code").Select(cell => cell!.DeepClone())]);
        return (report, NotebookOutputs.TextsOf(json.ToJsonString()));
    }
}
