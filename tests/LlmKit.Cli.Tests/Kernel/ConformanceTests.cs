using System.Diagnostics;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Running.Checking;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests.Kernel;

/// <summary>Jupyter's own clients and tests, from Debian's packages, on the installed kernel.</summary>
public sealed class ConformanceTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Jupyters_tests_of_a_kernel_pass()
    {
        await RequireModule("jupyter_kernel_test", "python3-jupyter-kernel-test");
        using var installed = new InstalledKernel();

        var (code, text) = await installed.Run(Python, Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Cli.Tests/Kernel/conformance.py"));

        Assert.True(code == 0, text);
        // The pager is a leftover of IPython that clients no longer need.
        Assert.Contains("OK (skipped=1)", text);
    }

    [Fact]
    public async Task Nbconvert_executes_a_notebook_with_it()
    {
        await RequireModule("nbconvert", "jupyter-nbconvert");
        using var installed = new InstalledKernel();
        var notebook = Path.Combine(installed.Folder, "small.ipynb");
        await File.WriteAllTextAsync(notebook, """
            {"cells": [
              {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["var x = 6;\n", "Console.WriteLine(\"你好\");"]},
              {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["x * 7"]}],
             "metadata": {"kernelspec": {"display_name": "C# (LlmKit)", "language": "C#", "name": "llmkit-under-test"}},
             "nbformat": 4, "nbformat_minor": 4}
            """, TestContext.Current.CancellationToken);

        var (code, text) = await installed.Run(Python, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", notebook);

        Assert.True(code == 0, text);
        var executed = await File.ReadAllTextAsync(notebook, TestContext.Current.CancellationToken);
        Assert.Contains("你好", executed);
        Assert.Contains("\"42\"", executed);
    }

    /// <summary>Cells run in Jupyter as they do headless.</summary>
    [Theory, MemberData(nameof(ChapterTests.Notebooks), MemberType = typeof(ChapterTests))]
    public async Task Nbclient_shows_of_a_chapter_what_a_headless_run_shows(string notebook)
    {
        await RequireModule("nbclient", "python3-nbclient");
        using var installed = new InstalledKernel();
        using var chapter = new ChapterCopy(notebook);
        var (code, output, error) = await chapter.RunHeadless();
        Assert.True(code == 0, $"{notebook}:\n{error}\n{output}");

        var again = chapter.PutBack();
        var (exit, text) = await installed.Run(Python, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace",
            "--ExecutePreprocessor.timeout=300", $"--ExecutePreprocessor.kernel_name={InstalledKernel.Name}", again);

        Assert.True(exit == 0, text);
        var (headless, jupyter) = (NotebookDocument.Read(chapter.Executed), NotebookDocument.Read(again));
        Assert.Equal([], headless.Cells.Zip(jupyter.Cells)
            .Select(pair => CommittedCell.Of(pair.First, headless.Path).Compare(pair.Second)).OfType<CellDifference>()
            .SelectMany(difference => difference.Lines.Select(line => $"cell {difference.Cell}: {line.Kind} {line.Text}")));
    }

    private static async Task RequireModule(string module, string package)
    {
        Assert.SkipUnless(File.Exists(Python), $"no {Python} on this machine");
        using var probe = Process.Start(new ProcessStartInfo(Python, ["-c", $"import {module}"]) { RedirectStandardError = true })!;
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(probe.ExitCode == 0, $"{Python} has no {module} (Debian's {package})");
    }

    /// <summary>The kernel installed where only this test's programs look.</summary>
    private sealed class InstalledKernel : IDisposable
    {
        public const string Name = "llmkit-under-test";

        public InstalledKernel()
        {
            Folder = Directory.CreateTempSubdirectory("llmkit-jupyter-").FullName;
            var (code, output, error) = CommandRun.Here("kernel", "install", "--prefix", Folder, "--name", Name);
            Assert.True(code == 0, output + error);
        }

        public string Folder { get; }

        public async Task<(int Code, string Text)> Run(string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["JUPYTER_PATH"] = Path.Combine(Folder, "share", "jupyter");
            start.Environment["KERNEL_NAME"] = Name;
            using var process = Process.Start(start)!;
            var stop = TestContext.Current.CancellationToken;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, await output + await error);
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
