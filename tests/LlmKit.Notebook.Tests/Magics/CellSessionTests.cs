using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;

namespace LlmKit.Notebook.Tests.Magics;

/// <summary>Cells with magics and text, as front ends run them.</summary>
public sealed class CellSessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly List<CellOutput> _outputs = [];
    private readonly CellEngine _engine;
    private readonly CellSession _session;
    private readonly Action<CellOutput>? _before = Kernel.Outputs;

    public CellSessionTests()
    {
        _engine = new CellEngine(_folder);
        _session = new CellSession(_engine);
        Kernel.Outputs = _outputs.Add;
    }

    public void Dispose()
    {
        Kernel.Outputs = _before;
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_cell_may_mix_code_and_text_and_the_last_value_is_its_own()
    {
        var value = await Value("1 + 1\n#!markdown\n# Title\n\nWords\n#!c#\nvar x = 20;\nx + 2\n#!html\n<b>bold</b>\n#!csharp\nx + 3");

        Assert.Equal(23, value);
        Assert.Equal(["2", "# Title\n\nWords", "22", "<b>bold</b>"], Shown());
        Assert.Equal(["text/markdown", "text/html"], Contents().Select(content => content.Select(form => form.Key).Last()).Where(type => type != MimeBundle.Plain));
    }

    [Theory]
    [InlineData("#!md\n*hi*", "text/markdown", "*hi*")]
    [InlineData("#!html\n<i>hi</i>", "text/html", "<i>hi</i>")]
    [InlineData("#!js\nalert(1)", "application/javascript", "alert(1)")]
    [InlineData("#!javascript\nalert(1)", "application/javascript", "alert(1)")]
    [InlineData("#!svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("#!mermaid\ngraph LR\n  A --> B", "text/markdown", "```mermaid\ngraph LR\n  A --> B\n```")]
    [InlineData("#!mermaid\ngraph LR\n  A --> B", "text/vnd.mermaid", "graph LR\n  A --> B")]
    public async Task Text_is_shown_in_its_own_type(string cell, string type, string text)
    {
        await Value(cell);

        Assert.Equal(text, Assert.Single(Contents())[type]);
    }

    [Fact]
    public async Task A_cell_of_another_language_by_its_metadata_is_text()
    {
        await _session.RunAsync("# Title\n#!lsmagic-like words", "Cell[1]", "markdown");

        Assert.Equal("# Title\n#!lsmagic-like words", Assert.Single(Contents())["text/markdown"]);
    }

    [Fact]
    public async Task Svg_that_is_none_is_refused_with_its_line()
    {
        var error = await Error("\n#!svg\n<svg>\n<g>\n</svg>");

        Assert.StartsWith("#!svg: the text is no SVG: The 'g' start tag", error.Message);
        Assert.Equal(5, error.Line);
    }

    [Theory]
    [InlineData("var s = \"\"\"\n#!time\n\"\"\";\ns", "#!time")]
    [InlineData("/*\n#!unknown\n*/\n\"ok\"", "ok")]
    [InlineData("var s = @\"\n#!html\n\";\ns.Trim()", "#!html")]
    [InlineData("#!/usr/bin/env dotnet-script\n\"ok\"", "ok")]
    [InlineData("#!csharp\n\"ok\"", "ok")]
    [InlineData("#!C#\r\n\"ok\"\r\n", "ok")]
    [InlineData("  #!set --name q --value ok\nq", "ok")]
    public async Task A_line_that_only_looks_like_a_magic_is_none(string cell, object value) => Assert.Equal(value, await Value(cell));

    [Fact]
    public async Task Lines_of_errors_count_from_the_cells_first()
    {
        var error = await Error("#!time\nvar x = 1;\n#!markdown\ntext\n#!csharp\n\n wrong();");

        Assert.Equal("Cell[1](7,2): error CS0103: The name 'wrong' does not exist in the current context", error.Traceback[0]);
        Assert.Equal(7, error.Line);
        Assert.Equal(4, (await Error("1 + 1\n#!who\n\n#!nothing")).Line);
    }

    [Fact]
    public async Task Nothing_runs_after_a_part_that_failed()
    {
        await Error("throw new Exception(\"no\");\n#!html\n<b/>");

        Assert.Empty(_outputs);
    }

    [Theory]
    [InlineData("#!mermaidd", "#!mermaidd: there is no such magic. Did you mean #!mermaid?")]
    [InlineData("#!lsmagics", "#!lsmagics: there is no such magic. Did you mean #!lsmagic?")]
    [InlineData("#!Tme", "#!Tme: there is no such magic. Did you mean #!time?")]
    [InlineData("#!xyzzy9 a b", "#!xyzzy9: there is no such magic. There are: #!csharp, #!markdown, #!html")]
    public async Task An_unknown_magic_gets_the_nearest_and_the_list(string cell, string message)
    {
        var error = await Error("var a = 1;\n" + cell);

        Assert.StartsWith(message, error.Message);
        Assert.EndsWith("#!lsmagic.", error.Message);
        Assert.Equal(2, error.Line);
        Assert.Equal("Cell[1](2,1): " + cell, error.Traceback[0]);
    }

    [Theory]
    [InlineData("#!fsharp\nlet x = 1", "#!fsharp: F# does not run here: this kernel runs C#.")]
    [InlineData("#!f#\nlet x = 1", "#!f#: F# does not run here")]
    [InlineData("#!pwsh\nls", "#!pwsh: PowerShell does not run here")]
    [InlineData("#!sql\nselect 1", "#!sql: SQL does not run here")]
    [InlineData("#!kql\nT", "#!kql: KQL does not run here")]
    [InlineData("#!connect mssql --kernel-name db", "#!connect: other kernels cannot be connected")]
    [InlineData("#!share --from javascript x", "#!share: there is no kernel \"javascript\" to share with")]
    [InlineData("#!set --name x --value @fsharp:y", "#!set: @fsharp:y is of another kernel")]
    [InlineData("#!set --name 1x --value 3", "#!set: write #!set --name NAME --value VALUE, where NAME is a name as C# has them.")]
    [InlineData("#!import", "#!import: no file is named. Write #!import PATH.")]
    [InlineData("#!import none.cs", "#!import: there is no file ")]
    [InlineData("#!reset fsharp", "#!reset: there is no kernel \"fsharp\". Write #!reset.")]
    public async Task What_does_not_work_here_says_so(string cell, string message) => Assert.StartsWith(message, (await Error(cell)).Message);

    [Fact]
    public async Task Sharing_among_csharp_cells_is_told_to_be_unneeded_and_the_cell_goes_on()
    {
        Assert.Equal(3, await Value("var x = 3;\n#!share x --from csharp\nx"));

        Assert.Equal([new CellOutput.Stream("stderr", "#!share is not needed: all cells of C# see all variables. The line can go.\n")], _outputs);
    }

    [Theory]
    [InlineData("#!set --name x --value 5", 5)]
    [InlineData("#!set --name x --value -5000000000", -5000000000L)]
    [InlineData("#!set --name x --value 2.5", 2.5)]
    [InlineData("#!set --name x --value true", true)]
    [InlineData("#!set --value \"two \\words\" --name x", "two \\words")]
    [InlineData("var y = 7;\n#!set --name x --value @csharp:y", 7)]
    [InlineData("#!value --name x\nfirst\n\"second\"", "first\n\"second\"")]
    public async Task A_variable_is_set(string cell, object value)
    {
        await Value(cell);

        Assert.Equal(value, await Value("x"));
    }

    [Fact]
    public async Task A_variable_can_be_asked_for()
    {
        Kernel.Asked = (prompt, _) => Task.FromResult(prompt + " answered");
        try
        {
            Assert.Equal("Name? answered", await Value("#!set --name x --value \"@input:Name?\"\nx"));
        }
        finally
        {
            Kernel.Asked = null;
        }
    }

    [Fact]
    public async Task Time_shows_the_value_and_then_how_long_it_took()
    {
        await Value("#!time\nawait Task.Delay(30);\n42");

        Assert.Equal("42", Shown()[0]);
        Assert.Matches(@"^Wall time: \d+\.\d+ m?s$", Shown()[1]);
    }

    [Fact]
    public async Task Time_is_told_of_a_failing_cell_too()
    {
        await Error("#!time\nthrow new Exception();");

        Assert.StartsWith("Wall time: ", Assert.Single(Shown()));
    }

    [Fact]
    public async Task Variables_are_listed_as_the_next_cell_sees_them()
    {
        await Value("#!who");
        await Value("var b = new List<int> { 1 }; var a = \"<text>\"; int F() => 1; var gone = 1; record P(int X); var p = new P(2);");
        await Value("double b = 2.5; int gone() => 2;");
        await Value("#!who");
        await Value("#!whos");

        Assert.Equal(["No variables yet.", "a  b  p", "Variable  Type    Value\na         string  <text>\nb         double  2.5\np         P       P { X = 2 }"], Shown());
        Assert.Contains("<code>&lt;text&gt;</code>", Contents().Last()[MimeBundle.Html]);
    }

    [Fact]
    public async Task Reset_forgets_everything()
    {
        await Value("using System.Numerics;\nvar closed = new List<int>();\nclass D(List<int> l) : IDisposable { public void Dispose() => l.Add(1); }\nusing var d = new D(closed);");
        var closed = (List<int>)(await Value("closed"))!;

        await Value("#!reset");

        Assert.Single(closed);
        Assert.StartsWith("CS0103", (await Error("closed")).Message);
        Assert.StartsWith("CS0246", (await Error("new D(null)")).Message);
        Assert.StartsWith("CS0246", (await Error("BigInteger b = 1;")).Message);
        Assert.Equal(4, await Value("class D { public int N = 4; }\nvar d = new D();\nd.N"));
    }

    [Fact]
    public async Task A_list_and_a_word_about_the_kernel_are_there()
    {
        await Value("#!lsmagic\n#!about");

        Assert.Contains("#!markdown, #!md  ", Shown()[0]);
        Assert.All(CellSession.Magics, name => Assert.Contains("#!" + name, Shown()[0]));
        Assert.Contains(".NET 10", Shown()[1]);
    }

    [Fact]
    public async Task Files_are_imported_as_if_they_stood_in_the_notebook()
    {
        Write("code.cs", "namespace Lib;\npublic static class E { public static int Twice(this int n) => 2 * n; }");
        Write("script.csx", "var fromScript = 5;");
        Write("book.dib", "#!markdown\n\n# Not shown\n\n#!csharp\n\nvar fromBook = 6;\n\n#!import sub/inner.csx\n\n#!csharp\n\nfromBook + inner");
        Write("sub/inner.csx", "#!import deeper.csx\nvar inner = 10 + deeper;");
        Write("sub/deeper.csx", "var deeper = 100;");
        Write("cells.ipynb", NotebookOutputs.NotebookOf(["var fromCells = 7;", "display(\"hello\");"]));

        await Value("#!import code.cs\n#!import \"script.csx\"\n#!import book.dib\n#!import cells.ipynb");

        Assert.Equal(["116", "hello"], Shown());
        Assert.Equal(28, await Value("using Lib;\nfromScript.Twice() + fromBook + fromCells + 5"));
    }

    [Fact]
    public async Task An_error_in_an_imported_file_names_the_file_and_its_line()
    {
        Write("bad.csx", "var a = 1;\nwrong();");
        Write("bad.ipynb", NotebookOutputs.NotebookOf(["1 + 1", "\nthrow new Exception(\"no\");"]));

        Assert.StartsWith(Path.Combine(_folder, "bad.csx") + "(2,1): error CS0103", (await Error("#!import bad.csx")).Traceback[0]);
        Assert.Contains("   at bad.ipynb[2]:line 2", (await Error("#!import bad.ipynb")).Traceback);
    }

    [Theory]
    [InlineData("self.csx", "#!import self.csx", "#!import: self.csx imports itself, by way of: self.csx.")]
    [InlineData("notes.txt", "words", "#!import: notes.txt cannot be run. Files of these kinds can: .cs, .csx, .ipynb, .dib.")]
    [InlineData("broken.ipynb", "{", "#!import: ")]
    public async Task A_file_that_cannot_be_imported_says_why(string file, string text, string message)
    {
        Write(file, text);

        Assert.StartsWith(message, (await Error($"#!import {file}")).Message);
    }

    [Fact]
    public async Task A_stop_reaches_every_part()
    {
        using var cancel = new CancellationTokenSource(100);

        var outcome = await _session.RunAsync("var x = 1;\n#!time\nwhile (true) { }\n#!html\n<b/>", "Cell[1]", cancel.Token);

        Assert.Equal(new CellOutcome.Stopped(LeftBehind: false), outcome);
        Assert.StartsWith("Wall time", Assert.Single(Shown()));
    }

    [Fact]
    public async Task Warnings_of_the_compiler_are_told_on_the_error_stream()
    {
        await Value("#nullable enable\nstring s = null;");

        var told = Assert.IsType<CellOutput.Stream>(Assert.Single(_outputs));
        Assert.Equal("stderr", told.Name);
        Assert.Contains("Cell[1](2,12): warning CS8625", told.Text);
    }

    private void Write(string path, string text)
    {
        path = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private IEnumerable<MimeBundle> Contents() => _outputs.OfType<CellOutput.Displayed>().Select(output => output.Content);

    private List<string> Shown() => [.. Contents().Select(content => content.PlainText)];

    private async Task<object?> Value(string cell)
    {
        var outcome = await _session.RunAsync(cell, "Cell[1]");
        if (outcome is CellOutcome.Failed { Error: var error }) Assert.Fail(string.Join("\n", error.Traceback));
        return Assert.IsType<CellOutcome.Finished>(outcome).Value;
    }

    private async Task<CellOutput.Error> Error(string cell) => Assert.IsType<CellOutcome.Failed>(await _session.RunAsync(cell, "Cell[1]")).Error;
}
