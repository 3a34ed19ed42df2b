using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Execution;

/// <summary>What programs may have at their top, and the compiler's scripts may not, cells have too.</summary>
public sealed class CellDialectTests : IDisposable
{
    private readonly CellEngine _engine = new(Path.GetTempPath());

    public void Dispose() => _engine.Dispose();

    public static TheoryData<string, object?> Cells => new()
    {
        { "Span<int> s = new int[3]; s[0] = 4; var total = s[0] + 1;\n---\ntotal", 5 },
        { "var text = \"abc\".AsSpan();\ntext.Length", 3 },
        { "ReadOnlySpan<char> text = \"abc\";\nvar first = text[0];\nvar n = text.Length;\n---\n$\"{first}{n}\"", "a3" },
        { "Span<int> s = stackalloc int[3];\ns.Fill(2);\nvar sum = 0;\nforeach (var i in s) sum += i;\n---\nsum", 6 },
        { "scoped Span<int> s = stackalloc int[2];\ns.Fill(1);\ns.Length + s[1]", 3 },
        { "var a = new int[3];\nref int r = ref a[0];\nr = 5;\na[0]", 5 },
        { "var a = new int[3];\nref int r = ref a[1]; r = 7; var b = a;\n---\nb[1]", 7 },
        { "var before = 1;\nSpan<int> s = new int[] { 1, 2 };\nint.TryParse(\"5\", out var n);\nvar q = s[0] + n;\nvar after = q + before;\n---\nbefore + n + q + after", 19 },
        { "Span<int> s = new int[] { 1, 2 };\nawait Task.Delay(1);\nvar x = 3;\nSpan<int> t = new int[x];\nt.Length", 3 },
        { "using var runes = new MemoryStream();\n---\nrunes.WriteByte(3);\nrunes.Length", 1L },
        { "var enumerator = \"abc\".AsSpan().EnumerateRunes();\nenumerator.MoveNext();\nenumerator.Current.Value", 97 },
        { "await foreach (var i in Numbers()) sum += i;\nint sum = 0;\nasync IAsyncEnumerable<int> Numbers() { yield return 1; await Task.Yield(); yield return 2; }\nsum", 0 },
        { "int sum = 0;\nasync IAsyncEnumerable<int> Numbers() { yield return 1; await Task.Yield(); yield return 2; }\nawait foreach (var i in Numbers()) sum += i;\nsum", 3 },
        { "if (Environment.TickCount64 > 0) return 5;\nConsole.WriteLine(3);", 5 },
        { "return;", null },
        { "return 42;", 42 },
        { "unsafe { int i = 5; int* p = &i; return *p; }", 5 },
        { "static int Twice(int n) => n * 2;\nTwice(3)", 6 },
        { "goto end;\nvar x = 1;\nend: Math.Abs(1);\nx", 0 },
        { "global using System.Numerics;\nglobal using static System.Math;\nglobal using Whole = System.Numerics.BigInteger;\n---\n(int)Abs(-4) + (int)new Whole(3)", 7 },
        { "var (a, (b, _)) = (1, (2, 3));\n---\na + b", 3 },
        { "if (\"5\" is { Length: 1 } s && int.TryParse(s, out var n)) Math.Abs(n);\nvar k = \"7\" is [var c] ? c : 'x';\nk", '7' },
        { "public int Counter { get; set => field = value + 1; }\nCounter = 4;\nCounter", 5 },
        { "string? name = null;\nname?.Length", null },
        { "#nullable enable\nstring? name = \"a\";\n#nullable restore\nname.Length", 1 },
        { "#pragma warning disable CS8600\n#region here\nvar x = 1;\n#endregion\n#if NEVER\nnonsense\n#else\nx + 1\n#endif", 2 },
        { "System.Xml.Linq.XDocument.Parse(\"<a/>\").Root!.Name.LocalName", "a" },
        { "using System.Data;\nusing System.Net.Http.Json;\nvar t = new DataTable();\nt.Columns.Add(\"a\");\n---\nt.Columns.Count", 1 },
        { "var look = new[] { 1, 2, 3 }.ToLookup(i => i % 2);\n---\nusing System.Data;\nvar t = new DataTable();\n---\nILookup<int, int> again = look; again[1].Count()", 2 },
    };

    [Theory, MemberData(nameof(Cells))]
    public async Task A_cell_may_have_what_a_program_has(string cells, object? value)
    {
        CellOutcome outcome = new CellOutcome.Finished(null, false);
        foreach (var cell in cells.Split("\n---\n"))
        {
            outcome = await _engine.RunAsync(cell, "Cell[1]");
            if (outcome is CellOutcome.Failed { Error: var error }) Assert.Fail(string.Join("\n", error.Traceback));
        }

        Assert.Equal(new CellOutcome.Finished(value, value is not null || cells.EndsWith("Length", StringComparison.Ordinal)), outcome);
    }

    [Theory]
    [InlineData("using var d = new D(log);", "using var d = new D(log);")]
    [InlineData("await using var d = new D(log);", "await using var d = new D(log);")]
    public async Task A_using_variable_is_disposed_when_its_cell_runs_again(string first, string again)
    {
        await Run("var log = new List<string>();\nclass D(List<string> log) : IDisposable, IAsyncDisposable { public void Dispose() => log.Add(\"sync\"); public ValueTask DisposeAsync() { log.Add(\"async\"); return default; } }");
        await Run(first);
        var log = (List<string>)(await Run("log"))!;
        Assert.Empty(log);

        await Run(again);

        Assert.Single(log);
    }

    [Fact]
    public async Task A_span_over_an_await_is_refused_for_what_it_is()
    {
        var error = Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync("Span<int> s = new int[3];\nawait Task.Delay(1);\ns[0] = 1;", "Cell[1]")).Error;

        Assert.StartsWith("Cell[1](3,1): error CS4007", error.Traceback[0]);
    }

    [Fact]
    public async Task Using_something_that_cannot_be_disposed_is_refused_at_its_place()
    {
        var error = Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync("var a = 1;\nusing var n = a;", "Cell[1]")).Error;

        Assert.StartsWith("Cell[1](2,", error.Traceback[0]);
    }

    [Fact]
    public async Task A_cell_of_grammatical_mistakes_shows_these_and_nothing_that_follows_from_them()
    {
        var error = Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync("var a = (1;\nclass B { int F( }", "Cell[1]")).Error;

        Assert.All(error.Traceback.Where(line => line.Contains("error CS", StringComparison.Ordinal)), line => Assert.Matches(@"error CS(1\d{3}|8\d{3})", line));
    }

    [Fact]
    public async Task A_loaded_file_may_have_what_a_cell_may_have()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "a.csx"), "#load \"b.csx\"\nusing var stream = new MemoryStream();\nstatic class E { public static int Twice(this P p) => 2 * p.X; }\nint Forever() { while (true) { } }");
            File.WriteAllText(Path.Combine(folder, "b.csx"), "using System.Text;\nnamespace N { public class Deep { public int V = 1; } }\nrecord P(int X);\nint Bad() => throw new Exception(\"bad\");");
            using var engine = new CellEngine(folder);

            Assert.IsType<CellOutcome.Finished>(await engine.RunAsync("#load \"a.csx\"", "Cell[1]"));

            var value = Assert.IsType<CellOutcome.Finished>(await engine.RunAsync("new P(4).Twice() + new N.Deep().V + (int)stream.Length", "Cell[2]"));
            Assert.Equal(9, value.Value);
            var error = Assert.IsType<CellOutcome.Failed>(await engine.RunAsync("Bad()", "Cell[3]")).Error;
            Assert.Contains(error.Traceback, line => line.Contains("b.csx:line 4", StringComparison.Ordinal));
            using var cancel = new CancellationTokenSource(100);
            Assert.Equal(new CellOutcome.Stopped(LeftBehind: false), await engine.RunAsync("Forever()", "Cell[4]", cancel.Token));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<object?> Run(string code) => Assert.IsType<CellOutcome.Finished>(await _engine.RunAsync(code, "Cell[1]")).Value;
}
