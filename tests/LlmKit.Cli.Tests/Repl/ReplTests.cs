namespace LlmKit.Cli.Tests.Repl;

/// <summary><c>llmkit repl</c> as its user sees it: at a terminal and without one.</summary>
public sealed class ReplTests : IDisposable
{
    private const string Up = "\u001b[A", ControlC = "\u0003", ControlD = "\u0004", ControlR = "\u0012";
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit repl-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_session_runs_cells_stops_one_asks_for_input_and_leaves()
    {
        using var terminal = new TerminalRun(_folder, 80, 30, "repl");
        terminal.WaitLine("In[1]:");
        terminal.Send("var text = \"张三\"\rtext.Length\r");
        terminal.Wait("Out[2]: 2\nIn[3]:");
        terminal.Send("foreach (var a in text)\r{\rConsole.WriteLine($\"<{a}>\");\r}\r");
        terminal.Wait("<张>\n<三>\nIn[4]:");
        terminal.Send("while (true) { }\r");
        terminal.WaitLine("");
        terminal.Send(ControlC);
        terminal.Wait("The cell was stopped.\nIn[5]:");
        terminal.Send("await GetInputAsync(\"name? \") + Console.ReadLine() + text\r");
        terminal.WaitLine("name?");
        terminal.Send("Ann李\u007f\r");
        terminal.WaitLine("");
        terminal.Send("a\r");
        terminal.Wait("\nOut[5]: Anna张三");
        terminal.Send("(await GetPasswordAsync(\"key: \")).GetClearTextPassword().Length\r");
        terminal.WaitLine("key:");
        terminal.Send("secret\r");
        terminal.Wait("Out[6]: 6");
        Assert.DoesNotContain("secret", terminal.Written.ToString(), StringComparison.Ordinal);
        terminal.Send("nothing + 1\r");
        terminal.Wait("Cell[7](1,1): error CS0103");
        terminal.Send("Out[5].Length + Out[^1]\r");
        terminal.Wait("Out[8]: 12");
        terminal.Send(ControlD);

        Assert.Equal(0, terminal.ExitCode());
    }

    [Fact]
    public void Completion_help_and_history_work_at_a_narrow_terminal_that_changes_its_size()
    {
        using (var first = new TerminalRun(_folder, 50, 16, "repl"))
        {
            first.WaitLine("In[1]:");
            first.Send("Math.Sq");
            first.Wait(" Sqrt method");
            first.Send("\t(");
            first.Wait("double Math.Sqrt(double d)");
            first.Resize(24, 16);
            first.WaitLine("> Math.Sqrt(");
            first.Send("16)\r");
            first.Wait("Out[1]: 4\n>");
            first.Send("not finished" + ControlC + "1 +" + ControlC + " \"not kept\"\r");
            first.Wait("Out[2]: not kept\n>");
            first.Send(ControlD);
            Assert.Equal(0, first.ExitCode());
        }

        using var second = new TerminalRun(_folder, 80, 16, "repl");
        second.WaitLine("In[1]:");
        second.Send(Up);
        second.WaitLine("In[1]: Math.Sqrt(16)");
        second.Send(ControlC + ControlR + "sqr");
        second.Wait("search: sqr");
        second.Send("\r");
        second.WaitLine("In[1]: Math.Sqrt(16)");
        second.Send("\u0001-\r");
        second.Wait("Out[1]: -4");
    }

    [Fact]
    public void A_paste_stays_one_cell_and_a_loaded_script_comes_first()
    {
        File.WriteAllText(Path.Combine(_folder, "a b.csx"), "var start = 40;\nConsole.WriteLine(\"loaded\");\n");
        using var terminal = new TerminalRun(_folder, 80, 24, "repl", "--no-history", "--load", "a b.csx");
        terminal.Wait("loaded\nIn[1]:");

        terminal.Send("\u001b[200~var a = 1;\r\n\r\nif (a == 1)\r\n{\r\n\ta += start;\r\n}\r\n\r\na\u001b[201~");
        terminal.WaitLine("  ...: a");
        Assert.Contains("  ...: {\n  ...:     a += start;\n  ...: }", terminal.Screen, StringComparison.Ordinal);
        terminal.Send("\r");
        terminal.Wait("Out[1]: 41");
        terminal.Send("exit\r");

        Assert.Equal(0, terminal.ExitCode());
        Assert.False(Directory.Exists(Path.Combine(_folder, "llmkit")));
    }

    [Fact]
    public void What_a_terminal_cannot_show_is_in_a_page()
    {
        using var terminal = new TerminalRun(_folder, 200, 24, "repl");
        terminal.WaitLine("In[1]:");
        terminal.Send("HTML(\"<svg width='9' height='9'><circle r='4'/></svg>\")\r");
        terminal.Wait("to be seen in a browser: file://");

        var page = Assert.Single(Directory.GetFiles(_folder, "*.html", SearchOption.AllDirectories));
        Assert.Contains("<circle r='4'", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_typed_while_a_cell_runs_is_for_the_next_prompt()
    {
        using var terminal = new TerminalRun(_folder, 80, 24, "repl");
        terminal.WaitLine("In[1]:");
        terminal.Send("Console.WriteLine(\"beg\" + \"un\"); Thread.Sleep(700);\r");
        terminal.Wait("begun");
        terminal.Send("20 + 3\r" + ControlD);

        Assert.Equal(0, terminal.ExitCode());
        Assert.Contains("In[2]: 20 + 3\nOut[2]: 23\nIn[3]:", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_values_are_printed_and_the_first_error_ends_it_with_its_line()
    {
        var (code, output, error) = await CommandRun.Alone(_folder, "1 + 1\nvar x = 3;\nx\nvar x = \"again\";\nx\n\nx.Nothing()\n\"never\"\n", "repl");

        Assert.Equal("2\n3\nagain\n", output);
        Assert.StartsWith("stdin(7,3): error CS1061", error, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Code_on_the_command_line_runs_and_reads_standard_input()
    {
        var (code, output, error) = await CommandRun.Alone(_folder, "typed\n", "repl", "-c", "Console.Write(1); Console.ReadLine()");

        Assert.Equal("1\ntyped\n", output);
        Assert.Equal("", error);
        Assert.Equal(0, code);
    }

    [Fact]
    public void A_file_to_load_that_is_not_there_is_a_wrong_call()
    {
        var (code, _, error) = CommandRun.Here("repl", "--load", "nowhere.csx");

        Assert.Equal("llmkit: there is no file nowhere.csx. Give --load a script (.cs, .csx) or a notebook (.ipynb, .dib).\n", error);
        Assert.Equal(CommandLine.Usage, code);
    }
}
