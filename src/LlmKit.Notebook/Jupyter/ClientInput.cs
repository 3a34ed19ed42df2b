namespace LlmKit.Notebook.Jupyter;

/// <summary>Lets the running cell ask the user, through the client that sent it.</summary>
internal sealed class ClientInput(Courier courier, CellQueue cells) : TextReader
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<string>? _answer;
    private string _line = "";

    /// <param name="isSecret">Whether what is typed must not be seen.</param>
    /// <exception cref="NotSupportedException">The client takes no input.</exception>
    public Task<string> Ask(string prompt, bool isSecret)
    {
        if (cells.Running is not { } request) throw new InvalidOperationException("Only a running cell can ask for input.");
        if (!request.Flag("allow_stdin", true)) throw new NotSupportedException("This client takes no input (allow_stdin is false), so the cell cannot ask for any. Put the value into the code.");

        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _answer = answer;
        Console.Out.Flush();
        courier.Ask(request, "input_request", Json.Object(json =>
        {
            json.WriteText("prompt", prompt);
            json.WriteBoolean("password", isSecret);
        }));
        return answer.Task;
    }

    /// <summary>Takes an <c>input_reply</c>.</summary>
    public void Answer(JupyterMessage reply)
    {
        lock (_lock) _answer?.TrySetResult(reply.Text("value"));
    }

    public override string? ReadLine()
    {
        if (_line.Length > 0)
        {
            var rest = _line.TrimEnd('\n');
            _line = "";
            return rest;
        }

        return Ask("", isSecret: false).GetAwaiter().GetResult();
    }

    public override int Peek()
    {
        Fill();
        return _line[0];
    }

    public override int Read()
    {
        Fill();
        var next = _line[0];
        _line = _line[1..];
        return next;
    }

    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0) return 0;
        Fill();
        var taken = Math.Min(count, _line.Length);
        _line.CopyTo(0, buffer, index, taken);
        _line = _line[taken..];
        return taken;
    }

    private void Fill()
    {
        if (_line.Length == 0) _line = Ask("", isSecret: false).GetAwaiter().GetResult() + "\n";
    }
}
