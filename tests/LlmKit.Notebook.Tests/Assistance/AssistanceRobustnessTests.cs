using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Assistance;

/// <summary>No text that somebody may have typed so far makes assistance fail, whatever the cells do meanwhile.</summary>
public sealed class AssistanceRobustnessTests(AssistedCells cells) : IClassFixture<AssistedCells>
{
    public static TheoryData<string> Snippets =>
    [
        "var x = people.Where(p => p.Age > 3).Select(p => new { p.Name, Half = p.Age / 2 }).ToList();",
        "foreach (var (key, value) in table.OrderBy(t => t.Key)) { Console.WriteLine($\"{key,-10}: {value.Count:N0}\"); }",
        "using var reader = new StringReader(\"a\\nb\");\nwhile (reader.ReadLine() is { } line) display(line);",
        "#!time\n#r \"nuget: Some.Package, 1.2.3\"\n#load \"lines.csx\"\nvar done = await LoadAsync();",
        "class Stack<T> : IEnumerable<T> where T : notnull { T[] _items = []; public int Count { get; private set; } public T this[int i] => _items[i]; }",
        "var shape2 = day switch { DayOfWeek.Monday or DayOfWeek.Friday => 1, > DayOfWeek.Tuesday => 2, _ => throw new InvalidOperationException() };",
        "var q = from p in people join n in numbers on p.Age equals n into g let c = g.Count() orderby c descending, p.Name select (p, c);",
        "record struct Point(double X, double Y) { public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y); }",
        "[Obsolete(\"no\", error: false)]\npublic static async IAsyncEnumerable<int> Count([System.ComponentModel.DefaultValue(3)] int n = 3) { yield return await Task.FromResult(n); }",
        "var raw = \"\"\"\n    #!time { \"quoted\" }\n    \"\"\"; var verbatim = @\"c:\\new\"\"\"; char c = '\\''; var u = \"é\"u8;",
        "if (maybe is int m && m > 3 || shape is { Colour: Colour.Red, Next: not null } s) { goto end; } else if (!true) { } end: ;",
        "unsafe { int* p = stackalloc int[3]; p[0] = 1; (*p)++; var v = p->ToString(); }",
        "try { checked { numbers[^1]++; } } catch (Exception e) when (e.Message?.Length > 3) { throw; } finally { lock (numbers) { } }",
        "int Sum(params ReadOnlySpan<int> of) { var t = 0; foreach (ref readonly var i in of) t += i; return t; }\nSum([1, .. numbers, 2])",
        "Func<int, Func<int, int>> add = a => b => a + b; Action<object?> act = static delegate { }; add(1)(2);",
        "people[0] with { Nick = \"n\" }; new Person(Name: \"a\", Age: 1, Born: default) { City = nameof(Person.City) };",
        "#if DEBUG\nvar a = 1;\n#else\nvar a = 2;\n#endif\n#region r\n/* c */ // d\n/// <summary>e</summary>\n#endregion\n#pragma warning disable CS0168",
        "using Pairs = System.Collections.Generic.List<(int A, string B)>;\nusing static System.Math;\nPairs pairs = [(1, \"a\")]; Max(pairs[0].A, PI);",
        "switch (text) { case 1: case 2 when day == DayOfWeek.Monday: break; case > 3 and < 5: continue; default: return; }",
        "}{)(][;;..?.?[<>=>::->\\@$\"'`#! \u0000\uD83D\uDE00 __caret var var.var<var>(var) new new new",
        "#!markdown\n# Title \"with\" {\n#!csharp\nnumbers.Add(1);\n#!html\n<b>x</b>",
        "extension(string s) { public int Words => s.Split(' ').Length; }\nnamespace N { static class E { } }\nfile class F;",
    ];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void No_beginning_of_a_cell_makes_assistance_fail(string snippet)
    {
        for (var length = 0; length <= snippet.Length; length++)
        {
            var code = snippet[..length];
            Completeness.Of(code);
            Consistent(code, length);
            if (length % 8 == 0) Consistent(snippet, length);
        }
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
        var code = string.Concat(Enumerable.Repeat(part, 10_000));

        Completeness.Of(code);
        cells.Inspector.Inspect(code, code.Length);
        cells.Completer.Complete(code, code.Length);
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
        if (position % 16 == 0) Assert.All(list.Items.Take(3), item => _ = (item.Signature, item.Documentation));
        cells.Inspector.Inspect(code, position, position % 2);
    }
}
