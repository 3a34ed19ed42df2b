using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LlmKit.Cli.Notebooks;
using LlmKit.Notebook.Running;
using LlmKit.Notebook.Running.Pages;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit notebook run</c>: executes notebooks without Jupyter.</summary>
internal static class NotebookRunCommand
{
    // The longest that a timer waits.
    private const double MostSeconds = 4_000_000;
    private const int MostJobs = 64;

    private static readonly Argument<string[]> s_paths = new("path")
    {
        Description = "Notebooks (.ipynb, .dib, .csx), or folders of them (.ipynb, .dib). The outputs of .dib and .csx, "
            + "which hold none, are written to an .ipynb of the same name",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> s_output = new("--output")
    {
        Description = "Folder for the executed notebooks (.ipynb)",
        DefaultValueFactory = _ => "out",
    };

    private static readonly Option<bool> s_inPlace = new("--in-place")
    {
        Description = "Write the outputs into the notebooks themselves",
    };

    private static readonly Option<bool> s_check = new("--check")
    {
        Description = "Compare the outputs with those in the notebooks, and write nothing unless --output is given. Times, dates, "
            + "paths and ids may differ, pictures must have the same size. A cell's tag tolerance=0.01 lets numbers "
            + "differ by that share; volatile=why leaves the cell's outputs out",
    };

    private static readonly Option<bool> s_resume = new("--resume")
    {
        Description = "Leave out notebooks that ran to their end before and are unchanged: cells, parameters, files named by #r, "
            + "#load and #!import, and the executed notebook. A notebook that failed starts at its first cell, as its variables are gone",
    };

    private static readonly Option<string?> s_html = new("--html")
    {
        Description = "Folder for a page of each notebook, and an index.html",
        HelpName = "folder",
    };

    private static readonly Option<int> s_jobs = new("--jobs")
    {
        Description = "How many notebooks run at once, each in a process of its own. Above 1 what cells print goes only into the outputs",
        DefaultValueFactory = _ => 1,
        HelpName = "number",
        CustomParser = Jobs,
    };

    private static readonly Option<TimeSpan?> s_timeout = new("--timeout")
    {
        Description = "Seconds that one cell may take; no limit by default",
        HelpName = "seconds",
        CustomParser = Seconds,
    };

    private static readonly Option<Dictionary<string, string>> s_parameters = new("--parameters")
    {
        Description = "Other values for the variables of the cell tagged parameters",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Parameters,
    };

    private static readonly Option<bool> s_cells = new("--cells")
    {
        Description = "List time and memory of each cell, as for a single notebook",
    };

    private static readonly Option<bool> s_quiet = new("--quiet") { Description = "Show only errors, differences and the summary" };

    public static Command Create()
    {
        var command = new Command("run", "Execute notebooks cell by cell, each up to the first that fails; the others go on")
        {
            s_paths, s_output, s_inPlace, s_check, s_resume, s_html, s_jobs, s_timeout, s_parameters, s_cells, s_quiet,
        };
        command.Validators.Add(Validate);
        command.AddExamples(
            "llmkit notebook run notebooks",
            "llmkit notebook run notebooks --jobs 4 --html pages",
            "llmkit notebook run notebooks --check",
            "llmkit notebook run notebooks --resume",
            "llmkit notebook run course.dib --output executed",
            "llmkit notebook run notebooks/03-attention.ipynb --timeout 120 --parameters steps=2000",
            "llmkit notebook run notebooks --in-place --quiet");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
        var pages = result.GetValue(s_html);
        var isChecked = result.GetValue(s_check);
        var place = PlaceOf(result);
        if (NotebookFiles.Find(result.GetValue(s_paths)!, place, isChecked || place is RunPlace.InPlace, pages, out var wrong) is not { } files)
        {
            await error.WriteLineAsync($"llmkit: {wrong}");
            return CommandLine.Usage;
        }

        var (jobs, isQuiet) = (result.GetValue(s_jobs), result.GetValue(s_quiet));
        var options = new RunOptions
        {
            Timeout = result.GetValue(s_timeout), Parameters = result.GetValue(s_parameters) ?? [], Check = isChecked, HasInput = jobs == 1,
        };
        RunScreen screen = jobs > 1 && files.Count > 1 ? new JobsScreen(isQuiet, files.Count, error) : new SingleScreen(isQuiet, !isChecked, output, error);
        var runs = new NotebookRuns(files, options, screen)
        {
            Records = new(RunRecords.UserFolder),
            IsResumed = result.GetValue(s_resume),
            Pages = pages is null ? null : new RunPages(pages, [.. files.Select(file => file.Path)]),
        };
        var results = await runs.RunAsync(jobs, cancel);
        Report(results, result.GetValue(s_cells) || (files.Count == 1 && !isQuiet), output);
        if (runs.WriteIndex(results) is { } index && !isQuiet) await error.WriteLineAsync($"The pages begin at {index}.");
        return results.All(each => each.Status == RunStatus.Good) ? CommandLine.Ok : CommandLine.Failed;
    }

    private static void Report(IReadOnlyList<RunResult> results, bool hasCells, TextWriter output)
    {
        // What could not be run was said already.
        if (results.All(result => result.Report is null && result.Problem is not null)) return;

        var isTerminal = output == Console.Out && !Console.IsOutputRedirected;
        int? width = isTerminal && Console.WindowWidth > 40 ? Console.WindowWidth - 1 : null;
        var hasColours = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        foreach (var result in results)
        {
            foreach (var difference in result.Report?.Differences ?? [])
            {
                foreach (var line in DifferenceText.Lines(result.File.Path, difference, hasColours)) output.WriteLine(line);
            }
        }

        foreach (var result in results.Where(result => hasCells && result is { Report: not null, IsKept: false }))
        {
            if (results.Count > 1) output.WriteLine($"\n{result.File.Path}");
            foreach (var line in RunTables.Cells(result.Report!, width)) output.WriteLine(line);
        }

        foreach (var line in RunTables.Summary(results, width)) output.WriteLine(line);
    }

    private static RunPlace PlaceOf(ParseResult result) =>
        result.GetValue(s_inPlace) ? new RunPlace.InPlace()
        : result.GetValue(s_check) && result.GetResult(s_output) is not { Implicit: false } ? new RunPlace.Nowhere()
        : new RunPlace.Folder(result.GetValue(s_output)!);

    private static void Validate(CommandResult result)
    {
        if (result.GetValue(s_output) is { } folder && folder.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(folder))
            result.AddError($"--output {folder} cannot be made a folder: it has the name of a notebook. Each notebook keeps its name in the folder; leave .ipynb out.");
        if (!result.GetValue(s_inPlace)) return;
        if (result.GetResult(s_output) is { Implicit: false })
            result.AddError("--in-place and --output name two places for one notebook. Leave one of them out.");
        if (result.GetValue(s_check))
            result.AddError("--check compares with the outputs that --in-place would write over. Leave one of them out.");
    }

    private static int Jobs(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var jobs) && jobs is >= 1 and <= MostJobs) return jobs;

        argument.AddError($"--jobs {text} is no number of notebooks. Give a whole number from 1 to {MostJobs}; this machine has "
            + $"{Environment.ProcessorCount} processors.");
        return 1;
    }

    private static TimeSpan? Seconds(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MostSeconds)
            return TimeSpan.FromSeconds(seconds);

        argument.AddError($"--timeout {text} is no time. Give seconds above 0 and at most {MostSeconds:0}, or leave it "
            + "out for no limit.");
        return null;
    }

    private static Dictionary<string, string>? Parameters(ArgumentResult argument)
    {
        var values = new Dictionary<string, string>();
        foreach (var word in argument.Tokens.Select(token => token.Value))
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                argument.AddError($"--parameters {word} has no name and value. Write it as name=value, such as steps=100.");
                return null;
            }

            values[word[..at]] = word[(at + 1)..];
        }

        return values;
    }
}
