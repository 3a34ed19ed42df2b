using System.Collections.Concurrent;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Running;
using LlmKit.Notebook.Running.Pages;

namespace LlmKit.Cli.Notebooks;

/// <summary>Runs many notebooks, one after the other or several at once. One that fails does not hold back the others.</summary>
internal sealed class NotebookRuns(IReadOnlyList<NotebookFile> files, RunOptions options, RunScreen screen)
{
    private readonly ConcurrentDictionary<NotebookFile, string> _titles = [];

    /// <summary>Remembers good runs.</summary>
    public required RunRecords Records { get; init; }

    /// <summary>Whether notebooks that ran well and are unchanged are left out.</summary>
    public bool IsResumed { get; init; }

    /// <summary>Writes pages; null for none.</summary>
    public RunPages? Pages { get; init; }

    /// <param name="jobs">How many at once.</param>
    /// <returns>A result for each, in their order.</returns>
    public async Task<IReadOnlyList<RunResult>> RunAsync(int jobs, CancellationToken cancel)
    {
        var results = new RunResult?[files.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(jobs, files.Count)).Select(_ => Task.Run(async () =>
        {
            using var runner = new NotebookRunner(options, OwnProgram.Worker);
            while (!cancel.IsCancellationRequested && Interlocked.Increment(ref next) is var i && i < files.Count)
                results[i] = await RunOneAsync(files[i], runner, cancel);
        }, CancellationToken.None)));
        screen.Close();
        return [.. files.Select((file, i) => results[i] ?? new(file, null, null))];
    }

    /// <summary>Writes the index of the pages.</summary>
    /// <returns>Its path; null where there are no pages.</returns>
    public string? WriteIndex(IReadOnlyList<RunResult> results) => Pages?.WriteIndex([.. results.Select(result => new PageEntry(
        _titles.GetValueOrDefault(result.File, Path.GetFileNameWithoutExtension(result.File.Path)), result.File.Path, result.Report?.Cells,
        result.Report?.Time, result.Report?.Peak ?? 0, result.Status, result.InWords, _titles.ContainsKey(result.File)))]);

    private async Task<RunResult> RunOneAsync(NotebookFile file, NotebookRunner runner, CancellationToken cancel)
    {
        if (IsResumed && Records.Find(file.Path, file.Output, options) is { } kept)
        {
            WritePage(file, NotebookDocument.Read(file.Output ?? file.Path));
            return new(file, kept, null, IsKept: true);
        }

        screen.Begin(file);
        var result = await ExecuteAsync(file, runner, cancel);
        if (result.Report is { } report && result.Problem is null) Records.Keep(report, options);
        screen.End(result);
        return result;
    }

    private async Task<RunResult> ExecuteAsync(NotebookFile file, NotebookRunner runner, CancellationToken cancel)
    {
        NotebookReport? report = null;
        try
        {
            (report, var notebook) = await runner.ExecuteAsync(file.Path, happened => screen.Observe(file, happened), cancel);
            if (file.Output is { } output) notebook.Save(output);
            report = report with { Output = file.Output is null ? null : Path.GetFullPath(file.Output) };
            WritePage(file, notebook);
            return new(file, report, null);
        }
        catch (NotebookFormatException e)
        {
            return new(file, report, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(file, report, report is null ? $"{file.Path} cannot be run: {e.Message}" : $"{file.Path} ran, but could not be written: {e.Message}");
        }
    }

    private void WritePage(NotebookFile file, NotebookDocument notebook)
    {
        if (Pages is not null) _titles[file] = Pages.Write(notebook, file.Path, NotebookConversion.FindPlotly(file.Path));
    }
}
