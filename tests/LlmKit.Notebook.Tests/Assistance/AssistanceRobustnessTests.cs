using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Assistance;

/// <summary>No text that somebody may have typed so far makes assistance fail, whatever the cells do meanwhile.</summary>
public sealed class AssistanceRobustnessTests(AssistedCells cells) : IClassFixture<AssistedCells>
{
    public static TheoryData<string> Snippets =>
    [
        "var x = people.Where(p => p.Age > 3).Select(p => new { p.Name, Half = p.Age / 2 });",
        "foreach (var (key, value) in table) { Console.Write($\"{key,-9}: {value.Count:N0}\"); }",
        "using var r = new StringReader(\"a\");\nwhile (r.ReadLine() is { } line) display(line);",
        "#!time\n#r \"nuget: A.B, 1.2\"\n#load \"lines.csx\"\nvar done = await LoadAsync();",
        "class Box<T> : IEnumerable<T> where T : notnull { public int N { get; private set; } T this[int i] => a[i]; }",
        "var s = day switch { DayOfWeek.Monday or DayOfWeek.Friday => 1, > (DayOfWeek)2 => 2, _ => throw new Exception() };",
        "var q = from p in people join n in numbers on p.Age equals n into g orderby g.Count() descending select (p, g);",
        "record struct Point(double X) { public static Point operator +(Point a, Point b) => new(a.X + b.X); }",
        "[Obsolete(\"no\", error: false)]\nstatic async IAsyncEnumerable<int> F(int n = 3) { yield return await G(n); }",
        "var raw = \"\"\"\n    #!time { \"q\" }\n    \"\"\"; var v = @\"c:\\n\"\"\"; char c = '\\''; var u = \"é\"u8;",
        "if (maybe is int m && m > 3 || shape is { Next: not null } s) { goto end; } else if (!true) { } end: ;",
        "unsafe { int* p = stackalloc int[3]; (*p)++; p->ToString(); }",
        "try { checked { numbers[^1]++; } } catch (Exception e) when (e.Message?.Length > 3) { throw; } finally { }",
        "int Sum(params ReadOnlySpan<int> of) { foreach (ref readonly var i in of) t += i; }\nSum([1, .. numbers])",
        "Func<int, Func<int, int>> add = a => b => a + b; Action<int> act = static delegate { }; add(1)(2);",
        "people[0] with { Nick = \"n\" }; new Person(Name: \"a\", Born: default) { City = nameof(Person.City) };",
        "#if A\nvar a = 1;\n#else\n#endif\n#region r\n/* c */ // d\n/// <summary>e</summary>\n#endregion",
        "using P = System.Collections.Generic.List<(int A, string B)>;\nusing static System.Math;\nMax(p[0].A, PI);",
        "switch (text) { case 1: case 2 when day == DayOfWeek.Monday: break; case > 3 and < 5: continue; }",
        "}{)(][;;..?.?[<>=>::->\\@$\"'`#! \u0000\uD83D\uDE00 __caret var var.var<var>(var) new new",
        "#!markdown\n# Title \"with\" {\n#!csharp\nnumbers.Add(1);\n#!html\n<b>x</b>",
        "extension(string s) { public int W => 1; }\nnamespace N { static class E { } }\nfile class F;",
    ];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void No_beginning_of_a_cell_makes_assistance_fail(string snippet)
    {
        Parallel.For(0, snippet.Length + 1, length =>
        {
            var code = snippet[..length];
            Completeness.Of(code);
            Consistent(code, length);
            if (length % 16 == 0) Consistent(snippet, length);
        });
    }

    [Theory]
    [InlineData("(")]
    [InlineData("List<")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("x => ")]
    [InlineData("!")]
    [InlineData("a.B(1).")]
    [InlineData("1 + ")]
    [InlineData("if (x) ")]
    [InlineData("x ? y : ")]
    [InlineData("$\"{")]
    public void Deeply_nested_code_gives_nothing_rather_than_an_overflow(string part)
    {
        foreach (var levels in new[] { 250, 1000, 3000, 10_000 })
        {
            var code = string.Concat(Enumerable.Repeat(part, levels));
            Completeness.Of(code);
            cells.Inspector.Inspect(code, code.Length);
            cells.Completer.Complete(code, code.Length);
        }
    }

    [Fact]
    public async Task Assistance_is_given_while_a_cell_runs()
    {
        using var engine = new CellEngine(cells.Folder);
        var completer = new Completer(engine, []);
        await engine.RunAsync("var ready = new List<int>();", "Cell[1]");
        using var stop = new CancellationTokenSource();
        var running = engine.RunAsync("var endless = 1; while (true) endless++;", "Cell[2]", stop.Token);

        var items = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => completer.Complete("ready.", 6).Items)));

        Assert.All(items, list => Assert.Contains(list, item => item.Text == "Add"));
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task What_a_cell_declared_is_offered_at_once()
    {
        using var engine = new CellEngine(cells.Folder);
        var completer = new Completer(engine, []);
        Assert.DoesNotContain(completer.Complete("lat", 3).Items, item => item.Text == "later");

        await engine.RunAsync("var later = \"text\";", "Cell[1]");
        Assert.Contains(completer.Complete("lat", 3).Items, item => item.Text == "later");
        Assert.Contains(completer.Complete("later.", 6).Items, item => item.Text == "Length");

        await engine.RunAsync("using System.Xml.Linq;\nvar later = new int[3];", "Cell[2]");
        Assert.Contains(completer.Complete("later.", 6).Items, item => item.Text == "Rank");
        Assert.DoesNotContain(completer.Complete("later.", 6).Items, item => item.Text == "Substring");
        Assert.Contains(completer.Complete("new XEl", 7).Items, item => item.Text == "XElement");
    }

    [Fact]
    public void A_cancelled_question_ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => cells.Completer.Complete("numbers.", 8, cancelled.Token));
    }

    private void Consistent(string code, int position)
    {
        var list = cells.Completer.Complete(code, position);
        Assert.InRange(list.Start, 0, position);
        Assert.Equal(position, list.End);
        Assert.InRange(list.Items.Count, 0, CompletionList.Most);
        if (position % 32 == 0) Assert.All(list.Items.Take(3), item => _ = (item.Signature, item.Documentation));
        if (position % 2 == 0) cells.Inspector.Inspect(code, position, position % 4 / 2);
    }
}
