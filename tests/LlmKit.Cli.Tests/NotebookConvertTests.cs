using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LlmKit.Cli.Tests;

public sealed class NotebookConvertTests : IDisposable
{
    private const string Notebook = """
        {"cells": [
         {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Numbers 数"},
         {"cell_type": "code", "execution_count": 1, "id": "b", "metadata": {}, "source": "record Pair(int A, int B);\nvar pair = new Pair(1, 2);",
          "outputs": [{"data": {"image/png": "iVBORw0KGgo=", "text/plain": "dot"}, "metadata": {}, "output_type": "display_data"}]},
         {"cell_type": "code", "execution_count": 2, "id": "c", "metadata": {}, "outputs": [], "source": "var pair = \"数\";\npair.Length + 41"}
        ], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-convert-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("out.html", "<h1 id=\"Numbers-数\">Numbers 数</h1>")]
    [InlineData("out.md", "![dot](out_files/cell-02-1.png)")]
    [InlineData("out.dib", "#!markdown\n\n# Numbers 数\n\n#!csharp\n\nrecord")]
    [InlineData("out.csx", "// %% [markdown]\n// # Numbers 数\n\n// %%\nrecord")]
    [InlineData("out.cs", "Console.WriteLine(pair2.Length + 41);")]
    [InlineData("out.ipynb", "\"# Numbers 数\"")]
    [InlineData("new/folder/OUT.HTML", "<!DOCTYPE html>")]
    public void A_notebook_takes_every_form(string name, string part)
    {
        var (code, output, error) = Convert(Write("in.ipynb", Notebook), At(name));

        Assert.Equal((CommandLine.Ok, ""), (code, error));
        Assert.StartsWith($"{At(name)}: 3 cells, ", output);
        Assert.Contains(part, File.ReadAllText(At(name)));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories), file =>
            file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_notebook_that_goes_through_a_dib_file_keeps_its_cells()
    {
        Convert(Write("in.ipynb", Notebook), At("middle.dib"));
        Convert(At("middle.dib"), At("out.ipynb"));

        Assert.Equal(Sources(Notebook), Sources(File.ReadAllText(At("out.ipynb"))));
    }

    [Fact]
    public void Pictures_go_beside_or_inside()
    {
        var (_, output, _) = Convert(Write("in.ipynb", Notebook), At("out.md"));
        Assert.EndsWith($", 1 picture in {At("out_files")}\n", output);
        Assert.True(File.Exists(At("out_files/cell-02-1.png")));

        Convert(At("in.ipynb"), At("inside.md"), "--pictures", "inside");
        Assert.Contains("](data:image/png;base64,", File.ReadAllText(At("inside.md")));
        Assert.False(Directory.Exists(At("inside_files")));
    }

    [Fact]
    public void Plotly_is_taken_from_node_modules_or_from_the_file_named()
    {
        var plot = Notebook.Replace(
            "\"image/png\"", "\"application/vnd.plotly.v1+json\": {\"data\": []}, \"image/png\"",
            StringComparison.Ordinal);
        Write("node_modules/plotly.js-dist-min/plotly.min.js", "/*found*/newPlot");
        Write("mine.js", "/*mine*/newPlot");

        Convert(Write("in.ipynb", plot), At("a.html"));
        Convert(At("in.ipynb"), At("b.html"), "--plotly", At("mine.js"));
        Convert(At("in.ipynb"), At("c.html"), "--plotly", "none");

        Assert.Contains("/*found*/", File.ReadAllText(At("a.html")));
        Assert.Contains("/*mine*/", File.ReadAllText(At("b.html")));
        Assert.DoesNotContain("newPlot", File.ReadAllText(At("c.html")));
        Assert.All(
            ["a.html", "b.html", "c.html"], name =>
            Assert.Contains("src=\"data:image/png;base64,", File.ReadAllText(At(name))));
    }

    [Theory]
    [InlineData("lost.ipynb", "out.html", "there is no file {0}lost.ipynb. Give the path of a notebook.")]
    [InlineData("", "out.html", "{0} is a folder. Name one notebook in it: .ipynb, .dib, .csx.")]
    [InlineData(
        "in.txt", "out.html",
        "{0}in.txt has the extension .txt, which cannot be read. Notebooks end in .ipynb, .dib, .csx.")]
    [InlineData(
        "in.ipynb", "out.pdf",
        "{0}out.pdf has the extension .pdf, which tells no form. Forms end in .ipynb, .dib, .csx, .cs, .md, "
        + ".html.")]
    [InlineData("in.ipynb", "out", "{0}out has no extension, which tells no form.")]
    [InlineData("in.ipynb", "", "{0} is a folder. Name the file to write, such as {0}in.html.")]
    [InlineData(
        "in.ipynb", "x/../in.ipynb",
        "{0}in.ipynb would be written over itself. Give the new file another name.")]
    [InlineData("in.ipynb", "link.ipynb", "{0}in.ipynb would be written over itself.")]
    [InlineData("in.ipynb", "out.html", "--plotly lost.js: there is no such file.", "--plotly", "lost.js")]
    [InlineData(
        "in.ipynb", "out.md", "--plotly is for pages (.html), and {0}out.md is none. Leave it out.",
        "--plotly", "none")]
    [InlineData(
        "in.ipynb", "out.html", "--pictures is for Markdown (.md), and {0}out.html is none. Leave it out.",
        "--pictures", "inside")]
    public void A_wrong_call_is_a_usage_error_with_the_way_out(
        string from, string to, string message, params string[] options)
    {
        Write("in.ipynb", Notebook);
        Write("in.txt", "");
        File.CreateSymbolicLink(At("link.ipynb"), At("in.ipynb"));

        var (code, output, error) = Convert(At(from), At(to), options);

        Assert.Equal((CommandLine.Usage, ""), (code, output));
        Assert.StartsWith("llmkit: " + message.Replace("{0}", At(""), StringComparison.Ordinal), error);
        Assert.Equal(Notebook, File.ReadAllText(At("in.ipynb")));
    }

    [Theory]
    [InlineData("{", "in.ipynb is not JSON: line 1, column 2. A notebook is a JSON file; was it cut off?")]
    [InlineData("""{"worksheets": [], "nbformat": 3}""", "in.ipynb has nbformat 3. Format 4 can be read;")]
    [InlineData(
        """{"cells": [{"cell_type": "code", "source": "import os"}], "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4}""", "in.ipynb holds Python and no C#, so no .cs can be made of it. Convert it to .md or .html.")]
    public void A_file_that_cannot_be_converted_is_a_failure_and_nothing_is_written(
        string text, string message)
    {
        var (code, output, error) = Convert(Write("in.ipynb", text), At("out.cs"));

        Assert.Equal((CommandLine.Failed, ""), (code, output));
        Assert.StartsWith($"llmkit: {At(message)}", error);
        Assert.False(File.Exists(At("out.cs")));
    }

    [Fact]
    public void A_script_that_is_not_plotly_is_refused()
    {
        var plot = Notebook.Replace(
            "\"image/png\"", "\"application/vnd.plotly.v1+json\": {\"data\": []}, \"image/png\"",
            StringComparison.Ordinal);

        var (code, _, error) =
            Convert(Write("in.ipynb", plot), At("out.html"), "--plotly", Write("jquery.js", "alert(1)"));

        Assert.Equal(CommandLine.Failed, code);
        Assert.StartsWith($"llmkit: {At("jquery.js")} is not plotly.js: it defines no newPlot.", error);
    }

    [Fact]
    public void What_the_new_form_cannot_hold_is_said_and_the_rest_is_written()
    {
        var mixed = Notebook.Replace(
            "\"metadata\": {}, \"outputs\": []",
            "\"metadata\": {\"dotnet_interactive\": {\"language\": \"fsharp\"}}, \"outputs\": []",
            StringComparison.Ordinal);

        var (code, _, error) = Convert(Write("in.ipynb", mixed), At("out.cs"));

        Assert.Equal(
            (CommandLine.Ok, "llmkit: Cell 3 is F#. It stands in the program as a comment.\n"),
            (code, error));
    }

    [Fact]
    public async Task The_program_runs_with_dotnet_run()
    {
        Convert(Write("in.ipynb", Notebook), At("app.cs"));

        using var process = Process.Start(
            new ProcessStartInfo("dotnet", ["run", At("app.cs")])
            { RedirectStandardOutput = true, WorkingDirectory = _folder })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, "42\n"), (process.ExitCode, output));
    }

    private static (int Code, string Output, string Error) Convert(
        string from, string to, params string[] options)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(["notebook", "convert", from, to, .. options], output, error);
        return (code, output.ToString(), error.ToString());
    }

    private static List<string> Sources(string notebook) =>
        [.. JsonNode.Parse(notebook)!["cells"]!.AsArray()
            .Select(cell =>
            cell!["source"] is JsonArray lines ? string.Concat(lines) : cell["source"]!.ToString())];

    private string At(string name) => _folder + "/" + name;

    private string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
