using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Execution;

/// <summary>Errors and warnings in the terms of the cells' author.</summary>
public sealed class CellMessagesTests : IDisposable
{
    private readonly CellEngine _engine = new(Path.GetTempPath());
    private readonly List<string> _warnings = [];

    public CellMessagesTests() => _engine.Warned = _warnings.AddRange;

    public void Dispose() => _engine.Dispose();

    private const string Earlier = """
        int Boom(int n) { if (n == 0) throw new InvalidOperationException("boom"); return Boom(n - 1); }
        async Task<int> Later(string s) { await Task.Delay(1); return Boom(0); }
        IEnumerable<int> Items(int n) { yield return 1; throw new Exception("iter"); }
        class A { public A(string s) { s.Trim(); } public static T Gen<T>(List<T> l, int? q) => l[7]; public int this[int i] => throw new Exception("no"); }
        """;

    public static TheoryData<string, string[]> Exceptions => new()
    {
        { "// first\nBoom(1);", ["System.InvalidOperationException: boom", "   at Boom(int n) in Cell[1]:line 1", "   at Boom(int n) in Cell[1]:line 1", "   at Cell[2]:line 2"] },
        { "\n\nawait Later(\"a\")", ["System.InvalidOperationException: boom", "   at Boom(int n) in Cell[1]:line 1", "   at Later(string s) in Cell[1]:line 2", "   at Cell[2]:line 3"] },
        { "Items(3).Count()", ["System.Exception: iter", "   at Items(int n) in Cell[1]:line 3", "   at System.Linq.Enumerable.Count<TSource>(IEnumerable<TSource> source)", "   at Cell[2]:line 1"] },
        { "new A(null)", ["System.NullReferenceException: Object reference not set to an instance of an object.", "   at new A(string s) in Cell[1]:line 4", "   at Cell[2]:line 1"] },
        { "new A(\"\")[3]", ["System.Exception: no", "   at A.this[int i] in Cell[1]:line 4", "   at Cell[2]:line 1"] },
        { "A.Gen(new List<string>(), null)", ["System.ArgumentOutOfRangeException: Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')", "   at System.Collections.Generic.List<T>.this[int index]", "   at A.Gen<T>(List<T> l, int? q) in Cell[1]:line 4", "   at Cell[2]:line 1"] },
        { "Action outer = () => { Action inner = () => Boom(0); inner(); };\nouter();", ["System.InvalidOperationException: boom", "   at Boom(int n) in Cell[1]:line 1", "   at lambda () in Cell[2]:line 1", "   at lambda () in Cell[2]:line 1", "   at Cell[2]:line 2"] },
        { "int Outer() { int Inner(int q) => throw new Exception(\"in\"); return Inner(3); }\nOuter()", ["System.Exception: in", "   at Outer.Inner(int q) in Cell[2]:line 1", "   at Outer() in Cell[2]:line 1", "   at Cell[2]:line 2"] },
        { "try { Boom(0); } catch (Exception e) { throw new Exception(\"outer\", e); }", ["System.Exception: outer", "   at Cell[2]:line 1", "caused by System.InvalidOperationException: boom", "   at Boom(int n) in Cell[1]:line 1", "   at Cell[2]:line 1"] },
        { "Parallel.For(0, 3, i => { if (i == 1) throw new ArgumentException(\"par\"); });", ["System.AggregateException: One or more errors occurred.", "   at Cell[2]:line 1", "caused by System.ArgumentException: par", "   at lambda (int i) in Cell[2]:line 1"] },
        { "throw new AggregateException(new Exception(\"a\"), new Exception(\"b\"));", ["System.AggregateException: One or more errors occurred.", "   at Cell[2]:line 1", "caused by 1 of 2: System.Exception: a", "caused by 2 of 2: System.Exception: b"] },
        { "class Mine(string m) : Exception(m);\nthrow new Mine(\"own\");", ["Mine: own", "   at Cell[2]:line 2"] },
        { "var a = new int[2];\n\na[5] = 1;", ["System.IndexOutOfRangeException: Index was outside the bounds of the array.", "   at Cell[2]:line 3"] },
        { "var a = new int[2];\nfor (var i = 0; i < 5; i++)\n    a[i] = 1;", ["System.IndexOutOfRangeException: Index was outside the bounds of the array.", "   at Cell[2]:lines 2 to 3"] },
        { "int Sum(int n) => n + Sum(n + 1);\nSum(1)", ["System.InsufficientExecutionStackException: Insufficient stack to continue executing the program safely. This can happen from having too many functions on the call stack or function on the stack using too much stack space.", "   at Sum(int n) in Cell[2]:line 1", "   at Sum(int n) in Cell[2]:line 1", "   … * more of the same …", "   at Cell[2]:line 2"] },
        { "async Task Deep(int n) { if (n == 0) await Later(\"x\"); else await Deep(n - 1); }\nawait Deep(3);", ["System.InvalidOperationException: boom", "   at Boom(int n) in Cell[1]:line 1", "   at Later(string s) in Cell[1]:line 2", "   at Deep(int n) in Cell[2]:line 1", "   at Deep(int n) in Cell[2]:line 1", "   … 2 more of the same …", "   at Cell[2]:line 2"] },
    };

    [Theory, MemberData(nameof(Exceptions))]
    public async Task An_exception_shows_its_way_through_the_cells(string code, string[] traceback)
    {
        await Run(Earlier, "Cell[1]");

        var error = Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync(code, "Cell[2]")).Error;

        Assert.Equal(traceback, error.Traceback.Select(line => line.StartsWith("   … 5", StringComparison.Ordinal) ? "   … * more of the same …" : line));
    }

    [Theory]
    [InlineData("// first\nBoom(1);", 2)]
    [InlineData("int F() => Boom(0);\nF();", 1)]
    [InlineData("\nvar a = new int[2]; a[5] = 1;", 2)]
    [InlineData("Task.Run(() => Boom(0)).Wait();", 1)]
    public async Task The_line_of_an_error_is_the_innermost_of_its_own_cell(string code, int line)
    {
        await Run(Earlier, "Cell[1]");

        Assert.Equal(line, Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync(code, "Cell[2]")).Error.Line);
    }

    [Theory]
    [InlineData("var 变量 = \"中文\" + wrong;", "    var 变量 = \"中文\" + wrong;", "        　　    　　    ^^^^^")]
    [InlineData("\tvar\tx = wrong;", "    \tvar\tx = wrong;", "    \t   \t    ^^^^^")]
    [InlineData("var s = \"é😀\" + 错误;", "    var s = \"é😀\" + 错误;", "              　    ^^^^")]
    public async Task A_caret_stands_below_its_place_also_after_wide_letters_and_tabs(string code, string line, string caret)
    {
        var error = Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync(code, "Cell[1]")).Error;

        Assert.Equal([line, caret], error.Traceback.Skip(1));
    }

    [Fact]
    public async Task A_mistake_behind_a_stop_check_or_a_using_variable_keeps_its_column()
    {
        var error = Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync("using var s = new MemoryStream(); while (true) { wrong(); }", "Cell[1]")).Error;

        Assert.StartsWith("Cell[1](1,50): error CS0103", error.Traceback[0]);
    }

    [Fact]
    public async Task A_warning_is_shown_in_yellow_and_the_cell_runs()
    {
        await Run("int F(int n) { while (n > 3) n--; int unused = 1; return n; }\nF(4)", "Cell[7]");

        Assert.Equal(
            [
                "\u001b[33mCell[7](1,39): warning CS0219: The variable 'unused' is assigned but its value is never used\u001b[0m",
                "\u001b[33m    int F(int n) { while (n > 3) n--; int unused = 1; return n; }\u001b[0m",
                "\u001b[33m    " + new string(' ', 38) + "^^^^^^\u001b[0m",
            ],
            _warnings.Select(line => line.Replace("unused = 1\u001b", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("#nullable enable\nstring s = null;", "CS8625")]
    [InlineData("#nullable enable\nclass A { public string Name; }", "CS8618")]
    [InlineData("async Task F() => await Task.Delay(1);\nF();", "CS4014")]
    [InlineData("[Obsolete(\"old\")] class Old { }\nvar x = new Old();", "CS0618")]
    public async Task Warnings_come_from_statements_and_from_types(string code, string id)
    {
        await Run(code, "Cell[1]");

        Assert.Equal(1, _warnings.Count(line => line.Contains($"warning {id}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("string s = null;")]
    [InlineData("using System;\nusing System.Linq;\nvar x = 1;")]
    [InlineData("#pragma warning disable CS0219\nint F() { int unused = 1; return 2; }")]
    [InlineData("#pragma warning disable\nclass A { int F() { int unused = 1; return 2; } }\n#pragma warning restore\nvar x = 1;")]
    [InlineData("Span<int> s = new int[2];\ns.Length")]
    [InlineData("using var s = new MemoryStream();\nforeach (var i in new[] { 1 }) ;\nstring? a = null;\nclass B { public string? C; }")]
    public async Task Nothing_is_warned_of_without_need(string code)
    {
        await Run(code, "Cell[1]");

        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_nullable_directive_holds_for_later_cells()
    {
        await Run("#nullable enable", "Cell[1]");
        await Run("string s = null;", "Cell[2]");
        Assert.Contains("CS8625", _warnings[0]);
        _warnings.Clear();

        await Run("#nullable disable warnings\nstring t = null;", "Cell[3]");
        await Run("string u = null;", "Cell[4]");

        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task An_object_of_an_earlier_declaration_is_told_apart()
    {
        await Run("record P(int X);\nvar p = new P(1);", "Cell[1]");
        await Run("record P(int X, int Y);", "Cell[2]");

        var error = Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync("p = new P(1, 2);", "Cell[3]")).Error;

        Assert.Equal("CS0029: Cannot implicitly convert type 'P' to 'P'. One is of an earlier declaration of P: run the cells again that use it.", error.Message);
    }

    private async Task Run(string code, string name)
    {
        if (await _engine.RunAsync(code, name) is CellOutcome.Failed { Error: var error }) Assert.Fail(string.Join("\n", error.Traceback));
    }
}
