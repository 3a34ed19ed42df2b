using System.Diagnostics;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Running.Checking;
using LlmKit.Notebook.Running.Workers;

namespace LlmKit.Notebook.Running;

/// <summary>
/// Executes notebooks without Jupyter, one after the other: fresh state for each, cell by cell, up to the first that
/// fails. A cell tagged <c>raises-exception</c> may fail.
/// </summary>
/// <param name="program">The process that cells run in, so that one which ends its process costs no outputs; null
/// runs them in this one.</param>
public sealed class NotebookRunner(RunOptions? options = null, WorkerProgram? program = null) : IDisposable
{
    private const string MayFail = "raises-exception";

    private readonly RunOptions _options = options ?? new();
    private CellWorker? _worker;

    /// <summary>Runs a notebook and writes it, outputs included, to <paramref name="output"/>.</summary>
    /// <param name="path">The notebook: .ipynb, .dib or .csx.</param>
    /// <param name="output">The executed notebook (.ipynb), which appears whole or not at all.</param>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<NotebookReport> RunAsync(string path, string output, Action<RunEvent>? observer = null, CancellationToken cancel = default)
    {
        var (report, notebook) = await ExecuteAsync(path, observer, cancel).ConfigureAwait(false);
        notebook.Save(output);
        return report with { Output = System.IO.Path.GetFullPath(output) };
    }

    /// <summary>Runs a notebook, and hands it over as it is afterwards. No file is written.</summary>
    /// <param name="path">The notebook: .ipynb, .dib or .csx.</param>
    /// <param name="observer">Is told what happens; may be called from several threads, one at a time.</param>
    /// <param name="cancel">Stops the running cell. What was shown is in the notebook nevertheless.</param>
    /// <remarks>The working folder is the notebook's while it runs, as in Jupyter.</remarks>
    /// <exception cref="NotebookFormatException">The file is no notebook, or one of another language, or takes no such
    /// parameters.</exception>
    public Task<(NotebookReport Report, NotebookDocument Notebook)> ExecuteAsync(
        string path, Action<RunEvent>? observer = null, CancellationToken cancel = default) =>
        Task.Run(() => Execute(RunnableNotebook.Read(path, _options.Parameters), observer, cancel), CancellationToken.None);

    public void Dispose() => _worker?.Dispose();

    private (NotebookReport Report, NotebookDocument Notebook) Execute(
        NotebookDocument notebook, Action<RunEvent>? observer, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var code = notebook.Cells.Where(cell => cell.IsCode).ToList();
        var committed = _options.Check ? code.Select(cell => CommittedCell.Of(cell, notebook.Path)).ToList() : null;
        foreach (var cell in code) cell.Clear();

        var recorder = new OutputRecorder();
        var each = new List<CellReport>();
        CellFailure? failure = null;
        try
        {
            Open(notebook);
            for (var i = 0; i < code.Count && failure is null; i++)
            {
                observer?.Invoke(new RunEvent.CellStarted(code[i], i + 1, code.Count));
                code[i].SetExecutionCount(i + 1);
                recorder.Begin(code[i]);
                (failure, var figures) = RunCell(code[i], $"Cell[{i + 1}]", recorder, observer, cancel);
                each.Add(new(code[i].Number, FirstLine(code[i].Source), figures));
                observer?.Invoke(new RunEvent.CellEnded(code[i], figures));
            }
        }
        finally
        {
            recorder.Finish();
        }

        var cells = failure is null ? each.Count : each.Count - 1;
        var differences = committed?.Take(cells).SelectMany(cell => cell.Compare() is { } difference ? [difference] : Array.Empty<CellDifference>());
        return (new(notebook.Path, null, cells, clock.Elapsed, failure) { Each = each, Differences = differences?.ToList()  }, notebook);
    }

    private void Open(NotebookDocument notebook)
    {
        if (_worker?.IsUsable != true)
        {
            _worker?.Dispose();
            _worker = program is null ? new() : new(program, _options.HasInput);
        }

        var isScript = notebook.Path.EndsWith(".csx", StringComparison.OrdinalIgnoreCase);
        _worker.Open(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(notebook.Path))!, isScript);
    }

    private (CellFailure? Failure, CellFigures Figures) RunCell(
        NotebookCell cell, string name, OutputRecorder recorder, Action<RunEvent>? observer, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(cell.Code)) return (null, default);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (_options.Timeout is { } longest) limit.CancelAfter(longest);
        var end = _worker!.Run(cell.Code, name, cell.Language, Show, limit.Token);
        if (ErrorOf(end) is { } error) Show(error);
        return (FailureOf(end, cell, cancel.IsCancellationRequested), end.Figures);

        void Show(CellOutput output)
        {
            recorder.Add(output);
            observer?.Invoke(new RunEvent.OutputShown(output));
        }
    }

    private static CellOutput.Error? ErrorOf(CellEnd end) => end switch
    {
        CellEnd.Failed failed => failed.Error,
        CellEnd.Stopped => new("CellStopped", "The cell was stopped.", ["The cell was stopped."], null),
        CellEnd.Died { Death: var death } => new("ProcessEnded", death.Reason, [death.Reason, .. death.LastWords], death.Line),
        _ => null,
    };

    private CellFailure? FailureOf(CellEnd end, NotebookCell cell, bool isInterrupted) => end switch
    {
        CellEnd.Failed when cell.Tags.Contains(MayFail) => null,
        CellEnd.Failed { Error: var error } =>
            new(cell.Number, error.Line, LineOf(cell.Code, error.Line), $"{error.Name}: {error.Message}", error.Traceback),
        CellEnd.Died when isInterrupted => Interrupted(cell),
        CellEnd.Died { Death: var death } => new(
            cell.Number, death.Line, LineOf(cell.Code, death.Line) ?? FirstLine(cell.Code), death.Reason, death.LastWords),
        CellEnd.Stopped when isInterrupted => Interrupted(cell),
        CellEnd.Stopped stopped => new(cell.Number, null, null,
            $"The cell ran longer than {_options.Timeout!.Value.TotalSeconds:G4} s" + (stopped.IsLeftBehind ? " and did not stop when asked." : ". Give it more with --timeout."), []),
        _ => null,
    };

    private static CellFailure Interrupted(NotebookCell cell) => new(cell.Number, null, null, "The run was interrupted.", []) { IsInterrupt = true };

    private static string FirstLine(string source) => source.Split('\n').FirstOrDefault(text => text.Trim().Length > 0)?.Trim() ?? "";

    private static string? LineOf(string source, int? line)
    {
        var lines = source.Split('\n');
        return line is { } number && number <= lines.Length ? lines[number - 1].TrimEnd() : null;
    }
}
