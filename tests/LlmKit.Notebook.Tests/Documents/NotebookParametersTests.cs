using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class NotebookParametersTests
{
    private const string Notebook = """
        {"cells": [
          {"cell_type": "markdown", "metadata": {"tags": ["parameters"]}, "source": ["text"]},
          {"cell_type": "code", "execution_count": null, "metadata": {"tags": ["parameters"]}, "outputs": [], "source": ["var steps = 400;\n", "string name = \"a\"; var isFast = false;"]},
          {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["steps"]}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        """;

    [Fact]
    public void Other_values_stand_in_a_cell_behind_the_tagged_one()
    {
        var notebook = NotebookDocument.Parse(Notebook, "n.ipynb")
            .WithParameters(new Dictionary<string, string> { ["steps"] = "-1.5e3", ["name"] = "say \"你好\"", ["isFast"] = "true" });

        Assert.Equal(4, notebook.Cells.Count);
        Assert.Equal(["injected-parameters"], notebook.Cells[2].Tags);
        Assert.Equal("steps = -1.5e3;\nname = \"say \\\"你好\\\"\";\nisFast = true;", notebook.Cells[2].Source);
        Assert.Equal([1, 2, 3, 4], notebook.Cells.Select(cell => cell.Number));
    }

    [Fact]
    public void A_second_time_replaces_the_first()
    {
        var once = NotebookDocument.Parse(Notebook, "n.ipynb").WithParameters(new Dictionary<string, string> { ["steps"] = "1" });

        var twice = once.WithParameters(new Dictionary<string, string> { ["steps"] = "2" });

        Assert.Equal("steps = 2;", Assert.Single(twice.Cells, cell => cell.Tags.Contains("injected-parameters")).Source);
        Assert.Equal("steps = 1;", once.Cells[2].Source);
    }

    [Fact]
    public void A_name_that_is_not_declared_is_refused_with_those_that_are()
    {
        var error = Assert.Throws<NotebookFormatException>(() =>
            NotebookDocument.Parse(Notebook, "n.ipynb").WithParameters(new Dictionary<string, string> { ["step"] = "1" }));

        Assert.Equal("n.ipynb has no parameter step. It has: steps, name, isFast.", error.Message);
    }

    [Fact]
    public void A_notebook_without_a_tagged_cell_takes_none()
    {
        const string Untagged = """{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}""";

        var error = Assert.Throws<NotebookFormatException>(() =>
            NotebookDocument.Parse(Untagged, "n.ipynb").WithParameters(new Dictionary<string, string> { ["steps"] = "1" }));

        Assert.StartsWith("n.ipynb has no code cell tagged \"parameters\", so it takes no parameters.", error.Message);
    }
}
