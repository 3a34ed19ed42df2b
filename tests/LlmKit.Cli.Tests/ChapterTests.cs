using LlmKit.Notebook.Documents;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary>
/// Every chapter runs headless from its first cell to its last. A training whose steps are a parameter gets few of them;
/// with LLMKIT_SIZE=full in the environment every chapter runs as it is written.
/// </summary>
public sealed class ChapterTests : IDisposable
{
    private const int MostSteps = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-chapter-").FullName;

    public ChapterTests() => Directory.CreateSymbolicLink(
        Path.Combine(_folder, "artifacts"), Path.Combine(RepositoryRoot.Path, "artifacts"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Notebooks() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "notebooks"), "*.ipynb", SearchOption.AllDirectories)
            .Where(file => !file.Contains(".ipynb_checkpoints", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)).Order(StringComparer.Ordinal),
    ];

    // The notebooks reference the program's own folder, so they run in the program, as a user runs them; the copy sees
    // it through a link.
    [Theory, MemberData(nameof(Notebooks))]
    public async Task A_chapter_runs_to_its_end(string notebook)
    {
        var copy = Path.Combine(_folder, notebook);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(RepositoryRoot.Path, notebook), copy);
        var isFull = Environment.GetEnvironmentVariable("LLMKIT_SIZE") == "full";
        string[] shorter = isFull || !TakesSteps(copy) ? [] : ["--parameters", $"steps={MostSteps}"];

        var (code, output, error) = await CommandRun.Alone(_folder, "",
            ["notebook", "run", notebook, "--output", "executed", "--timeout", "300", .. shorter]);

        Assert.True(code == 0, $"{notebook}:\n{error}\n{output}");
        Assert.EndsWith("1 of 1 notebooks ran to their end.\n", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "executed", Path.GetFileName(notebook))));
    }

    private static bool TakesSteps(string path) => NotebookDocument.Read(path).Cells
        .Any(cell => cell.Tags.Contains("parameters") && cell.Source.Contains("steps = ", StringComparison.Ordinal));
}
