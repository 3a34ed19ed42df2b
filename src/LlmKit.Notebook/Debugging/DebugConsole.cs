using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Debugging;

/// <summary>What the debugger says, and what it is told, through the client.</summary>
internal sealed class DebugConsole(CellRun run)
{
    private const string Prompt = "(debug) ";
    private string _last = "";

    public void WriteLine(string text)
    {
        System.Console.Out.Flush();
        if (Kernel.Outputs is { } outputs) outputs(new CellOutput.Stream("stdout", text + "\n"));
        else System.Console.WriteLine(text);
    }

    /// <summary>The next command; the last one again for an empty line.</summary>
    /// <exception cref="NotSupportedException">Nobody can be asked.</exception>
    /// <exception cref="CellStoppedException">The cell was interrupted.</exception>
    public string Ask()
    {
        if (Kernel.Asked is not { } asked) throw new NotSupportedException();
        try
        {
            var line = asked(Prompt, false).WaitAsync(run.Token).GetAwaiter().GetResult().Trim();
            StopCheck.Here();
            return _last = line.Length == 0 ? _last : line;
        }
        catch (Exception e) when (run.IsStopping && e is (OperationCanceledException or ThreadInterruptedException))
        {
            throw new CellStoppedException();
        }
    }
}
