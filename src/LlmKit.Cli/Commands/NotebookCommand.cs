using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LlmKit.Cli.Notebooks;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Running;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit notebook</c>, and below it <c>run</c>: executes notebooks without Jupyter.</summary>
internal static class NotebookCommand
{
    // The longest that a timer waits.
    private const double MostSeconds = 4_000_000;

    public static Command Create()
    {
        var command = new Command("notebook", "Work with C# notebooks")
        {
            Run(), NotebookConvertCommand.Create(),
        };
        command.AddExamples("llmkit notebook run notebooks");
        return command;
    }

    private static Command Run()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Notebooks (.ipynb), or folders of them",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output")
        {
            Description = "Folder for the executed notebooks",
            DefaultValueFactory = _ => "out",
        };
        var inPlace = new Option<bool>("--in-place")
        {
            Description = "Write the outputs into the notebooks themselves",
        };
        var timeout = new Option<TimeSpan?>("--timeout")
        {
            Description = "Seconds that one cell may take; no limit by default",
            HelpName = "seconds",
            CustomParser = Seconds,
        };
        var parameters = new Option<Dictionary<string, string>>("--parameters")
        {
            Description = "Other values for the variables of the cell tagged parameters",
            HelpName = "name=value",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            CustomParser = Parameters,
        };
        var quiet = new Option<bool>("--quiet") { Description = "Show only errors and the summary" };
        var command = new Command("run", "Execute notebooks cell by cell, up to the first that fails")
        {
            paths, output, inPlace, timeout, parameters, quiet,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(inPlace) && result.GetResult(output) is { Implicit: false })
                result.AddError("--in-place and --output name two places for one notebook. Leave one of them out.");
        });
        command.AddExamples(
            "llmkit notebook run notebooks",
            "llmkit notebook run notebooks/03-attention.ipynb --timeout 120",
            "llmkit notebook run notebooks/03-attention.ipynb --parameters steps=2000",
            "llmkit notebook run notebooks --in-place --quiet");
        command.SetAction(async (result, cancel) =>
        {
            var (screen, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            var folder = result.GetValue(inPlace) ? null : result.GetValue(output)!;
            if (NotebookFiles.Find(result.GetValue(paths)!, folder, out var wrong) is not { } files)
            {
                await error.WriteLineAsync($"llmkit: {wrong}");
                return CommandLine.Usage;
            }

            try
            {
                var progress = new NotebookScreen(result.GetValue(quiet));
                var reports = await RunAll(files, progress, result.GetValue(timeout), result.GetValue(parameters), cancel);
                foreach (var line in NotebookScreen.Summary(reports, files.Count)) await screen.WriteLineAsync(line);
                return reports.All(report => report.Failure is null) ? CommandLine.Ok : CommandLine.Failed;
            }
            catch (NotebookFormatException e)
            {
                await error.WriteLineAsync($"llmkit: {e.Message}");
                return CommandLine.Failed;
            }
        });
        return command;
    }

    private static async Task<List<NotebookReport>> RunAll(IReadOnlyList<NotebookFile> files, NotebookScreen progress,
        TimeSpan? limit, Dictionary<string, string>? parameters, CancellationToken cancel)
    {
        var reports = new List<NotebookReport>();
        foreach (var file in files)
        {
            progress.Begin(file.Path);
            reports.Add(await new NotebookRunner(limit, progress.Observe, parameters).RunAsync(file.Path, file.Output, cancel));
            progress.End(reports[^1]);
            if (reports[^1].Failure is not null) break;
        }

        return reports;
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
