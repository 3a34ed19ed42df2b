using System.Diagnostics;
using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Tests.Documents;

/// <summary>Jupyter's own package nbformat accepts what is written here.</summary>
public sealed class NbformatTests
{
    private const string Python = "/usr/bin/python3";

    private const string Validate = """
        import sys, warnings
        try:
            import nbformat
        except ImportError:
            sys.exit(3)
        warnings.simplefilter("error")
        for path in sys.argv[1:]:
            nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
        """;

    [Fact]
    public async Task What_is_written_is_valid_for_Jupyter()
    {
        if (!File.Exists(Python))
            Assert.Skip($"There is no {Python}. On Debian: apt install python3-nbformat.");
        var folder = Directory.CreateTempSubdirectory("llmkit-nbformat-").FullName;
        try
        {
            (string Name, string Text)[] documents =
            [
                ("old.ipynb",
                    Samples.Polyglot
                    .Replace(", \"transient\": {\"display_id\": \"d\"}", "", StringComparison.Ordinal)
                    .Replace(", \"unknown\": true", "", StringComparison.Ordinal)
                    .Replace(",\n \"unknown\": \"kept\"", "", StringComparison.Ordinal)),
                ("without-ids.ipynb", Samples.Notebook($"{Samples.Code("1")}, {Samples.Text("x")}")),
                ("polyglot.dib", Samples.Dib), ("script.csx", Samples.Script), ("empty.csx", ""),
            ];
            var written = new List<string>();
            foreach (var (name, text) in documents)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, name), text);
                written.Add(Path.Combine(folder, $"{name}.out.ipynb"));
                NotebookConversion.Convert(Path.Combine(folder, name), written[^1]);
            }

            using var process = Process.Start(
                new ProcessStartInfo(Python, ["-c", Validate, .. written]) { RedirectStandardError = true })!;
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();

            if (process.ExitCode == 3)
                Assert.Skip("Python has no nbformat. On Debian: apt install python3-nbformat.");
            Assert.True(process.ExitCode == 0, error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
