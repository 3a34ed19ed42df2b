using System.Diagnostics;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;

namespace LlmKit.Notebook.Running;

/// <summary>How a notebook's run went.</summary>
/// <param name="Path">The notebook.</param>
/// <param name="Output">The executed notebook, written also when a cell failed.</param>
/// <param name="Cells">Code cells that ran to their end.</param>
/// <param name="Failure">What stopped it; null when every cell ran.</param>
public sealed record NotebookReport(string Path, string Output, int Cells, TimeSpan Time, CellFailure? Failure);

/// <summary>Why and where a notebook stopped.</summary>
/// <param name="Cell">Number of the cell, text cells included.</param>
/// <param name="Line">Line in the cell; null when unknown.</param>
/// <param name="Source">That line's text.</param>
public sealed record CellFailure(int Cell, int? Line, string? Source, string Message, IReadOnlyList<string> Traceback);

/// <summary>Executes notebooks without Jupyter: fresh state for each, cell by cell, up to the first that fails.</summary>
/// <param name="timeout">The longest a cell may take; null for no limit.</param>
/// <param name="observer">Is told what happens; may be called from several threads, one at a time.</param>
/// <param name="parameters">Other values for the variables of the cell tagged <c>parameters</c>.</param>
public sealed class NotebookRunner(
    TimeSpan? timeout = null, Action<RunEvent>? observer = null, IReadOnlyDictionary<string, string>? parameters = null)
{
    /// <summary>Runs a notebook and writes it, outputs included, to <paramref name="output"/>.</summary>
    /// <remarks>The working folder is the notebook's while it runs, as in Jupyter. One notebook at a time in a process.</remarks>
    /// <exception cref="NotebookFormatException">The file is no notebook, or one of another
    /// language.</exception>
    public async Task<NotebookReport> RunAsync(string path, string output, CancellationToken cancel = default)
    {
        var notebook = NotebookDocument.Read(path);
        RefuseOtherLanguages(notebook);
        if (parameters is { Count: > 0 }) notebook = notebook.WithParameters(parameters);
        notebook.AddMissingIds();
        var before = Environment.CurrentDirectory;
        output = System.IO.Path.GetFullPath(output);
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        var clock = Stopwatch.StartNew();
        foreach (var cell in notebook.Cells.Where(cell => cell.IsCode)) cell.Clear();
        try
        {
            Environment.CurrentDirectory = folder;
            using var engine = new CellEngine(folder);
            var (cells, failure) = await RunCells(notebook, new CellSession(engine), cancel);
            return new(path, output, cells, clock.Elapsed, failure);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            notebook.Save(output);
        }
    }

    private static void RefuseOtherLanguages(NotebookDocument notebook)
    {
        // A notebook of .NET Interactive may name another language and still hold cells of C#.
        var languages = notebook.Cells.Where(cell => cell.IsCode).Select(cell => cell.Language).ToHashSet();
        if (notebook.Language == CellLanguages.CSharp || languages.Contains(CellLanguages.CSharp)) return;
        if (languages.Count == 0) return;

        var kernel = notebook.KernelTitle is { } title ? $"the kernel \"{title}\"" : "another kernel";
        throw new NotebookFormatException(
            $"{notebook.Path} is for {kernel} and in {CellLanguages.TitleOf(notebook.Language)}; C# notebooks "
            + "are run here. Run it with: jupyter nbconvert --to notebook --execute. Converting it to .md or "
            + ".html is fine.");
    }

    private async Task<(int Cells, CellFailure? Failure)> RunCells(NotebookDocument notebook, CellSession session, CancellationToken cancel)
    {
        var code = notebook.Cells.Where(cell => cell.IsCode).ToList();
        var ran = 0;
        for (var i = 0; i < code.Count; i++)
        {
            var cell = code[i];
            observer?.Invoke(new RunEvent.CellStarted(cell, i + 1, code.Count));
            var clock = Stopwatch.StartNew();
            cell.SetExecutionCount(i + 1);
            var failure = await RunCell(cell, $"Cell[{i + 1}]", session, cancel);
            observer?.Invoke(new RunEvent.CellEnded(cell, clock.Elapsed));
            if (failure is not null) return (ran, failure);
            ran++;
        }

        return (ran, null);
    }

    private async Task<CellFailure?> RunCell(NotebookCell cell, string name, CellSession session, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(cell.Code)) return null;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (timeout is { } longest) limit.CancelAfter(longest);

        CellOutcome outcome;
        using (var recorder = new OutputRecorder(cell, observer))
        {
            outcome = await session.RunAsync(cell.Code, name, cell.Language, limit.Token);
            recorder.Finish(outcome);
        }

        return outcome switch
        {
            CellOutcome.Failed { Error: var error } => new(cell.Number, error.Line, LineOf(cell.Code, error.Line), $"{error.Name}: {error.Message}", error.Traceback),
            CellOutcome.Stopped when cancel.IsCancellationRequested => new(cell.Number, null, null, "The run was interrupted.", []),
            CellOutcome.Stopped stopped => new(cell.Number, null, null,
                $"The cell ran longer than {timeout!.Value.TotalSeconds:G4} s" + (stopped.LeftBehind ? " and did not stop when asked." : ". Give it more with --timeout."), []),
            _ => null,
        };
    }

    private static string? LineOf(string source, int? line)
    {
        var lines = source.Split('\n');
        return line is { } number && number <= lines.Length ? lines[number - 1].TrimEnd() : null;
    }
}
