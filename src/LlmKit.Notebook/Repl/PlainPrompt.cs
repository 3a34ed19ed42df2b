using System.Runtime.InteropServices;
using System.Text;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;
using LlmKit.Notebook.Repl.Editing;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Repl;

/// <summary>A prompt for terminals that cannot move their cursor, and for output that goes elsewhere: lines as the system edits them.</summary>
public static class PlainPrompt
{
    /// <summary>Goes on until the end of the input.</summary>
    /// <param name="prompts">Where prompts are written.</param>
    public static async Task RunAsync(string? load, TextWriter output, TextWriter prompts)
    {
        var line = new WatchedLine();
        Console.SetOut(new WatchedWriter(output, line, _ => false));
        var screen = new CellScreen(Console.Out, prompts, line, new Palette(hasColours: false), () => null);
        Kernel.Outputs = screen.Show;
        using var engine = new CellEngine(Environment.CurrentDirectory, usings: [typeof(ReplHost).FullName!]);
        var session = new CellSession(engine);
        CancellationTokenSource? running = null;
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            Volatile.Read(ref running)?.Cancel();
        });
        if (load is not null) await Run($"#!import {Path.GetFullPath(load)}", "load", "").ConfigureAwait(false);
        for (var count = 1; ReadCell($"In[{count}]: ", prompts) is { } text; count++)
            await Run(Submission.CodeOf(text), $"Cell[{count}]", $"Out[{count}]: ").ConfigureAwait(false);
        await prompts.WriteLineAsync().ConfigureAwait(false);

        async Task Run(string code, string name, string label)
        {
            using var stop = new CancellationTokenSource();
            Volatile.Write(ref running, stop);
            var outcome = await session.RunAsync(code, name, stop.Token).ConfigureAwait(false);
            Volatile.Write(ref running, null);
            screen.ShowEnd(outcome, label);
        }
    }

    private static string? ReadCell(string prompt, TextWriter prompts)
    {
        var text = new StringBuilder();
        while (true)
        {
            prompts.Write(text.Length == 0 ? prompt : "...: ".PadLeft(prompt.Length));
            if (Console.In.ReadLine() is not { } next) return null;
            text.Append(text.Length == 0 ? "" : "\n").Append(next);
            if (string.IsNullOrWhiteSpace(text.ToString())) text.Clear();
            else if (Submission.Rule(new EditText(text.ToString(), text.Length)) is null) return text.ToString();
        }
    }
}
