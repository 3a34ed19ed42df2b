using System.CommandLine;
using System.Runtime.InteropServices;
using LlmKit.Notebook.Repl;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit repl</c>: C# cells at a terminal.</summary>
internal static class ReplCommand
{
    public static Command Create()
    {
        var execute = new Option<string?>("--execute", "-c") { Description = "Run this code in place of a prompt; code can come from standard input too", HelpName = "code" };
        var load = new Option<string?>("--load", "-l") { Description = "First run a script or a notebook: .cs, .csx, .ipynb, .dib", HelpName = "file" };
        var noHistory = new Option<bool>("--no-history") { Description = "Neither read nor keep what is entered" };
        var command = new Command("repl", "C# at a prompt, with history, completion and documentation") { execute, load, noHistory };
        command.AddExamples(
            "llmkit repl", "llmkit repl --load scripts/attention.csx", "llmkit repl -c 'Math.Sqrt(2)'", "llmkit repl --no-history");

        // Not asynchronous: Ctrl-C is for the cell, and would end the program after a while.
        command.SetAction(result =>
        {
            var error = result.InvocationConfiguration.Error;
            var file = result.GetValue(load);
            if (file is not null && !File.Exists(file))
            {
                error.WriteLine($"llmkit: there is no file {file}. Give --load a script (.cs, .csx) or a notebook (.ipynb, .dib).");
                return CommandLine.Usage;
            }

            if (result.GetValue(execute) is { } code) return RunText(code, "-c", file);
            if (Console.IsInputRedirected) return RunText(Console.In.ReadToEnd(), "stdin", file);
            if (Console.IsOutputRedirected || OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb")
            {
                PlainPrompt.RunAsync(file, Console.Out, Console.Error).GetAwaiter().GetResult();
                return CommandLine.Ok;
            }

            using var session = new ReplSession(new() { Load = file, KeepsHistory = !result.GetValue(noHistory) });
            session.Run();
            return CommandLine.Ok;
        });
        return command;
    }

    private static int RunText(string text, string name, string? load)
    {
        var hasColours = !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        return ReplText.RunAsync(text, name, load, Console.Out, Console.Error, hasColours, stop.Token).GetAwaiter().GetResult()
            ? CommandLine.Ok : CommandLine.Failed;
    }
}
