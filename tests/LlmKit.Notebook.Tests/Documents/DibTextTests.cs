using System.Text.Json.Nodes;
using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class DibTextTests
{
    [Fact]
    public void Lines_that_name_a_language_begin_cells_and_other_magic_lines_stay_in_theirs()
    {
        var notebook = Read(Samples.Dib);

        Assert.Equal(
            [("markdown", "# Title\n\nText"), ("csharp", "#!time\nvar x = 1;\n\nx"), ("fsharp", "let y = 2")],
            notebook.Cells.Select(cell => (cell.Language, cell.Source)));
        Assert.Equal(["markdown", "code", "code"], notebook.Cells.Select(cell => cell.Kind));
    }

    [Fact]
    public void A_file_without_marks_is_one_cell() =>
        Assert.Equal("1 + 1", Assert.Single(Read("\n\n1 + 1\n\n").Cells).Source);

    [Fact]
    public void An_empty_file_has_no_cells() => Assert.Empty(Read("\n  \n").Cells);

    [Theory, InlineData("#!cs1"), InlineData("#!duck"), InlineData("#!C#"), InlineData("#!md"),
        InlineData("#!markdown  ")]
    public void Names_and_aliases_of_the_metadata_begin_cells_too(string mark) =>
        Assert.Equal(
            2, Read(
                $"#!meta\n{{\"kernelInfo\":{{\"items\":[{{\"aliases\":[\"cs1\"],\"name\":\"csharp\"}},{{\"name\":\"duck\"}}]}}}}\n#!csharp\n1\n{mark}\n2").Cells.Count);

    [Fact]
    public void The_metadata_of_the_file_become_those_of_the_notebook()
    {
        var metadata = JsonNode.Parse(Read(Samples.Dib).ToJson())!["metadata"]!;

        Assert.Equal(
            "cs1", (string?)metadata["polyglot_notebook"]!["kernelInfo"]!["items"]![0]!["aliases"]![0]);
        Assert.Equal(1, (int)metadata["other"]![0]!);
        Assert.Equal("llmkit-csharp", (string?)metadata["kernelspec"]!["name"]);
    }

    [Fact]
    public void The_default_language_of_the_metadata_holds_for_cells_that_name_none()
    {
        var notebook =
            Read("#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\"}}\n#!fsharp\nlet x = 1");

        Assert.Equal("fsharp", notebook.Language);
        Assert.Equal("fsharp", notebook.Cells[0].Language);
    }

    [Theory]
    [InlineData("#!meta\n{\n#!csharp\n1", "d.dib, line 1: what follows #!meta is not JSON.")]
    [InlineData("\n#!meta\n[1]\n#!csharp\n1", "d.dib, line 2: what follows #!meta must be one JSON object")]
    [InlineData("#!meta\n{\"a\": \"\\ud800\"}\n", "d.dib, line 1: what follows #!meta is not JSON.")]
    public void Broken_metadata_are_refused(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<NotebookFormatException>(() => Read(text)).Message);

    [Fact]
    public void What_is_written_and_read_has_the_same_cells()
    {
        var notebook = Read(Samples.Dib);
        var again = Read(DibText.Write(notebook));

        Assert.Equal(Cells(notebook), Cells(again));
        Assert.Equal(DibText.Write(notebook), DibText.Write(again));
    }

    [Fact]
    public void Random_cells_survive_being_written_and_read()
    {
        string[] lines =
            ["var x = 1;", "", "  ", "#!time", "#!csharp", "// %%", "#!meta", "文字", "#r \"a\"", "\t"];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var cells = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (
                Kind: random.Next(2) == 0 ? "code" : "markdown",
                Text: "x"
                    + string.Concat(
                        Enumerable.Range(0, random.Next(6)).Select(_ => "\n" + lines[random.Next(lines.Length)]))
                    .TrimEnd())).ToList();

            // A language line inside of code begins a cell here as it switches the language there.
            cells.RemoveAll(
                cell => cell.Kind == "code" && cell.Text.Contains("#!csharp", StringComparison.Ordinal));
            var notebook = NotebookDocument.Parse(Samples.Notebook(
                    string.Join(
                        ", ", cells
                        .Select(cell =>
                        cell.Kind == "code" ? Samples.Code(cell.Text) : Samples.Text(cell.Text)))), "n.ipynb");
            var again = Read(DibText.Write(notebook));

            Assert.Equal(
                cells.Select(cell =>
                cell.Text.Replace("\n#!csharp", "\n #!csharp", StringComparison.Ordinal)),
                again.Cells.Select(cell => cell.Source));
            Assert.Equal(cells.Select(cell => cell.Kind), again.Cells.Select(cell => cell.Kind));
        }
    }

    [Fact]
    public void Windows_line_breaks_are_read() =>
        Assert.Equal(
            ["1\n2", "3"], Read("#!csharp\r\n1\r\n2\r\n#!markdown\r\n3").Cells.Select(cell => cell.Source));

    [Fact]
    public void UTF16_with_a_byte_order_mark_is_read()
    {
        byte[] bytes = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("#!csharp\n\"鲸\"")];

        Assert.Equal("\"鲸\"", NotebookDocument.Parse(bytes, "d.dib").Cells[0].Source);
    }

    private static NotebookDocument Read(string text) => NotebookDocument.Parse(text, "d.dib");

    private static List<(string, string)> Cells(NotebookDocument notebook) =>
        [.. notebook.Cells.Select(cell => (cell.Language, cell.Source))];
}
