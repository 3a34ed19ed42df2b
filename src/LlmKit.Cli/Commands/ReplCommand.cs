using System.CommandLine;
using LlmKit.Notebook.Repl;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit repl</c>: C# cells at a terminal.</summary>
internal static class ReplCommand
{
    public static Command Create()
    {
        var execute = new Option<string?>("--execute", "-c") { Description = "Run this code in place of a prompt", HelpName = "code" };
        var load = new Option<string?>("--load", "-l") { Description = "First run a script or a notebook: .cs, .csx, .ipynb, .dib", HelpName = "file" };
        var noHistory = new Option<bool>("--no-history") { Description = "Neither read nor keep what is entered" };
        var command = new Command("repl", "C# at a prompt, with history, completion and documentation") { execute, load, noHistory };
        command.AddExamples(
            "llmkit repl", "llmkit repl --load scripts/attention.csx", "llmkit repl -c 'Math.Sqrt(2)'", "llmkit repl < cells.csx");

        // Not asynchronous: Ctrl-C is for the cell, and would end the program after a while.
        command.SetAction(result =>
        {
            var error = result.InvocationConfiguration.Error;
            var options = new ReplOptions
            {
                Load = result.GetValue(load),
                KeepsHistory = !result.GetValue(noHistory),
                Execute = result.GetValue(execute),
            };
            if (options.Load is { } path && !File.Exists(path))
            {
                error.WriteLine($"llmkit: there is no file {path}. Give --load a script (.cs, .csx) or a notebook (.ipynb, .dib).");
                return CommandLine.Usage;
            }

            if (OperatingSystem.IsWindows())
            {
                error.WriteLine("llmkit: there is no prompt on Windows. Give the code with -c, or use a notebook.");
                return CommandLine.Failed;
            }

            using var session = new ReplSession(options);
            session.Run();
            return CommandLine.Ok;
        });
        return command;
    }
}
