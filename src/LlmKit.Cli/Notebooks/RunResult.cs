using LlmKit.Notebook.Running;
using LlmKit.Notebook.Running.Pages;

namespace LlmKit.Cli.Notebooks;

/// <summary>What became of one notebook of a run.</summary>
/// <param name="Report">Null when it did not run.</param>
/// <param name="Problem">Why it did not, or why its outputs could not be written; null when the report says all.</param>
/// <param name="IsKept">Whether the report is of an earlier run, which is still good.</param>
internal sealed record RunResult(NotebookFile File, NotebookReport? Report, string? Problem, bool IsKept = false)
{
    public RunStatus Status => this switch
    {
        { Problem: not null } or { Report.Failure: not null } => RunStatus.Failed,
        { Report: null } => RunStatus.Missing,
        { Report.IsGood: false } => RunStatus.Different,
        _ => RunStatus.Good,
    };

    /// <summary>In a few words, for a table.</summary>
    public string InWords => this switch
    {
        { Problem: not null, Report: null } => "cannot be run",
        { Problem: not null } => "cannot be written",
        { Report: null } => "not run",
        { IsKept: true } => "ok, unchanged",
        { Report.Failure: { IsInterrupt: true } failure } => $"interrupted in cell {failure.Cell}",
        { Report.Failure: { } failure } => $"failed in cell {failure.Cell}",
        { Report.Differences: { Count: 1 } one } => $"differs in cell {one[0].Cell}",
        { Report.Differences: { Count: > 1 } many } => $"differs in {many.Count} cells",
        { Report.Differences: not null } => "ok, as before",
        _ => "ok",
    };
}
