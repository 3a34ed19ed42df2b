using LlmKit.Notebook.Documents;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary>
/// A chapter in a folder of its own. Chapters reference the program's folder, so they run in the program, as a user runs
/// them; the copy sees it through a link, and the samples likewise.
/// </summary>
internal sealed class ChapterCopy : IDisposable
{
    private const int MostSteps = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-chapter-").FullName;
    private readonly string _notebook;

    public ChapterCopy(string notebook)
    {
        _notebook = notebook;
        foreach (var link in (string[])["artifacts", "data"])
            Directory.CreateSymbolicLink(Path.Combine(_folder, link), Path.Combine(RepositoryRoot.Path, link));
        var copy = Path.Combine(_folder, notebook);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(RepositoryRoot.Path, notebook), copy);
    }

    /// <summary>Where a run writes the notebook.</summary>
    public string Executed => Path.Combine(_folder, "executed", Path.GetFileName(_notebook));

    /// <summary>Runs it, with few steps of training unless LLMKIT_SIZE is <c>full</c>.</summary>
    public Task<(int Code, string Output, string Error)> RunHeadless()
    {
        var isFull = Environment.GetEnvironmentVariable("LLMKIT_SIZE") == "full";
        string[] shorter = isFull || !TakesSteps(Path.Combine(_folder, _notebook)) ? [] : ["--parameters", $"steps={MostSteps}"];
        return CommandRun.Alone(_folder, "", ["notebook", "run", _notebook, "--output", "executed", "--timeout", "300", .. shorter]);
    }

    /// <summary>Copies the executed notebook to where the chapter is, as its paths start there.</summary>
    public string PutBack()
    {
        var again = Path.Combine(_folder, Path.GetDirectoryName(_notebook)!, "again.ipynb");
        File.Copy(Executed, again);
        return again;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool TakesSteps(string path) => NotebookDocument.Read(path).Cells
        .Any(cell => cell.Tags.Contains("parameters") && cell.Source.Contains("steps = ", StringComparison.Ordinal));
}
