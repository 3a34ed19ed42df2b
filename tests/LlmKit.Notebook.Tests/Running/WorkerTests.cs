using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Running.Workers;

namespace LlmKit.Notebook.Tests.Running;

/// <summary>What travels between a run and its worker, and what is made of a worker's end.</summary>
public sealed class WorkerTests
{
    [Fact]
    public void Messages_survive_their_line()
    {
        const string Odd = "a\nb\r\u2028\"\\\u0001 鲸🐳 </script>";
        var content = new MimeBundle(MimeBundle.Plain, Odd) { { "application/json", "{\"a\": 1}" } };
        WorkerMessage[] messages =
        [
            new WorkerMessage.Open("/a b/" + Odd, IsScript: true), new WorkerMessage.Opened(), new WorkerMessage.Run(Odd, "Cell[1]", "csharp"), new WorkerMessage.Stop(),
            new WorkerMessage.Shown(new CellOutput.Stream("stderr", Odd)), new WorkerMessage.Shown(new CellOutput.Displayed(content, "d-1")),
            new WorkerMessage.Shown(new CellOutput.Updated(content, "d-1")), new WorkerMessage.Shown(new CellOutput.Result(content)),
            new WorkerMessage.Shown(new CellOutput.Cleared(Wait: true)), new WorkerMessage.Marked(7), new WorkerMessage.Exiting(),
            new WorkerMessage.Ended(new("Oops", Odd, [Odd, "x"], 3), false, false, new(TimeSpan.FromTicks(12345), -5, 1L << 40)),
            new WorkerMessage.Ended(null, true, true, default),
        ];

        foreach (var message in messages)
        {
            var line = message.ToLine();
            var again = MessageReader.Read(System.Text.Encoding.UTF8.GetString(line));

            Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
            Assert.Equal(message.GetType(), again.GetType());
            Assert.Equal(line, again.ToLine());
        }
    }

    [Fact]
    public void Half_a_character_does_not_break_a_message()
    {
        var line = new WorkerMessage.Shown(new CellOutput.Stream("stdout", "a\ud800b")).ToLine();

        Assert.Equal("a\ufffdb", ((CellOutput.Stream)((WorkerMessage.Shown)MessageReader.Read(System.Text.Encoding.UTF8.GetString(line))).Output).Text);
    }

    [Theory]
    [InlineData(134, false, "The cell's process was ended by the signal SIGABRT (exit code 134).")]
    [InlineData(139, false, "The cell's process was ended by the signal SIGSEGV (exit code 139).")]
    [InlineData(139, true, "The cell ended its process with exit code 139.")]
    [InlineData(3, true, "The cell ended its process with exit code 3.")]
    [InlineData(0, false, "The cell ended its process with exit code 0.")]
    [InlineData(137, false, "The cell's process was ended by the signal SIGKILL (exit code 137). It had 3,000 MB of memory; when memory runs out, the system ends processes so.")]
    public void A_death_is_told_by_its_signal_or_exit_code(int code, bool isExit, string reason) =>
        Assert.Equal(reason, WorkerDeath.Of(code, "", "", isExit, 3_000_000_000).Reason);

    [Fact]
    public void The_line_of_a_death_is_the_only_one_that_calls_what_stands_above_the_cells_own_call()
    {
        const string Words = "Process terminated.\nthe end\n   at System.Environment.FailFast(System.String)\n   at Script.Fall(Int32)\n"
            + "   at Script+<<Initialize>>d__0.MoveNext()\n   at Script.<Initialize>()\n   at LlmKit.Notebook.Execution.CellEngine.Run()\n";

        var death = WorkerDeath.Of(134, Words, "// fails\nvoid Fall(int x)\n    => Environment.FailFast (\"the end\");", false, 0);

        Assert.Equal(3, death.Line);
        Assert.Equal(["Process terminated.", "the end", "   at System.Environment.FailFast(System.String)", "   at Fall(Int32)", "   at the cell"], death.LastWords);
        Assert.Null(WorkerDeath.Of(134, Words, "FailFast(1);\nFailFast(2);", false, 0).Line);
        Assert.Equal(2, WorkerDeath.Of(3, "", "// Exit\nEnvironment.Exit(3);", true, 0).Line);
    }

    [Fact]
    public void Text_before_a_mark_is_received_and_the_words_of_a_dying_process_are_kept_back()
    {
        using var source = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"one\n{StandardStreams.MarkOf(1)}two {StandardStreams.MarkOf(2)}three\nProcess terminated.\nwhy\n"));
        var received = new List<string>();

        var stream = new WorkerStream(source, received.Add);
        stream.WaitForEnd(TimeSpan.FromSeconds(5));

        Assert.Equal("one\ntwo three\n", string.Concat(received));
        Assert.Equal("Process terminated.\nwhy\n", stream.LastWords);
        stream.WaitFor(2, TimeSpan.FromSeconds(5));
        Assert.Equal("one\ntwo three\nProcess terminated.\nwhy\n", string.Concat(received));
    }

    [Fact]
    public void Unsent_text_is_there_until_it_was_received()
    {
        using var memory = new SharedMemory(2 * UnsentText.Bytes);
        using var own = new UnsentText(memory.File, 1);
        using var other = new UnsentText(memory.File, 1);

        own.Add("鲸 one ");
        own.Add("two");

        Assert.Equal("鲸 one two", other.Read(received: 0));
        Assert.Equal("one two", other.Read(received: 2));
        own.Drop(2);
        Assert.Equal("one two", other.Read(received: 2));
        Assert.Equal("two", other.Read(received: 6));
        Assert.Equal("", other.Read(received: 9));
        own.Add(new string('x', 1 << 20));
        own.Drop(7 + (1 << 20));
        own.Add("next");
        Assert.Equal("next", other.Read(received: 9 + (1 << 20)));
    }
}
