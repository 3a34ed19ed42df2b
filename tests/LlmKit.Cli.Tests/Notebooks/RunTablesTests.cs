using LlmKit.Notebook.Display;
using LlmKit.Cli.Notebooks;
using LlmKit.Notebook;
using LlmKit.Notebook.Running;
using LlmKit.Notebook.Running.Checking;

namespace LlmKit.Cli.Tests.Notebooks;

/// <summary>Tables and differences as text.</summary>
public sealed class RunTablesTests
{
    private const int Columns = 80;

    private static readonly CellReport[] s_cells =
    [
        new(2, "var x = 1;", new(TimeSpan.FromSeconds(0.25), 1_200_000, 150_000_000)),
        new(14, "训练模型的一个很长的单元格,标题会被截断,因为它比终端宽得多,真的宽得多得多", new(TimeSpan.FromSeconds(123.4), 310_000_000, 460_000_000)),
        new(15, "x", new(TimeSpan.FromSeconds(0.01), -25_000_000, 435_000_000)),
    ];

    [Fact]
    public void The_summary_fits_its_width_and_its_columns_stand_below_each_other()
    {
        var report = new NotebookReport("a.ipynb", "out", 3, TimeSpan.FromSeconds(124), null) { Each = s_cells };
        RunResult[] results =
        [
            new(new("a.ipynb", "out"), report, null),
            new(new("notebooks/a-folder-with-a-long-name/第三章 注意力机制从零开始一步一步讲解.ipynb", "out"),
                report with { Failure = new(14, null, null, "", []) }, null),
            new(new("c.ipynb", null), null, null),
        ];

        var lines = RunTables.Summary(results, Columns).ToList();

        Assert.All(lines, line => Assert.InRange(TextWidth.Of(line), 0, Columns));
        Assert.All(lines[1..5], line => Assert.Equal(TextWidth.Of(lines[1]) - "result".Length, TextWidth.Of(line) - line[(line.LastIndexOf("  ", StringComparison.Ordinal) + 2)..].Length));
        Assert.EndsWith("      3    124.0    460 MB  ok", lines[2]);
        Assert.StartsWith("…", lines[3]);
        Assert.EndsWith("步一步讲解.ipynb      3    124.0    460 MB  failed in cell 14", lines[3]);
        Assert.EndsWith("–        –         –  not run", lines[4]);
        Assert.Equal("1 of 3 notebooks ran to their end.", lines[5]);
    }

    [Fact]
    public void The_table_of_cells_marks_the_slowest_and_shows_growth_with_its_sign()
    {
        var lines = RunTables.Cells(new("a.ipynb", null, 3, default, null) { Each = s_cells }, Columns).ToList();

        Assert.All(lines, line => Assert.InRange(TextWidth.Of(line), 0, Columns));
        Assert.Equal("    2     0.25     +1 MB  var x = 1;", lines[2]);
        Assert.StartsWith("   14   123.40   +310 MB  (slowest) 训练模型", lines[3]);
        Assert.Equal("   15     0.01    −25 MB  x", lines[4]);
    }

    [Fact]
    public void Differences_have_colours_on_a_terminal_alone()
    {
        var difference = new CellDifference(7, "f(x)", 0.01, [new(DifferenceKind.Before, "one"), new(DifferenceKind.After, "two"), new(DifferenceKind.Same, "three")]);

        Assert.Equal(["n.ipynb, cell 7 (tolerance 0.01): f(x)", "  - one", "  + two", "    three"], DifferenceText.Lines("n.ipynb", difference, hasColours: false));
        Assert.Equal("\u001b[31m  - one\u001b[0m", DifferenceText.Lines("n.ipynb", difference, hasColours: true).ElementAt(1));
    }
}
