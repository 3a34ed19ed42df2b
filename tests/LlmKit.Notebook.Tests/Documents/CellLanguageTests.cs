using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Running;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class CellLanguageTests
{
    [Theory]
    [InlineData("{}", "csharp")]
    [InlineData("""{"vscode": {"languageId": "dotnet-interactive.fsharp"}}""", "fsharp")]
    [InlineData("""{"vscode": {"languageId": "polyglot-notebook"}}""", "csharp")]
    [InlineData(
        """{"dotnet_interactive": {"language": "html"}, "vscode": {"languageId": "fsharp"}}""", "html")]
    [InlineData(
        """{"polyglot_notebook": {"kernelName": "js"}, "dotnet_interactive": {"language": "html"}}""",
        "javascript")]
    [InlineData("""{"polyglot_notebook": 5, "dotnet_interactive": {"language": null}}""", "csharp")]
    public void Metadata_are_asked_in_order(string metadata, string language) =>
        Assert.Equal(
            language, Read(Samples.Notebook(Samples.Code("1", metadata: metadata))).Cells[0].Language);

    [Theory]
    [InlineData("#!fsharp\n1", "fsharp", "\n1")]
    [InlineData("\n  #!c#  \n1", "csharp", "\n  \n1")]
    [InlineData("#!time\n1", "html", "#!time\n1")]
    [InlineData("#!markdown", "markdown", "")]
    [InlineData("1\n#!fsharp", "html", "1\n#!fsharp")]
    public void A_first_line_overrides_the_metadata_and_leaves_its_line_empty(
        string source, string language, string code)
    {
        var cell = Read(Samples.Notebook(
            Samples.Code(source, metadata: """{"dotnet_interactive": {"language": "html"}}"""))).Cells[0];

        Assert.Equal((language, code), (cell.Language, cell.Code));
    }

    [Theory]
    [InlineData("{}", "csharp")]
    [InlineData("""{"kernelspec": {"name": "python3", "language": "python"}}""", "python")]
    [InlineData("""{"kernelspec": {"name": ".net-fsharp"}}""", "fsharp")]
    [InlineData("""{"language_info": {"name": "polyglot-notebook"}}""", "csharp")]
    [InlineData("""{"language_info": {"name": "julia"}}""", "julia")]
    [InlineData(
        """{"kernelInfo": {"defaultKernelName": "fsharp"}, "kernelspec": {"language": "C#"}}""", "fsharp")]
    public void A_notebooks_own_language_is_that_of_cells_that_name_none(string metadata, string language) =>
        Assert.Equal(language, Read(Samples.Notebook(Samples.Code("1"), metadata)).Cells[0].Language);

    [Fact]
    public async Task A_notebook_of_another_language_is_not_run_and_says_which_kernel_it_is_for()
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-language-").FullName;
        try
        {
            string path = Path.Combine(folder, "p.ipynb"), output = Path.Combine(folder, "out.ipynb");
            await File.WriteAllTextAsync(
                path, Samples.Notebook(
                    Samples.Code("import os"),
                    """{"kernelspec": {"display_name": "Python 3", "name": "python3", "language": "python"}}"""));

            var error =
                await Assert
                .ThrowsAsync<NotebookFormatException>(() => new NotebookRunner().RunAsync(path, output));

            Assert.Equal($"{path} is for the kernel \"Python 3\" and in Python; C# notebooks are run here. "
                + "Run it with: jupyter nbconvert --to notebook --execute. Converting it to .md or .html is "
                    + "fine.", error.Message);
            Assert.False(File.Exists(output));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static NotebookDocument Read(string json) => NotebookDocument.Parse(json, "n.ipynb");
}
