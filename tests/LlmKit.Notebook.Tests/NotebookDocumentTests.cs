using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Running;

namespace LlmKit.Notebook.Tests;

public sealed class NotebookDocumentTests
{
    // As Jupyter's own writer formats it.
    private const string Sample = """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a",
           "metadata": {
            "mine": [
             1,
             2.5
            ]
           },
           "source": [
            "# Wal 鲸\n",
            "<b>"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": null,
           "id": "b",
           "metadata": {},
           "outputs": [],
           "source": []
          }
         ],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void A_notebook_that_is_read_and_written_keeps_every_byte() =>
        Assert.Equal(Sample.ReplaceLineEndings("\n"), NotebookDocument.Parse(Sample, "n.ipynb").ToJson());

    [Theory]
    [InlineData("{", "n.ipynb is not JSON: line 1, column 2.")]
    [InlineData("{}", "n.ipynb is JSON, but no notebook: it has no list of cells.")]
    [InlineData("""{"cells": [], "nbformat": 3}""", "n.ipynb has nbformat 3. Format 4 can be read;")]
    [InlineData("""{"cells": [{}], "nbformat": 4}""", "n.ipynb, cell 1 has no cell_type.")]
    public void A_file_that_is_no_notebook_is_refused(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "n.ipynb")).Message);

    [Fact]
    public async Task Outputs_come_in_the_order_they_were_made()
    {
        var (report, json) = await Run("Console.WriteLine(1); display(2); Console.WriteLine(3); 4");

        Assert.Null(report.Failure);
        Assert.Equal(["1\n", "2", "3\n", "4"], NotebookOutputs.TextsOf(json));
    }

    // A PNG of 4 × 2 pixels at 192 dots an inch (7559 a metre), as far as its header goes.
    [Fact]
    public async Task A_picture_for_a_fine_screen_is_shown_at_half_its_pixels()
    {
        var (_, json) = await Run("""
            byte[] png = [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 4, 0, 0, 0, 2, 8, 6, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 9, 112, 72, 89, 115, 0, 0, 29, 135, 0, 0, 29, 135, 1, .. new byte[80]];
            Convert.ToBase64String(png).DisplayAs("image/png");
            """);

        var shown = System.Text.Json.Nodes.JsonNode.Parse(json)!["cells"]![0]!["outputs"]![0]!["metadata"]!["image/png"]!;
        Assert.Equal((2, 1), ((int)shown["width"]!, (int)shown["height"]!));
    }

    [Fact]
    public async Task All_printed_lines_arrive()
    {
        var (_, json) = await Run("for (var i = 0; i < 100_000; i++) Console.WriteLine(i);");

        Assert.Equal(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i}\n")), Assert.Single(NotebookOutputs.TextsOf(json)));
    }

    [Fact]
    public async Task A_failing_cell_ends_the_run_and_the_notebook_up_to_there_is_written()
    {
        var (report, json) = await Run("1 + 1", "int zero = 0;\n1 / zero", "3");

        Assert.Equal(1, report.Cells);
        Assert.Equal(2, report.Failure!.Cell);
        Assert.Equal("DivideByZeroException: Attempted to divide by zero.", report.Failure.Message);
        Assert.Equal(["2", "DivideByZeroException"], NotebookOutputs.TextsOf(json));
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_is_stopped()
    {
        var (report, _) = await Run(TimeSpan.FromSeconds(0.5), "while (true) { }");

        Assert.Equal("The cell ran longer than 0.5 s. Give it more with --timeout.", report.Failure!.Message);
    }

    private static Task<(NotebookReport, string)> Run(params string[] cells) => Run(null, cells);

    private static async Task<(NotebookReport, string)> Run(TimeSpan? timeout, params string[] cells)
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-notebook-").FullName;
        try
        {
            string path = Path.Combine(folder, "in.ipynb"), output = Path.Combine(folder, "out.ipynb");
            await File.WriteAllTextAsync(path, NotebookOutputs.NotebookOf(cells), TestContext.Current.CancellationToken);
            using var runner = new NotebookRunner(new() { Timeout = timeout });
            var report = await runner.RunAsync(path, output, cancel: TestContext.Current.CancellationToken);
            return (report, await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
