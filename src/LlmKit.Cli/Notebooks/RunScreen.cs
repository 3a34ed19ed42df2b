using LlmKit.Notebook.Display;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Running;

namespace LlmKit.Cli.Notebooks;

/// <summary>Shows running notebooks. How far they are goes to standard error: as lines that are rewritten on a terminal,
/// and as lines that stay elsewhere.</summary>
internal abstract class RunScreen(TextWriter error)
{
    protected TextWriter Error => error;

    protected bool IsTerminal { get; } =
        error == Console.Error && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>Columns of the terminal; the last one stays free.</summary>
    protected static int Width => Console.WindowWidth > 20 ? Console.WindowWidth - 1 : 79;

    public abstract void Begin(NotebookFile file);

    public abstract void Observe(NotebookFile file, RunEvent happened);

    public abstract void End(RunResult result);

    /// <summary>Nothing comes any more.</summary>
    public virtual void Close()
    {
    }

    /// <summary>Says what went wrong with a notebook; nothing when nothing did.</summary>
    protected void Explain(RunResult result)
    {
        if (result.Report?.Failure is { } failure)
        {
            var line = failure.Line is { } number ? $", line {number}" : "";
            Error.WriteLine($"llmkit: {result.File.Path}, cell {failure.Cell}{line}: {failure.Message}");
            if (failure.Source is not null && failure.Traceback.All(text => !text.Contains(failure.Source, StringComparison.Ordinal)))
                Error.WriteLine($"    {failure.Source}");
            foreach (var text in failure.Traceback) Error.WriteLine($"    {text}");
            if (result.Report.Output is { } output && result.Problem is null) Error.WriteLine($"The notebook up to there is in {output}.");
        }

        if (result.Problem is { } problem) Error.WriteLine($"llmkit: {problem}");
    }

    protected static string FirstLine(NotebookCell cell)
    {
        var line = cell.Source.Split('\n').FirstOrDefault(text => text.Trim().Length > 0)?.Trim() ?? "";
        return TextWidth.Cut(line, 60);
    }
}
