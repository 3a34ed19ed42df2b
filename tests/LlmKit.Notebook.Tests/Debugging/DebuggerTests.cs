using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Debugging;

public sealed class DebuggerTests : IDisposable
{
    private const string Mean = """
        #!debug
        double Mean(double[] xs)
        {
            var sum = 0.0;
            foreach (var x in xs)
                sum += x;
            return sum / xs.Length;
        }
        var data = new[] { 1.0, 2, 6 };
        var mean = Mean(data);
        mean * 2
        """;

    private readonly DebuggedCells _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public async Task Commands_show_the_place_the_variables_and_the_calls_and_assign()
    {
        var (transcript, outcome) = await _cells.Run(
            Mean, "next", "s", "n", "n", "n", "", "locals", "p sum + data.Length", "sum = 10", "where", "up", "sum", "data", "down", "out", "c");

        Assert.Equal(32.0 / 3, ((CellOutcome.Finished)outcome).Value);
        Assert.StartsWith("""
            Cell[1] line 9
                6          sum += x;
                7      return sum / xs.Length;
                8  }
            ->  9  var data = new[] { 1.0, 2, 6 };
               10  var mean = Mean(data);
               11  mean * 2
            (debug) next
            Cell[1] line 10
            """, transcript);
        Assert.EndsWith("""
            * sum = 3
            * x = 6
            (debug) locals
              xs   double[]  [1, 2, 6]
            * sum  double    3
            * x    double    6
            (debug) p sum + data.Length
            6
            (debug) sum = 10
            10
            (debug) where
            -> Cell[1] line 6, in Mean: sum += x;
               Cell[1] line 10: var mean = Mean(data);
            (debug) up
            Cell[1] line 10
                7      return sum / xs.Length;
                8  }
                9  var data = new[] { 1.0, 2, 6 };
            -> 10  var mean = Mean(data);
               11  mean * 2
            (debug) sum
            error CS0103: The name 'sum' does not exist in the current context
            (debug) data
            [1, 2, 6]
            (debug) down
            Cell[1] line 6, in Mean
               3  {
               4      var sum = 0.0;
               5      foreach (var x in xs)
            -> 6          sum += x;
               7      return sum / xs.Length;
               8  }
               9  var data = new[] { 1.0, 2, 6 };
            (debug) out
            Cell[1] line 11
                8  }
                9  var data = new[] { 1.0, 2, 6 };
               10  var mean = Mean(data);
            -> 11  mean * 2
            * mean = 5.333333333333333
            (debug) c

            """, transcript);
    }

    [Fact]
    public async Task Breakpoints_stop_at_the_next_statement_and_can_be_moved()
    {
        var (transcript, _) = await _cells.Run(
            Mean.Replace("#!debug", "#!debug 3, 10", StringComparison.Ordinal), "b 99", "b", "b 7", "clear 4", "c", "until 11", "c");

        Assert.StartsWith("Line 3 has no statement; the breakpoint is at line 4.\nCell[1] line 10\n", transcript);
        Assert.Contains("(debug) b 99\nCell[1] has no statement at line 99 or below it.\n", transcript);
        Assert.Contains("(debug) b\nBreakpoints: Cell[1] line 4, Cell[1] line 10\n", transcript);
        Assert.Equal(["10", "7", "11"], Stops(transcript));
        Assert.Contains("->* 7", transcript);
    }

    [Fact]
    public async Task A_breakpoint_in_the_code_stops_there_and_in_no_cell_that_is_not_debugged()
    {
        const string Cell = "for (var i = 0; i < 3; i++)\n{\n    if (i == 1) Breakpoint();\n}\nvar after = 1;";

        Assert.DoesNotContain("(debug)", (await _cells.Run(Cell)).Transcript);
        var (transcript, _) = await _cells.Run("#!debug 99\n" + Cell, "p i", "n");

        Assert.Contains("(debug) p i\n1\n(debug) n\nCell[2] line 4\n", transcript);
    }

    [Fact]
    public async Task Code_of_earlier_cells_is_stepped_into_where_it_was_debugged()
    {
        await _cells.Run("int Plain(int x)\n{\n    return x;\n}");
        await _cells.Run("#!debug\nclass Box(int size)\n{\n    private int _more = 2;\n    public int Full()\n    {\n        return size + _more;\n    }\n}");
        var (transcript, _) = await _cells.Run("#!debug\nvar a = Plain(1);\nvar b = new Box(a).Full();", "s", "s", "this._more = 3", "_more + Full() + size", "w", "locals", "c", "c");

        Assert.Contains("(debug) s\nCell[3] line 3\n", transcript);
        Assert.Contains("Cell[2] line 7, in Box.Full\n", transcript);
        Assert.Contains("(debug) _more + Full() + size\n8\n", transcript);
        Assert.Contains("-> Cell[2] line 7, in Box.Full: return size + _more;\n   Cell[3] line 3: var b", transcript);
    }

    [Fact]
    public async Task An_exception_is_examined_where_it_was_thrown()
    {
        var (transcript, outcome) = await _cells.Run("""
            #!debug --on-error
            int Divide(int a, int b)
            {
                var twice = a * 2;
                return twice / b;
            }
            try { Divide(1, 0); } catch (DivideByZeroException) { }
            var results = new[] { 1, 0 }.Select(b => Divide(7, b)).ToList();
            """, "v", "up", "b", "twice = 1", "c");

        Assert.StartsWith("DivideByZeroException: Attempted to divide by zero.\nCell[1] line 5, in Divide\n", transcript);
        Assert.Contains("  a      int  7\n  b      int  0\n  twice  int  14\n", transcript);
        Assert.Contains("Cell[1] line 8, in a lambda\n", transcript);
        Assert.Equal("DivideByZeroException", ((CellOutcome.Failed)outcome).Error.Name);
        Assert.Equal(5, ((CellOutcome.Failed)outcome).Error.Line);
    }

    [Fact]
    public async Task Calls_that_are_over_called_nothing()
    {
        var (transcript, _) = await _cells.Run("""
            #!debug 9
            int Failing() => throw new FormatException();
            int First() => 1;
            IEnumerable<int> Items()
            {
                yield return First();
                yield return 2;
            }
            int Last() { return 3; }
            try { Failing(); } catch (FormatException) { }
            var sum = First() + Items().First() + Last();
            """, "where");

        Assert.Contains("(debug) where\n-> Cell[1] line 9, in Last: int Last() { return 3; }\n   Cell[1] line 11: var sum", transcript);
        Assert.EndsWith("Last();\n(debug) continue\n", transcript);
    }

    [Fact]
    public async Task Quit_ends_the_cell_and_keeps_what_it_declared()
    {
        var (_, outcome) = await _cells.Run("#!debug\nvar kept = 5;\nvar other = 6;\nwhile (true) { }", "n", "q");

        Assert.IsType<CellOutcome.Stopped>(outcome);
        Assert.Equal(5, ((CellOutcome.Finished)(await _cells.Run("kept + other")).Outcome).Value);
    }

    [Fact]
    public async Task Threads_stop_one_at_a_time()
    {
        var asked = 0;
        var (transcript, outcome) = await _cells.Run("""
            #!debug 6
            var sum = 0;
            Parallel.For(0, 8, i =>
            {
                var square = i * i;
                Interlocked.Add(ref sum, square);
            });
            sum
            """, () => asked++ % 2 == 0 ? "p i == square / Math.Max(1, i)" : "c");

        Assert.Equal(140, ((CellOutcome.Finished)outcome).Value);
        Assert.Equal(8, Stops(transcript).Count());
        Assert.Equal(8, transcript.Split("(debug) p i == square / Math.Max(1, i)\nTrue\n(debug) c\n").Length - 1);
    }

    [Fact]
    public async Task Without_somebody_to_ask_the_cell_runs_through()
    {
        var engine = _cells.Session;
        Kernel.Asked = null;

        var outcome = await engine.RunAsync("#!debug\n6 * 7", "Cell[1]");

        Assert.Equal(42, ((CellOutcome.Finished)outcome).Value);
    }

    [Theory]
    [InlineData("#!debug five", "five is no line of the cell. Write #!debug, #!debug 5,12 or #!debug --on-error.")]
    [InlineData("#!debug 0", "0 is no line of the cell.")]
    [InlineData("#!debug --onerror", "--onerror is no line of the cell.")]
    public async Task What_the_magic_does_not_know_is_refused(string line, string message)
    {
        var (_, outcome) = await _cells.Run(line + "\n1 + 1");

        Assert.Contains(message, ((CellOutcome.Failed)outcome).Error.Message);
    }

    [Fact]
    public async Task Looking_at_variables_makes_no_sequence()
    {
        var (transcript, _) = await _cells.Run(
            "#!debug\nvar made = 0;\nvar items = Enumerable.Range(0, 3).Select(i => made++);\nvar end = 1;", "n", "n", "locals", "made", "p items", "made");

        Assert.Contains("(a sequence that is not made yet)", transcript);
        Assert.Contains("(debug) made\n0\n(debug) p items\n[0, 1, 2]\n(debug) made\n3\n", transcript);
    }

    private static IEnumerable<string> Stops(string transcript) =>
        transcript.Split('\n').Where(line => line.StartsWith("Cell[", StringComparison.Ordinal) && line.Contains("] line ", StringComparison.Ordinal))
            .Select(line => line.Split("] line ")[1].Split(',')[0]);
}
