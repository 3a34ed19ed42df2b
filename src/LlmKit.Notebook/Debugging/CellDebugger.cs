using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Debugging;

/// <summary>Debugs one run of a cell: decides where it stops, and asks the user there.</summary>
internal sealed class CellDebugger : IDisposable
{
    private readonly Lock _turn = new();
    private readonly CellRun _run;
    private readonly HashSet<(string Cell, int Line)> _lines = [];
    private readonly ErrorWatch? _errors;
    private Halt _next;

    public CellDebugger(DebugRequest request, string cell, CellRun run, ExpressionEvaluator expressions)
    {
        (_run, Expressions) = (run, expressions);
        Console = new(run);
        _next = request.StopsAtOnce ? Halt.Anywhere : Halt.Nowhere;
        foreach (var line in request.Lines) Break(cell, line);
        if (request.OnError) _errors = new(run);
    }

    /// <summary>The statements of the cell itself.</summary>
    public DebugFrame Top { get; } = new(null);

    public DebugConsole Console { get; }

    public ExpressionEvaluator Expressions { get; }

    /// <summary>Whether it stops nowhere any more.</summary>
    public bool IsOver { get; private set; }

    public IEnumerable<(string Cell, int Line)> Breakpoints => _lines.Order();

    /// <summary>Stops at a line from now on, or where the next statement below it stands.</summary>
    /// <returns>The line; null when no statement is there.</returns>
    public int? Break(string cell, int line)
    {
        if (DebugSite.NextLine(cell, line) is not { } found)
        {
            Console.WriteLine($"{cell} has no statement at line {line} or below it.");
            return null;
        }

        if (found != line) Console.WriteLine($"Line {line} has no statement; the breakpoint is at line {found}.");
        _lines.Add((cell, found));
        return found;
    }

    public bool Clear(string cell, int line) => _lines.Remove((cell, line));

    /// <summary>Whether the statement that a call is about to run is one to stop before.</summary>
    public bool Stops(DebugFrame frame) => !IsOver && (frame.Site!.IsBreakpoint || IsAtBreakpoint(frame.Site) || _next.Stops(frame));

    /// <summary>Asks the user what to do, until that is to go on.</summary>
    /// <returns>Whether variables of the statement have other values now.</returns>
    public bool Stop(DebugFrame frame)
    {
        Wait();
        try
        {
            if (!Stops(frame)) return false;
            var prompt = new DebugPrompt(this, CallStack.Of(frame), canAssign: true);
            prompt.Show();
            _next = prompt.Ask();
            return prompt.HasAssigned;
        }
        catch (NotSupportedException)
        {
            Console.WriteLine("#!debug: this client takes no input, so the cell runs through.");
            IsOver = true;
            return false;
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>Stops in the middle of a statement.</summary>
    public void StopIn(DebugFrame? frame)
    {
        // Its own statement is a place to stop already.
        if (IsOver || frame?.Site is null or { IsBreakpoint: true }) return;
        _next = Halt.Anywhere;
        if (DebugPoint.Quietly(() => Stop(frame))) Console.WriteLine("(Values assigned in the middle of a statement are not kept.)");
    }

    /// <summary>Lets the user look at where an exception was thrown, before it ends the cell.</summary>
    public void Examine(Exception exception)
    {
        if (IsOver || _run.IsStopping || _errors?.PlaceOf(exception) is not { Count: > 0 } place) return;
        try
        {
            DebugPoint.Quietly(() =>
            {
                var prompt = new DebugPrompt(this, place, canAssign: false);
                Console.WriteLine($"{exception.GetType().Name}: {exception.Message}");
                prompt.Show();
                prompt.Ask();
                return true;
            });
        }
        catch (NotSupportedException)
        {
            Console.WriteLine("(This client takes no input, so there is no prompt.)");
        }
    }

    /// <summary>The cell shall end as if it was interrupted.</summary>
    public void Quit()
    {
        IsOver = true;
        _run.Stop();
        throw new CellStoppedException();
    }

    /// <summary>The cell is over.</summary>
    public void Dispose()
    {
        IsOver = true;
        _errors?.Dispose();
    }

    private bool IsAtBreakpoint(DebugSite site) => site.IsLineStart && _lines.Count > 0 && _lines.Contains((site.Cell, site.Line));

    // Of several threads one asks at a time.
    private void Wait()
    {
        while (!_turn.TryEnter(TimeSpan.FromMilliseconds(50))) StopCheck.Here();
    }
}
