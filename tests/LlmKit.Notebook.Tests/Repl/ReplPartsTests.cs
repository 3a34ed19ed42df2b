using LlmKit.Notebook.Display;
using LlmKit.Notebook.Repl;
using LlmKit.Notebook.Repl.Editing;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Tests.Repl;

/// <summary>What stands around the editor: what runs, what is kept, how wide letters are.</summary>
public sealed class ReplPartsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("var x = 1", "var x = 1;")]
    [InlineData("x + 1", "x + 1")]
    [InlineData("int F(int n) => n", "int F(int n) => n;")]
    [InlineData("using System.Text", "using System.Text;")]
    [InlineData("class A { }", "class A { }")]
    [InlineData("record P(int X)", "record P(int X);")]
    [InlineData("a.b(", "a.b(")]
    [InlineData("#!who", "#!who")]
    [InlineData("foo bar baz", "foo bar baz")]
    public void A_missing_semicolon_at_the_end_is_put_in(string text, string code) => Assert.Equal(code, Submission.CodeOf(text));

    [Theory]
    [InlineData("var x = 1", true)]
    [InlineData("x.Select(v => v", false)]
    [InlineData("if (a)", false)]
    [InlineData("int F(int n)", false)]
    [InlineData("class A", false)]
    [InlineData("foreach (var a in b)\n{", false)]
    [InlineData("#!markdown\n# Title", false)]
    [InlineData("#!markdown\n# Title\n", true)]
    [InlineData("var s = \"\"\"\n\n", true)]
    [InlineData("a b c d", true)]
    [InlineData("Math.Max?", true)]
    [InlineData("", true)]
    public void Enter_runs_what_is_whole(string text, bool isWhole) => Assert.Equal(isWhole, Submission.Rule(new(text, text.Length)) is null);

    [Fact]
    public void A_text_becomes_the_cells_that_were_entered_at_a_prompt()
    {
        var cells = CellStream.Of("1 +\n1\nvar x = 1;\nint F() => G();\nint G() => x;\nF()\nvar x = \"a\"; x\n#!who\nx\n#r \"a.dll\"\nvar y = 1;\n");

        Assert.Equal(
            ["1 +\n1", "var x = 1;\nint F() => G();\nint G() => x;\nF()", "var x = \"a\"; x", "#!who", "x", "#r \"a.dll\"\nvar y = 1;"],
            cells.Select(cell => cell.Trim()));
    }

    [Fact]
    public void A_cell_of_a_text_keeps_its_line_and_column()
    {
        var cells = CellStream.Of("1\nvar x = 2; var x = 3;\nbad").ToList();

        Assert.Equal(["1\n", "\nvar x = 2; ", "\n           var x = 3;\nbad"], cells);
    }

    [Fact]
    public void What_was_entered_is_there_in_the_next_session_and_for_nobody_else()
    {
        var path = Path.Combine(_folder, "state", "repl_history");
        var file = new HistoryFile(path);
        string[] entries = ["1 +\n1", "var s = \"张三\n👍\";\n", "x"];
        foreach (var entry in entries) file.Add(entry);
        File.AppendAllText(path, "no JSON\n{}\n");
        file.Add("last");

        Assert.Equal([.. entries, "last"], new HistoryFile(path).Read());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_history_that_grew_too_long_is_cut_at_its_old_end()
    {
        var path = Path.Combine(_folder, "repl_history");
        File.WriteAllLines(path, Enumerable.Range(0, 12_000).Select(i => $"\"{i} {new string('x', 800)}\""));

        var first = new HistoryFile(path).Read();
        var second = new HistoryFile(path).Read();

        Assert.StartsWith("11999 ", first[^1], StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.InRange(new FileInfo(path).Length, 1 << 20, 5 << 20);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("张三", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("👍", 2)]
    [InlineData("👍\U0001F3FD", 2)]
    [InlineData("👨‍👩‍👧", 2)]
    [InlineData("❤\uFE0F", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("한글", 4)]
    [InlineData("ﾊﾝ", 2)]
    [InlineData("ｆ", 2)]
    [InlineData("\u200b", 0)]
    [InlineData("नि", 2)]
    public void A_letter_takes_the_columns_that_terminals_give_it(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Theory]
    [InlineData("\u0301", 1)]
    [InlineData("\U0001F3FD", 2)]
    public void A_mark_without_a_letter_does_not_stand_on_what_is_before_it(string mark, int columns)
    {
        var row = new Row(20).Add("x ", Ink.Plain).Add(mark, Ink.Plain);

        Assert.Equal($"x ◌{mark}", row.Text);
        Assert.Equal(2 + columns, row.Width);
    }

    [Fact]
    public void Brackets_are_matched_in_code_and_not_in_strings()
    {
        const string Code = "f(\")\", x)";

        var inks = CodeInks.Of(Code, Code.Length, hasColours: true);

        Assert.Equal([1, 8], inks.Index().Where(ink => ink.Item == Ink.Bracket).Select(ink => ink.Index));
        Assert.All(inks[2..5], ink => Assert.Equal(Ink.Text, ink));
    }

    [Fact]
    public void Without_colours_only_what_is_chosen_looks_different()
    {
        var palette = Palette.Of(name => name == "NO_COLOR" ? "1" : null);

        Assert.Equal("", palette[Ink.Keyword]);
        Assert.Equal("", palette[Ink.Prompt]);
        Assert.Equal("\u001b[7m", palette[Ink.Chosen]);
        Assert.True(Palette.Of(name => name == "NO_COLOR" ? "" : null).HasColours);
    }

    [Fact]
    public void A_narrower_terminal_has_broken_the_rows_that_are_erased()
    {
        var painter = new Painter(new(hasColours: false));
        var screen = new VtScreen(20, 10);
        var view = new View("In[1]: ", new(new string('x', 30), 30));
        painter.Paint(FrameLayout.Of(view, 40, 10));
        screen.Write("before\r\nIn[1]: xxxxxxxxxxxxx\r\nxxxxxxxxxxxxxxxxx");

        screen.Write(painter.EraseAt(20));

        Assert.Equal("before", screen.ToString());
        Assert.Equal(1, screen.Row);
    }

    [Fact]
    public void A_value_is_found_by_its_cell_or_from_the_end()
    {
        var values = new CellValues();
        values.Add(3, "three");
        values.Add(7, "seven");

        Assert.Equal("three", (string)values[3]);
        Assert.Equal("seven", (string)values[^1]);
        var error = Assert.Throws<KeyNotFoundException>(() => (object)values[4]);
        Assert.Equal("Out[4]: there is no such value. There are those of the cells 3, 7.", error.Message);
    }
}
