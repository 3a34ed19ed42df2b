using LlmKit.Notebook.Debugging;
using LlmKit.Notebook.Packages;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Compiles and runs C# cells one after the other; each sees what the ones before it declared. A cell is a Roslyn
/// script submission, chained to the earlier ones.
/// </summary>
/// <remarks>Only cells that declare something become part of the chain, which is kept to its end.</remarks>
public sealed class CellEngine : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan s_nudge = TimeSpan.FromMilliseconds(40);

    private readonly CellLoadContext _assemblies = new();

    // Roslyn is loaded by whoever needs it first, after a kernel has begun to listen.
    private readonly Lazy<CellCompiler> _compiler;
    private readonly SessionPackages _packages;
    private CellThread _thread = new();
    private object?[] _instances = new object?[8];
    private int _isDisposed;

    /// <param name="folder">Where relative paths of <c>#r</c> and <c>#load</c> start.</param>
    /// <param name="usings">Namespaces and static types that cells see besides the usual ones.</param>
    public CellEngine(string folder, IEnumerable<string>? usings = null)
    {
        StrayErrors.Install();
        InterruptibleInput.Install();
        Folder = folder = Path.GetFullPath(folder);
        var packages = new PackageAssemblies(_assemblies);
        var sources = new LoadedSources(folder);
        _packages = new(folder, sources, packages);
        _compiler = new(() => new(folder, usings ?? [], _assemblies, packages, sources));
    }

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; }

    /// <summary>Gets what the compiler warns of in a cell that is about to run, line by line.</summary>
    public Action<IReadOnlyList<string>>? Warned { get; set; }

    /// <summary>Makes the forms of a cell's value. It runs as a part of the cell, on the same thread: a value that needs
    /// for ever can be stopped like the cell itself.</summary>
    public Func<object, MimeBundle>? Formats { get; set; }

    /// <summary>Runs one cell and waits for its end.</summary>
    /// <param name="name">Names the cell in errors, such as <c>Cell[3]</c> or a file.</param>
    /// <param name="cancel">Stops the cell: at the next loop or call, or out of a wait; after 1.5 s its thread is left behind.</param>
    public Task<CellOutcome> RunAsync(string code, string name, CancellationToken cancel = default) => RunAsync(code, name, null, cancel);

    /// <param name="debug">What the debugger shall do; null runs the cell without it.</param>
    internal async Task<CellOutcome> RunAsync(string code, string name, DebugRequest? debug, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(code);
        code = code.ReplaceLineEndings("\n");
        try
        {
            code = await _packages.TakeAsync(code, name, cancel).ConfigureAwait(false);
        }
        catch (PackageException e)
        {
            return new CellOutcome.Failed(e.ToError(name));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new CellOutcome.Stopped(LeftBehind: false);
        }

        if (Compile(code, name, debug is not null, cancel, out var found) is not { } cell)
            return cancel.IsCancellationRequested ? new CellOutcome.Stopped(LeftBehind: false) : new CellOutcome.Failed(CellErrors.OfCompiler(found, name));

        if (CellErrors.WarningsIn(found) is { Count: > 0 } warnings) Warned?.Invoke(warnings);
        if (cancel.IsCancellationRequested) return new CellOutcome.Stopped(LeftBehind: false);
        var run = new CellRun();
        Kernel.Stopping = run.Token;
        if (debug is not null)
        {
            run.Debugger = DebuggerFor(debug, cell, name, run);
            if (cell.RefusedPoint is { } refused) run.Debugger.Console.WriteLine($"#!debug: there is code in this cell that the debugger cannot stop in, for the compiler refuses its points (line {refused.Line + 1}: {refused.Message}).");
        }

        var task = _thread.Start(() => run.Debugger is { } debugger ? Debug(cell.Script, debugger) : Run(cell.Script), run);
        _ = task.ContinueWith(_ => run.End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await Waiting(task, run, cancel).ConfigureAwait(false);
        }
        catch (LeftBehindException)
        {
            return new CellOutcome.Stopped(LeftBehind: true);
        }
        catch (Exception) when (run.IsStopping || cancel.IsCancellationRequested)
        {
            return new CellOutcome.Stopped(LeftBehind: false);
        }
        catch (Exception e)
        {
            return new CellOutcome.Failed(CellErrors.OfException(e, name, run.Lines));
        }
        finally
        {
            // What the cell declared before it failed or was stopped stays, as in any notebook.
            Accept(cell);
        }
    }

    /// <summary>Forgets what cells declared, and disposes what their <c>using var</c> held. Packages stay.</summary>
    public void Reset()
    {
        Invoke(KeptVariables.ReleaseAll);
        Compiler.Reset();
        Array.Clear(_instances);
    }

    /// <summary>The variables that the next cell sees, by their names.</summary>
    public IReadOnlyList<CellVariable> Variables() => CellVariables.Of(Compiler.Snapshot.Previous, _instances);

    /// <summary>Runs something on the cells' thread, between cells, and waits for its end.</summary>
    internal void Invoke(Action action) => _thread.Start(() =>
    {
        action();
        return Task.FromResult(true);
    }, new CellRun()).GetAwaiter().GetResult();

    /// <summary>What the next cell would see. Callable from any thread, also while a cell runs.</summary>
    internal CellSnapshot Snapshot() => Compiler.Snapshot;

    private CellCompiler Compiler => _compiler.Value;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        Invoke(KeptVariables.ReleaseAll);
        _thread.Dispose();
        Kernel.DisposeKept();
    }

    private async Task<CellOutcome.Finished> Waiting(Task<CellOutcome.Finished> task, CellRun run, CancellationToken cancel)
    {
        if (!cancel.CanBeCanceled) return await task.ConfigureAwait(false);

        await using var registration = cancel.Register(run.Stop).ConfigureAwait(false);
        await Task.WhenAny(task, Task.Delay(Timeout.Infinite, cancel)).ConfigureAwait(false);

        // Checks and cancelled waits come first: they let everything be cleaned up. Only then waits are broken off.
        for (var waited = TimeSpan.Zero; !task.IsCompleted; waited += s_nudge)
        {
            if (waited > s_patience) throw LeaveBehind();
            if (waited > TimeSpan.Zero) _thread.Interrupt(run);
            await Task.WhenAny(task, Task.Delay(s_nudge, CancellationToken.None)).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }

    private LeftBehindException LeaveBehind()
    {
        _thread.Dispose();
        _thread = new CellThread();
        return new();
    }

    private CompiledCell? Compile(string code, string name, bool isDebugged, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found)
    {
        try
        {
            IReadOnlyList<CellDiagnostic> seen = [];
            var cell = CompilerStack.Run(() => Compiler.Compile(code, name, cancel, out seen, isDebugged), s_patience, cancel);
            found = seen;
            return cell;
        }
        catch (OperationCanceledException)
        {
            found = [];
            return null;
        }
    }

    private async Task<CellOutcome.Finished> Run(CompiledScript script)
    {
        var value = await script.Entry(_instances);
        var shown = script.HasValue && value is not null ? Formats?.Invoke(value) : null;
        return new(value, script.HasValue) { Shown = shown };
    }

    private CellDebugger DebuggerFor(DebugRequest debug, CompiledCell cell, string name, CellRun run) =>
        new(debug, name, run, new(code => CompilerStack.Run(() => (Compiler.CompileInside(cell, code, run.Token, out var found), found), s_patience, run.Token), () => _instances));

    private async Task<CellOutcome.Finished> Debug(CompiledScript script, CellDebugger debugger)
    {
        DebugPoint.Turn(isOn: true);
        try
        {
            return await Run(script);
        }
        catch (Exception e)
        {
            debugger.Examine(e);
            throw;
        }
        finally
        {
            debugger.Dispose();
            DebugPoint.Turn(isOn: false);
        }
    }

    private void Accept(CompiledCell cell)
    {
        Compiler.Accept(cell);
        if (Compiler.Length + 2 > _instances.Length) Array.Resize(ref _instances, 2 * _instances.Length);
    }

    private sealed class LeftBehindException : Exception;
}
