using System.Text;
using System.Text.Json.Nodes;
using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class JupyterFormatTests
{
    [Fact]
    public void Everything_in_a_notebook_of_Polyglot_survives_a_round_trip()
    {
        var written = NotebookDocument.Parse(Samples.Polyglot, "n.ipynb").ToJson();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Samples.Polyglot), JsonNode.Parse(written)), written);
        Assert.Contains("123456789012345678901234567890", written);
        Assert.Contains("1e400", written);
    }

    [Fact]
    public void Characters_beyond_the_basic_plane_are_written_as_Jupyter_writes_them() =>
        Assert.Contains("/* 🐳 */", NotebookDocument.Parse(Samples.Polyglot, "n.ipynb").ToJson());

    [Theory, InlineData("  "), InlineData("    "), InlineData("\t")]
    public void The_indentation_that_a_file_has_is_kept(string indent)
    {
        var text = "{\n" + indent + "\"cells\": [],\n" + indent + "\"metadata\": {},\n" + indent
            + "\"nbformat\": 4,\n" + indent + "\"nbformat_minor\": 5\n}\n";

        Assert.Equal(text, NotebookDocument.Parse(text, "n.ipynb").ToJson());
    }

    [Fact]
    public void Ids_are_added_only_where_the_format_has_them()
    {
        var cells = $"{Samples.Code("1")}, {Samples.Text("x")[..^1]}, \"id\": \"cell-1\"}}";
        var old = NotebookDocument.Parse(Samples.Notebook(cells, minor: 4), "n.ipynb");
        var recent = NotebookDocument.Parse(Samples.Notebook(cells, minor: 5), "n.ipynb");
        old.AddMissingIds();
        recent.AddMissingIds();

        Assert.Equal([null, "cell-1"], old.Cells.Select(cell => cell.Id));
        Assert.Equal(["cell-1-2", "cell-1"], recent.Cells.Select(cell => cell.Id));
    }

    [Theory]
    [InlineData(
        """{"cells": [{"cell_type": "code", "source": 5}]""",
        "n.ipynb, cell 1: source is 5. It must be text or a list of lines.")]
    [InlineData(
        """{"cells": [{"cell_type": "text", "source": ""}]""",
        "n.ipynb, cell 1 has cell_type \"text\". It must be \"code\", \"markdown\" or \"raw\".")]
    [InlineData(
        """{"cells": [{"cell_type": "code", "source": "", "outputs": {}}]""",
        "n.ipynb, cell 1: outputs is {}. It must be a list.")]
    [InlineData(
        """{"cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "stream", "name": "stdout"}]}]""", "n.ipynb, cell 1, output 1: text is missing.")]
    [InlineData(
        """{"cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "pyout"}]}]""",
        "n.ipynb, cell 1, output 1: output_type is \"pyout\".")]
    [InlineData(
        """{"cells": [{"cell_type": "code", "source": ["a", 1]}]""", "n.ipynb, cell 1: source is [\"a\",1].")]
    [InlineData("""{"cells": [], "metadata": []""", "n.ipynb: metadata is []. It must be an object.")]
    public void A_wrong_part_is_named_with_its_place(string start, string message) =>
        Refused($"{start}, \"nbformat\": 4, \"nbformat_minor\": 5}}", message);

    [Theory]
    [InlineData(
        """{"worksheets": [], "nbformat": 3}""",
        "n.ipynb has nbformat 3. Format 4 can be read; convert it with: jupyter nbconvert --to notebook.")]
    [InlineData(
        """{"cells": [], "nbformat": 4, "nbformat_minor": "x"}""", "n.ipynb has nbformat_minor \"x\".")]
    [InlineData(
        """{"cells": [], "cells": [], "nbformat": 4}""",
        "n.ipynb is not JSON: an object has the same key twice.")]
    [InlineData("""{"cells": [], "nbformat": 4, "x": "\ud800"}""", "n.ipynb has half a character")]
    [InlineData("", "n.ipynb is not JSON: line 1, column 1.")]
    public void A_file_that_cannot_be_read_is_refused_with_what_is_wrong(string json, string message) =>
        Refused(json, message);

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() =>
        Refused(
            $$"""{"cells": [], "nbformat": 4, "x": {{new string('[', 100_000)}}""",
            "n.ipynb is not JSON: it is nested deeper than 256 levels.");

    [Fact]
    public void Bytes_that_are_not_UTF8_are_named_with_their_line()
    {
        byte[] bytes = [.. "{\n\"cells\": [], \"nbformat\": 4, \"x\": \""u8, 0xC3, 0x28, .. "\"}"u8];

        var error = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(bytes, "n.ipynb"));

        Assert.Equal(
            "n.ipynb is not UTF-8: line 2, byte 36 is 0xC3. Save the file as UTF-8; was it damaged?",
            error.Message);
    }

    [Fact]
    public void A_byte_order_mark_is_no_obstacle() =>
        Assert.Single(NotebookDocument.Parse(
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Samples.Notebook(Samples.Code("1")))],
            "n.ipynb").Cells);

    [Fact]
    public void Outputs_are_read_in_every_form_that_they_have()
    {
        var outputs = NotebookDocument.Parse(Samples.Polyglot, "n.ipynb").Cells[1].Outputs;

        Assert.Equal(
            ["stream", "display_data", "execute_result", "error"], outputs.Select(output => output.Kind));
        Assert.Equal("one\n\u001b[31mtwo\u001b[0m\n", outputs[0].Text);
        Assert.Equal("""{"a":[1,{"b":null}]}""", outputs[1].Data("application/json"));
        Assert.Equal((30, 20), (outputs[2].SizeOf("image/png").Width, outputs[2].SizeOf("image/png").Height));
        Assert.Equal(("Oops", "bad", 2), (outputs[3].Name, outputs[3].Text, outputs[3].Traceback.Count));
    }

    private static void Refused(string json, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "n.ipynb")).Message);
}
