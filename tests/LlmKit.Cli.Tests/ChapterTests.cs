using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LlmKit.Cli.Tests;

/// <summary>Every chapter runs headless from its first cell to its last.</summary>
public sealed class ChapterTests
{
    private static string Root { get; } = FindRoot();

    public static TheoryData<string> Notebooks() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "notebooks"), "*.ipynb", SearchOption.AllDirectories)
            .Where(file => !file.Contains(".ipynb_checkpoints", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal),
    ];

    // The notebooks reference the program's own folder, so they run in the program, as a user runs them.
    [Theory, MemberData(nameof(Notebooks))]
    public async Task A_chapter_runs_to_its_end(string notebook)
    {
        var output = Directory.CreateTempSubdirectory("llmkit-chapter-").FullName;
        try
        {
            var start = new ProcessStartInfo("dotnet",
                [Path.Combine(Root, "artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll"), "notebook", "run", Path.Combine(Root, notebook), "--output", output, "--timeout", "300"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = output,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(process.ExitCode == 0, $"{notebook}:\n{await errors}\n{text}");
            Assert.EndsWith("1 of 1 notebooks ran to their end.\n", text, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(output, Path.GetFileName(notebook))));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static string FindRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(thisFile, "../../.."));
}
