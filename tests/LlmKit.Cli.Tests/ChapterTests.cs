using System.Text.RegularExpressions;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary>
/// Every chapter runs headless from its first cell to its last. Long trainings are cut to a few steps, whose result is
/// not judged; with LLMKIT_SIZE=full in the environment they are run and judged as they are written.
/// </summary>
public sealed partial class ChapterTests : IDisposable
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
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, notebook), TestContext.Current.CancellationToken);
        var isFull = Environment.GetEnvironmentVariable("LLMKIT_SIZE") == "full";
        await File.WriteAllTextAsync(copy, isFull ? text : Short(text), TestContext.Current.CancellationToken);

        var (code, output, error) = await CommandRun.Alone(_folder, "",
            "notebook", "run", notebook, "--output", "executed", "--timeout", "300");

        Assert.True(code == 0, $"{notebook}:\n{error}\n{output}");
        Assert.EndsWith("1 of 1 notebooks ran to their end.\n", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "executed", Path.GetFileName(notebook))));
    }

    [Fact]
    public void Cutting_changes_the_steps_of_a_long_training_and_what_is_asked_of_its_loss()
    {
        const string Chapter = """
            "var steps = 400;\n", "var steps = 3;\n", "var stepsize = 400;\n", "(WarmupSteps: 40, TotalSteps: steps)",
            "Check.That(final < 2.2, \"below\")"
            """;

        Assert.Equal("""
            "var steps = 8;\n", "var steps = 3;\n", "var stepsize = 400;\n", "(WarmupSteps: 8, TotalSteps: steps)",
            "Check.That(final < 1000, \"below\")"
            """, Short(Chapter));
    }

    private static string Short(string notebook)
    {
        var cut = Steps().Replace(notebook, match =>
            $"{match.Groups[1]}{Math.Min(MostSteps, int.Parse(match.Groups[2].ValueSpan, null))}");
        return cut == notebook ? notebook : Judgement().Replace(cut, "${1}1000");
    }

    [GeneratedRegex(@"(\bsteps = |\bWarmupSteps: )(\d+)\b")]
    private static partial Regex Steps();

    [GeneratedRegex(@"(Check\.That\(final < )[\d.]+")]
    private static partial Regex Judgement();
}
