using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Cli.Tests.Kernel;

/// <summary>One kernel for the tests that leave it alive.</summary>
public sealed class RunningKernel : IDisposable
{
    internal KernelClient Client { get; } = new();

    public void Dispose() => Client.Dispose();
}

/// <summary>The kernel seen through its sockets.</summary>
public sealed class KernelTests(RunningKernel running) : IClassFixture<RunningKernel>
{
    private readonly KernelClient _kernel = running.Client;

    [Fact]
    public void It_says_who_it_is()
    {
        Assert.Equal("5.4", _kernel.Info.GetProperty("protocol_version").GetString());
        Assert.Equal("C#", _kernel.Info.GetProperty("language_info").GetProperty("name").GetString());
    }

    [Fact]
    public void Outputs_come_in_the_order_in_which_a_cell_makes_them_and_before_it_is_idle()
    {
        var run = _kernel.Run("""
            Console.Write("a"); display(1); Console.Write("b"); Console.Error.Write("c"); display(2); 3
            """);

        Assert.Equal(["stream", "display_data", "stream", "stream", "display_data", "execute_result"], run.Outputs.Select(output => output.Type));
        Assert.Equal(("ab", "c", "3"), (run.Stream(), run.Stream("stderr"), run.Result()));
    }

    [Fact]
    public void What_is_printed_arrives_while_the_cell_runs()
    {
        var id = _kernel.SendCell("""Console.WriteLine("early"); await Task.Delay(3000);""");

        var clock = Stopwatch.StartNew();
        Assert.Equal("early\n", _kernel.Heard(id, "stream").GetProperty("text").GetString());

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2.5), $"after {clock.Elapsed}");
        Interrupt();
        Assert.Equal("error", _kernel.Finish(id).Status);
    }

    [Fact]
    public void No_line_of_many_is_lost()
    {
        var run = _kernel.Run("for (var i = 0; i < 100_000; i++) Console.WriteLine(i);");

        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => $"{i}"), run.Stream().TrimEnd('\n').Split('\n'));
        Assert.True(run.Outputs.Count < 2_000, $"{run.Outputs.Count} messages");
    }

    [Fact]
    public void What_native_code_prints_is_shown()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "File descriptors are redirected on Linux only.");

        var run = _kernel.Run("""
            [System.Runtime.InteropServices.DllImport("libc")] static extern int puts(string text);
            Console.WriteLine("before");
            _ = puts("native 中文");
            Console.WriteLine("after");
            """);

        Assert.Contains("native 中文\n", run.Stream());
        Assert.Equal("ok", run.Status);
    }

    [Fact]
    public void A_cell_can_be_silent_and_need_not_be_counted()
    {
        var before = _kernel.Run("1").Reply.GetProperty("execution_count").GetInt32();
        var silent = _kernel.Run("2", ""","silent":true""");
        var uncounted = _kernel.Run("3", ""","store_history":false""");
        var after = _kernel.Run("4").Reply.GetProperty("execution_count").GetInt32();

        Assert.Empty(silent.Outputs);
        Assert.Equal("3", uncounted.Result());
        Assert.Equal(before + 1, after);
    }

    [Fact]
    public void Expressions_of_the_client_are_evaluated_after_the_cell()
    {
        var reply = _kernel.Run("var wanted = 20;", ""","user_expressions":{"good":"wanted + 1","bad":"nope"}""").Reply.GetProperty("user_expressions");

        Assert.Equal("21", reply.GetProperty("good").GetProperty("data").GetProperty("text/plain").GetString());
        Assert.Equal("error", reply.GetProperty("bad").GetProperty("status").GetString());
    }

    [Fact]
    public void An_error_stops_the_cells_behind_it_unless_the_client_says_otherwise()
    {
        string Boom(string more) => _kernel.SendCell("throw new InvalidOperationException(\"boom\");", more);

        string[] stopping = [Boom(""), _kernel.SendCell("1"), _kernel.SendCell("2")];
        Assert.Equal(["error", "aborted", "aborted"], stopping.Select(id => _kernel.Finish(id).Status));

        string[] going = [Boom(""","stop_on_error":false"""), _kernel.SendCell("3")];
        Assert.Equal(["error", "ok"], going.Select(id => _kernel.Finish(id).Status));
        Assert.Equal("ok", _kernel.Run("4").Status);
    }

    [Fact]
    public void An_error_names_the_cell_and_the_line()
    {
        var run = _kernel.Run("var fine = 1;\nthrow new InvalidOperationException(\"boom\");");

        var error = run.Outputs.Single(output => output.Type == "error").Content;
        var count = run.Reply.GetProperty("execution_count").GetInt32();
        Assert.Equal(("InvalidOperationException", "boom"), (error.GetProperty("ename").GetString(), error.GetProperty("evalue").GetString()));
        Assert.Contains($"Cell[{count}]:line 2", string.Join('\n', error.GetProperty("traceback").EnumerateArray()));
    }

    [Fact]
    public void The_user_can_be_asked()
    {
        var id = _kernel.SendCell("""
            Console.Write(Console.ReadLine() + "|" + await GetInputAsync("name?") + "|");
            var secret = await GetPasswordAsync("word?");
            Console.Write($"{secret}|{secret.GetClearTextPassword()}");
            """, ""","allow_stdin":true""");

        foreach (var (prompt, isSecret, answer) in new[] { ("", false, "first"), ("name?", false, "第二"), ("word?", true, "third") })
        {
            var question = _kernel.Message(_kernel.Stdin, 10_000)!;
            Assert.Equal(("input_request", prompt, isSecret), (question.Type, question.Text("prompt"), question.Flag("password", false)));
            _kernel.Send(_kernel.Stdin, "input_reply", JsonSerializer.Serialize(new { status = "ok", value = answer }));
        }

        Assert.Equal("first|第二|********|third", _kernel.Finish(id).Stream());
    }

    [Fact]
    public void A_cell_is_debugged_through_the_clients_input()
    {
        var id = _kernel.SendCell("#!debug\nvar sum = 0;\nfor (var i = 1; i < 4; i++)\n{\n    sum += i;\n}\nsum", ""","allow_stdin":true""");

        foreach (var command in new[] { "n", "n", "n", "i * 100", "i = 3", "" })
        {
            Assert.Equal("(debug) ", _kernel.Message(_kernel.Stdin, 10_000)!.Text("prompt"));
            _kernel.Send(_kernel.Stdin, "input_reply", JsonSerializer.Serialize(new { status = "ok", value = command }));
        }

        Assert.NotNull(_kernel.Message(_kernel.Stdin, 10_000));
        _kernel.Send(_kernel.Stdin, "input_reply", JsonSerializer.Serialize(new { status = "ok", value = "continue" }));
        var run = _kernel.Finish(id);
        Assert.Contains("-> 5      sum += i;", run.Stream());
        Assert.Contains("\n200\n", run.Stream());
        Assert.Equal("4", run.Outputs.Single(output => output.Type == "execute_result").Content.GetProperty("data").GetProperty("text/plain").GetString());
    }

    [Fact]
    public void An_interrupt_at_the_debuggers_prompt_ends_the_cell()
    {
        var id = _kernel.SendCell("#!debug\nvar sum = 0;\nConsole.Write(sum);", ""","allow_stdin":true""");
        Assert.Equal("(debug) ", _kernel.Message(_kernel.Stdin, 10_000)!.Text("prompt"));

        Interrupt();

        var run = _kernel.Finish(id);
        Assert.Equal("Interrupted", run.Reply.GetProperty("ename").GetString());
    }

    [Fact]
    public void A_client_without_input_gets_the_debugged_cell_run_through()
    {
        var run = _kernel.Run("#!debug\n6 * 7", ""","allow_stdin":false""");

        Assert.Contains("takes no input", run.Stream());
        Assert.Contains(run.Outputs, output => output.Type == "execute_result");
    }

    [Fact]
    public void A_client_without_input_gets_an_error_instead_of_a_question()
    {
        var run = _kernel.Run("Console.ReadLine()", ""","allow_stdin":false""");

        Assert.Equal("NotSupportedException", run.Reply.GetProperty("ename").GetString());
    }

    [Fact]
    public void A_question_can_be_interrupted()
    {
        var id = _kernel.SendCell("Console.ReadLine()", ""","allow_stdin":true""");
        Assert.Equal("input_request", _kernel.Message(_kernel.Stdin, 10_000)!.Type);

        Interrupt();

        Assert.Equal("Interrupted", _kernel.Finish(id).Reply.GetProperty("ename").GetString());
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("Thread.Sleep(60_000);")]
    [InlineData("await Task.Delay(60_000);")]
    public void An_interrupt_stops_a_cell_and_keeps_what_was_declared(string code)
    {
        _kernel.Run("var kept = 5;");
        var id = _kernel.SendCell(code);
        _kernel.Heard(id, "execute_input");
        Thread.Sleep(300);

        var clock = Stopwatch.StartNew();
        Interrupt();
        var run = _kernel.Finish(id);

        Assert.Equal("Interrupted", run.Reply.GetProperty("ename").GetString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"after {clock.Elapsed}");
        Assert.Equal("5", _kernel.Run("kept").Result());
    }

    [Fact]
    public void Questions_about_code_and_heartbeats_are_answered_while_a_cell_runs()
    {
        var id = _kernel.SendCell("while (true) { }");
        _kernel.Heard(id, "execute_input");

        var question = _kernel.Send(_kernel.Shell, "is_complete_request", """{"code":"1 + 1"}""");
        _kernel.Reply(_kernel.Shell, question, "is_complete_reply", 5_000);
        const int Request = 3;
        using var heart = _kernel.Connected(Request, _kernel.Connection.HeartbeatPort);
        heart.Send(["beat"u8.ToArray()]);
        Assert.Equal("beat", Encoding.ASCII.GetString(heart.Receive(wait: true)![0]));

        Interrupt();
        Assert.Equal("error", _kernel.Finish(id).Status);
    }

    [Fact]
    public void A_shown_value_can_be_replaced_and_taken_away()
    {
        var run = _kernel.Run("""var shown = display("old"); shown.Update("new"); ClearOutput(wait: true);""");

        Assert.Equal(["display_data", "update_display_data", "clear_output"], run.Outputs.Select(output => output.Type));
        string Id(int i) => run.Outputs[i].Content.GetProperty("transient").GetProperty("display_id").GetString()!;
        Assert.Equal(Id(0), Id(1));
        Assert.Equal("new", run.Outputs[1].Content.GetProperty("data").GetProperty("text/plain").GetString());
        Assert.True(run.Outputs[2].Content.GetProperty("wait").GetBoolean());
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_end_the_kernel()
    {
        var run = _kernel.Run("""Console.Write("\ud83d"); "\ude00 and 😀" """);

        Assert.Equal("\ufffd", run.Stream());
        Assert.Equal("\ufffd and 😀", run.Result());
    }

    [Fact]
    public void Comms_go_both_ways_and_an_unknown_target_is_closed()
    {
        var registered = _kernel.Run("Comms.RegisterTarget(\"echo\", (comm, data) => { comm.Received += message => comm.Send(message); comm.Send(data); });");
        Assert.Equal(("ok", ""), (registered.Status, string.Join('\n', registered.Outputs)));

        var opened = _kernel.Send(_kernel.Shell, "comm_open", """{"comm_id":"c1","target_name":"echo","data":{"n":1}}""");
        Assert.Equal(1, Comm("comm_msg").GetProperty("data").GetProperty("n").GetInt32());
        _kernel.Send(_kernel.Shell, "comm_msg", """{"comm_id":"c1","data":{"n":2}}""");
        Assert.Equal(2, Comm("comm_msg").GetProperty("data").GetProperty("n").GetInt32());
        var info = _kernel.Send(_kernel.Shell, "comm_info_request", """{"target_name":"echo"}""");
        Assert.Equal("echo", _kernel.Reply(_kernel.Shell, info, "comm_info_reply").GetProperty("comms").GetProperty("c1").GetProperty("target_name").GetString());

        _kernel.Send(_kernel.Shell, "comm_open", """{"comm_id":"c2","target_name":"nobody","data":{}}""");
        Assert.Equal("c2", Comm("comm_close").GetProperty("comm_id").GetString());
        Assert.NotEmpty(opened);

        JsonElement Comm(string type)
        {
            while (true)
            {
                var message = _kernel.Message(_kernel.Iopub, 5_000) ?? throw new TimeoutException($"{type}; the kernel said: {_kernel.Log}");
                if (message.Type == type) return message.Content;
            }
        }
    }

    [Fact]
    public void Messages_that_are_malformed_or_not_signed_are_dropped_and_the_kernel_lives()
    {
        var random = new Random(5);
        var good = _kernel.Wire.Frames([], "execute_request", null, """{"code":"Environment.Exit(3)"}"""u8.ToArray());
        var otherKey = new Wire("another key").Frames([], "execute_request", null, """{"code":"Environment.Exit(3)"}"""u8.ToArray());
        _kernel.Shell.Send(otherKey);
        for (var i = 0; i < 300; i++)
        {
            var frames = good.Select(frame => (ReadOnlyMemory<byte>)frame.ToArray()).ToList();
            var (which, how) = (random.Next(frames.Count), random.Next(4));
            var bytes = frames[which].ToArray();
            if (how == 0) frames.RemoveAt(which);
            else if (how == 1) frames[which] = bytes.AsMemory(..random.Next(bytes.Length + 1));
            else if (how == 2 && bytes.Length > 0) (bytes[random.Next(bytes.Length)], frames[which]) = ((byte)random.Next(256), bytes);
            else frames.Insert(which, Encoding.UTF8.GetBytes("extra"));
            if (frames.Count == good.Count && frames.Zip(good).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span))) continue;
            // A frame before the delimiter is an identity, which is no fault.
            if (how == 3 && which == 0) continue;
            _kernel.Shell.Send(frames);
            if (i % 3 == 0) _kernel.Control.Send(frames);
        }

        Assert.Equal("2", _kernel.Run("1 + 1").Result());
        Assert.Contains("not signed with this connection's key", _kernel.Log.ToString());
    }

    [Fact]
    public void A_message_that_is_sent_again_is_dropped()
    {
        _kernel.Run("var times = 0;");
        var frames = _kernel.Wire.Frames([], "execute_request", null, """{"code":"times++;"}"""u8.ToArray());

        for (var i = 0; i < 3; i++) _kernel.Shell.Send(frames);

        Assert.Equal("1", _kernel.Run("times").Result());
    }

    [Fact]
    public void What_was_executed_can_be_looked_up()
    {
        _kernel.Run("\"first of history\"");
        _kernel.Run("\"second of history\"");

        var tail = Ask("""{"hist_access_type":"tail","n":2,"output":true,"raw":true}""");
        var found = Ask("""{"hist_access_type":"search","pattern":"*first of*","n":5,"output":false,"raw":true}""");

        Assert.Equal("\"second of history\"", tail[1][2][0].GetString());
        Assert.Equal("second of history", tail[1][2][1].GetString());
        Assert.Equal("\"first of history\"", found[0][2].GetString());

        JsonElement Ask(string content) => _kernel.Reply(_kernel.Shell, _kernel.Send(_kernel.Shell, "history_request", content), "history_reply").GetProperty("history");
    }

    private void Interrupt()
    {
        var id = _kernel.Send(_kernel.Control, "interrupt_request", "{}");
        Assert.Equal("ok", _kernel.Reply(_kernel.Control, id, "interrupt_reply").GetProperty("status").GetString());
    }
}
