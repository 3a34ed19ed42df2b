using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Documents.Programs;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class ScriptTextTests
{
    [Fact]
    public void Marks_part_a_script_into_cells()
    {
        var notebook = Read(Samples.Script);

        Assert.Equal(
            [
                ("csharp", "#!/usr/bin/env dotnet-script\n#r \"nuget: Some.Package, 1.2.3\"\nusing "
                    + "System.Text;"),
                ("markdown", "# Title\n\n  indented"), ("csharp", "var x = 1;\n#!time\nx"),
                    ("html", "<b>x</b>"),
            ],
            notebook.Cells.Select(cell => (cell.Language, cell.Source)));
        Assert.Equal([null, null, "Numbers", null], notebook.Cells.Select(cell => cell.Title));
    }

    [Fact]
    public void A_script_without_marks_is_one_cell() =>
        Assert.Equal(
            "var x = 1;\n\nreturn x;", Assert.Single(Read("var x = 1;\n\nreturn x;\n").Cells).Source);

    [Theory]
    [InlineData("// %% [markdown]\n/* # A\n\nb */", "# A\n\nb")]
    [InlineData("//%%[markdown]\n//no space\n// one", "no space\none")]
    [InlineData("  // %% Title [md] \n// x", "x")]
    [InlineData("// %% [markdown]\nplain", "plain")]
    [InlineData("// %% [markdown]", "")]
    public void Text_stands_in_comments_of_either_kind(string script, string text)
    {
        var cell = Assert.Single(Read(script).Cells);

        Assert.Equal(("markdown", text), (cell.Language, cell.Source));
    }

    [Fact]
    public void A_notebook_whose_first_cell_refers_and_uses_survives_being_a_script()
    {
        var script =
            "// %% [markdown]\n// # Title\n\n// %%\n#r \"nuget: A, 1.0.0\"\nusing System.Text;\n\nvar x = "
            + "1;\n\n// %% Two\n//#!time\nConsole.WriteLine(x);\n\n// %% [html]\n// <b>x</b>\n";

        Assert.Equal(script, Script(Read(script)));
    }

    [Fact]
    public void References_and_usings_of_all_cells_come_first_as_scripts_want_them()
    {
        var script = Script(
            Read("// %%\nvar x = 1;\n// %%\n#r \"nuget: A, 1.0.0\"\n// why\nusing System.Text;\nvar y = 2;"));

        Assert.Equal(
            "// %%\n#r \"nuget: A, 1.0.0\"\nusing System.Text;\n\nvar x = 1;\n\n// %%\n// why\nvar y = 2;\n",
            script);
    }

    [Fact]
    public void Values_that_cells_show_are_printed_and_what_is_declared_twice_gets_a_second_name()
    {
        var script = Script(Read(
            "// %%\nvar x = 1;\nx\n// %%\nvar x = \"a\";\nint F() => x.Length;\nF()\n// %%\nint F() => "
            + "2;\nF() + x.Length // sum"));

        Assert.Equal(
            "// %%\nvar x = 1;\nConsole.WriteLine(x);\n\n// %%\nvar x2 = \"a\";\nint F() => "
            + "x2.Length;\nConsole.WriteLine(F());\n\n// %%\nint F2() => 2;\nConsole.WriteLine(F2() + "
            + "x2.Length); // sum\n", script);
    }

    private static NotebookDocument Read(string text) => NotebookDocument.Parse(text, "s.csx");

    private static string Script(NotebookDocument notebook) => ProgramText.Script(notebook, "out.csx", []);
}
