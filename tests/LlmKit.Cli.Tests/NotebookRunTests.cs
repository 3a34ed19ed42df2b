using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit notebook run</c>: what is said when all goes well, and when it does not.</summary>
public sealed class NotebookRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Cells_print_to_standard_output_and_progress_goes_to_the_error_stream()
    {
        WriteNotebook("good.ipynb", "var x = 20;", "Console.WriteLine($\"x is {x}\");\nx + 22");

        var (code, output, error) = await Run("good.ipynb");

        Assert.Equal(0, code);
        Assert.StartsWith("x is 20\n42\n", output);
        Assert.EndsWith("\n1 of 1 notebooks ran to their end.\n", output);
        Assert.Matches(@"^good\.ipynb\n  cell   1 +\d+\.\d\d s  var x = 20;\n  cell   2 +\d+\.\d\d s  Console\.WriteLine.*\n$", error);
        Assert.Equal("42", Cells("out/good.ipynb")[1]!["outputs"]![1]!["data"]!["text/plain"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task The_first_failing_cell_is_named_with_its_line_and_ends_its_notebook_but_no_other()
    {
        WriteNotebook("a.ipynb", "1", "var list = new List<int>();\n\nvar first = list[3];", "Console.WriteLine(\"never\")");
        WriteNotebook("b.ipynb", "#!lsmagic\nlist", "Console.WriteLine(\"never\")");
        WriteNotebook("c.ipynb", "Environment.CurrentDirectory");

        var (code, output, error) = await Run("a.ipynb", "b.ipynb", "c.ipynb", "--quiet", "--output", "results");

        Assert.Equal(1, code);
        Assert.StartsWith("llmkit: a.ipynb, cell 2, line 3: ArgumentOutOfRangeException: Index was out of range.", error);
        Assert.Contains("   at Cell[2]:line 3\n", error);
        Assert.Contains("The notebook up to there is in " + Path.Combine(_folder, "results/a.ipynb") + ".\n", error);
        Assert.Contains("llmkit: b.ipynb, cell 1, line 2: CompilationError: CS0103: ", error);
        Assert.DoesNotContain("never", output);
        Assert.Matches(@"\na\.ipynb +1 .* failed in cell 2\nb\.ipynb +0 .* failed in cell 1\nc\.ipynb +1 .* ok\n1 of 3 notebooks ran to their end\.\n$", output);
        Assert.Equal("error", Cells("results/a.ipynb")[1]!["outputs"]![0]!["output_type"]!.GetValue<string>());
        Assert.Equal("execute_result", Cells("results/c.ipynb")[0]!["outputs"]![0]!["output_type"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_does_not_compile_is_shown_with_a_caret()
    {
        WriteNotebook("wrong.ipynb", "int x = 1;\n  x.Lenght");

        var (code, _, error) = await Run("wrong.ipynb", "--quiet");

        Assert.Equal(1, code);
        Assert.StartsWith("llmkit: wrong.ipynb, cell 1, line 2: CompilationError: CS1061: ", error);
        Assert.Contains("\n          x.Lenght\n            ^^^^^^\n", error);
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_is_stopped()
    {
        WriteNotebook("slow.ipynb", "var i = 0L;\nwhile (true) i++;");

        var (code, _, error) = await Run("slow.ipynb", "--timeout", "0.5", "--quiet");

        Assert.Equal(1, code);
        Assert.StartsWith("llmkit: slow.ipynb, cell 1: The cell ran longer than 0.5 s. Give it more with --timeout.\n", error);
    }

    [Theory]
    [InlineData("{\"cells\": [\n  {\"cell_type\": ", "is not JSON: line 2, column 17. A notebook is a JSON file; was it cut off?")]
    [InlineData("", "is not JSON: line 1, column 1. A notebook is a JSON file; was it cut off?")]
    [InlineData("[1, 2]", "is JSON, but no notebook: it has no list of cells.")]
    [InlineData("{\"cells\": [], \"nbformat\": 3}", "has nbformat 3. Format 4 can be read; convert it with: jupyter nbconvert --to notebook.")]
    [InlineData("{\"cells\": [], \"worksheets\": 0}", "has nbformat missing. Format 4 can be read; convert it with: jupyter nbconvert --to notebook.")]
    [InlineData("{\"cells\": [null], \"nbformat\": 4}", ", cell 1 is null. A cell is an object with cell_type and source.")]
    [InlineData("{\"cells\": [{}], \"nbformat\": 4}", ", cell 1 has no cell_type. It must be \"code\", \"markdown\" or \"raw\".")]
    [InlineData("{\"cells\": [{\"cell_type\": 7}], \"nbformat\": 4}", ", cell 1 has cell_type 7. It must be \"code\", \"markdown\" or \"raw\".")]
    public void A_file_that_is_no_notebook_is_named_with_the_reason(string text, string reason)
    {
        var path = Path.Combine(_folder, "odd.ipynb");
        File.WriteAllText(path, text);

        var (code, output, error) = Here(path);

        Assert.Equal(CommandLine.Failed, code);
        Assert.Empty(output);
        Assert.Matches($"^llmkit: {System.Text.RegularExpressions.Regex.Escape(path)} ?{System.Text.RegularExpressions.Regex.Escape(reason)}\n$", error);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_a_usage_error()
    {
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "1");
        File.WriteAllText(Path.Combine(_folder, "tool.csx"), "1");

        var missing = Here("no/such.ipynb");
        var text = Here(Path.Combine(_folder, "notes.txt"));
        var empty = Here(_folder);
        var script = Here(Path.Combine(_folder, "tool.csx"), "--check");

        Assert.All([missing, text, empty, script], run => Assert.Equal(CommandLine.Usage, run.Code));
        Assert.StartsWith("llmkit: there is no file or folder no/such.ipynb. Give the path of a notebook", missing.Error);
        Assert.EndsWith("notes.txt has the extension .txt, which is no notebook's. Notebooks end in .ipynb, .dib, .csx.\n", text.Error);
        Assert.Equal($"llmkit: there is no notebook (*.ipynb, *.dib) in the folder {_folder}.\n", empty.Error);
        Assert.Contains("tool.csx cannot hold outputs: only .ipynb files can. Run it with --output, or turn it into one with: llmkit notebook convert ", script.Error);
    }

    [Theory, InlineData("0"), InlineData("-1"), InlineData("NaN"), InlineData("1e300"), InlineData("soon")]
    public void A_timeout_that_is_no_time_is_a_usage_error(string seconds)
    {
        var (code, _, error) = Here("x.ipynb", "--timeout", seconds);

        Assert.Equal(CommandLine.Usage, code);
        Assert.StartsWith($"llmkit: --timeout {seconds} is no time. Give seconds above 0 and at most 4000000, or leave it out", error);
    }

    [Fact]
    public void Two_notebooks_are_never_written_to_one_place()
    {
        WriteNotebook("a/x.ipynb", "1");
        WriteNotebook("b/x.ipynb", "2");
        var (a, b, place) = (Path.Combine(_folder, "a/x.ipynb"), Path.Combine(_folder, "b/x.ipynb"), Path.Combine(_folder, "both"));

        var both = Here(a, b, "--output", place);
        var itself = Here(a, "--output", Path.Combine(_folder, "a"));
        var either = Here(a, "--in-place", "--output", place);

        Assert.All([both, itself, either], run => Assert.Equal(CommandLine.Usage, run.Code));
        Assert.StartsWith($"llmkit: {a} and {b} would both be written to {place}/x.ipynb.", both.Error);
        Assert.Equal($"llmkit: {a} would be written over itself. If that is meant, say --in-place.\n", itself.Error);
        Assert.StartsWith("llmkit: --in-place and --output name two places for one notebook.", either.Error);
        Assert.False(Directory.Exists(place));
    }

    [Theory, InlineData("x.ipynb"), InlineData("new.ipynb")]
    public void An_output_that_cannot_be_a_folder_is_found_out_before_anything_runs(string output)
    {
        WriteNotebook("x.ipynb", "1");
        var path = Path.Combine(_folder, output);

        var (code, _, error) = Here(Path.Combine(_folder, "x.ipynb"), "--output", path);

        Assert.Equal(CommandLine.Usage, code);
        Assert.StartsWith($"llmkit: --output {path} cannot be made a folder: ", error);
    }

    [Theory, InlineData("0"), InlineData("1000")]
    public void A_number_of_jobs_that_is_none_is_a_usage_error(string jobs)
    {
        var (code, _, error) = Here("x.ipynb", "--jobs", jobs);

        Assert.Equal(CommandLine.Usage, code);
        Assert.StartsWith($"llmkit: --jobs {jobs} is no number of notebooks. Give a whole number from 1 to 64", error);
    }

    [Fact]
    public void Places_that_contradict_each_other_are_usage_errors()
    {
        WriteNotebook("a/x.ipynb", "1");
        WriteNotebook("b/x.ipynb", "1");
        Directory.CreateDirectory(Path.Combine(_folder, "taken", "x.ipynb"));
        var (a, b) = (Path.Combine(_folder, "a/x.ipynb"), Path.Combine(_folder, "b/x.ipynb"));

        var check = Here(a, "--check", "--in-place");
        var pages = Here(a, b, "--check", "--html", Path.Combine(_folder, "pages"));
        var taken = Here(a, "--output", Path.Combine(_folder, "taken"));

        Assert.All([check, pages, taken], run => Assert.Equal(CommandLine.Usage, run.Code));
        Assert.StartsWith("llmkit: --check compares with the outputs that --in-place would write over.", check.Error);
        Assert.Contains($"would both get the page {_folder}/pages/x.html. Run them one by one", pages.Error);
        Assert.Contains("taken/x.ipynb, which is a folder. Give another --output.", taken.Error);
    }

    private static (int Code, string Output, string Error) Here(params string[] words) =>
        CommandRun.Here(["notebook", "run", .. words, "--quiet"]);

    private Task<(int Code, string Output, string Error)> Run(params string[] words) =>
        CommandRun.Alone(_folder, "", new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache") }, ["notebook", "run", .. words]);

    private JsonArray Cells(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, file)))!["cells"]!.AsArray();

    private void WriteNotebook(string file, params string[] sources)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            cells = sources.Select(source => new
            {
                cell_type = "code", metadata = new { }, source, outputs = Array.Empty<int>(), execution_count = (int?)null,
            }),
            metadata = new { },
            nbformat = 4,
            nbformat_minor = 5,
        }));
    }
}
