using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary>
/// Every chapter runs headless from its first cell to its last. A training whose steps are a parameter gets few of them;
/// with LLMKIT_SIZE=full in the environment every chapter runs as it is written.
/// </summary>
public sealed class ChapterTests
{
    public static TheoryData<string> Notebooks() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "notebooks"), "*.ipynb", SearchOption.AllDirectories)
            .Where(file => !file.Contains(".ipynb_checkpoints", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Notebooks))]
    public async Task A_chapter_runs_to_its_end(string notebook)
    {
        using var chapter = new ChapterCopy(notebook);

        var (code, output, error) = await chapter.RunHeadless();

        Assert.True(code == 0, $"{notebook}:\n{error}\n{output}");
        Assert.EndsWith("1 of 1 notebooks ran to their end.\n", output, StringComparison.Ordinal);
        Assert.True(File.Exists(chapter.Executed));
    }
}
