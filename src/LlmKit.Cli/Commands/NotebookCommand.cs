using System.CommandLine;
using LlmKit.Cli.Notebooks;
using LlmKit.Notebook.Running;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit notebook run</c>: executes notebooks without Jupyter.</summary>
internal static class NotebookCommand
{
    public static Command Create()
    {
        var command = new Command("notebook", "Work with C# notebooks") { Run() };
        command.AddExamples("llmkit notebook run notebooks");
        return command;
    }

    private static Command Run()
    {
        var paths = new Argument<string[]>("path") { Description = "Notebooks (.ipynb), or folders of them", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output") { Description = "Folder for the executed notebooks", DefaultValueFactory = _ => "out" };
        var inPlace = new Option<bool>("--in-place") { Description = "Write the outputs into the notebooks themselves" };
        var timeout = new Option<double?>("--timeout") { Description = "Seconds that one cell may take; no limit by default" };
        var quiet = new Option<bool>("--quiet") { Description = "Show only errors and the summary" };
        var command = new Command("run", "Execute notebooks cell by cell, up to the first that fails") { paths, output, inPlace, timeout, quiet };
        command.AddExamples(
            "llmkit notebook run notebooks",
            "llmkit notebook run notebooks/03-attention.ipynb --timeout 120",
            "llmkit notebook run notebooks --in-place --quiet");
        command.SetAction(async (result, cancel) =>
        {
            var error = result.InvocationConfiguration.Error;
            if (result.GetValue(timeout) is <= 0)
            {
                await error.WriteLineAsync($"llmkit: --timeout {result.GetValue(timeout)} is no time. Give seconds above 0, or leave it out for no limit.");
                return CommandLine.Usage;
            }

            if (NotebookFiles.Find(result.GetValue(paths)!, out var wrong) is not { Count: > 0 } files)
            {
                await error.WriteLineAsync($"llmkit: {wrong}");
                return CommandLine.Usage;
            }

            var places = files.ToDictionary(file => file, file => result.GetValue(inPlace) ? file : Path.Combine(result.GetValue(output)!, Path.GetFileName(file)));
            var screen = new NotebookScreen(result.GetValue(quiet));
            var reports = new List<NotebookReport>();
            foreach (var (file, place) in places)
            {
                screen.Begin(file);
                var limit = result.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
                var report = await new NotebookRunner(limit, screen.Observe).RunAsync(file, place, cancel);
                reports.Add(report);
                screen.End(report);
                if (report.Failure is not null) break;
            }

            foreach (var line in NotebookScreen.Summary(reports, files.Count)) await result.InvocationConfiguration.Output.WriteLineAsync(line);
            return reports.All(report => report.Failure is null) ? CommandLine.Ok : CommandLine.Failed;
        });
        return command;
    }
}
