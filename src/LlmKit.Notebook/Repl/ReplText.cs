using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Repl;

/// <summary>Runs a text as if it were entered at a prompt, without one: values are printed, the first error ends it.</summary>
public static class ReplText
{
    /// <param name="text">The cells, one below the other.</param>
    /// <param name="name">Names the text in errors, such as <c>stdin</c>.</param>
    /// <param name="load">A script or a notebook that runs before; null for none.</param>
    /// <param name="hasColours">Whether errors and warnings may have colours.</param>
    /// <returns>Whether all of it ran to its end.</returns>
    public static async Task<bool> RunAsync(
        string text, string name, string? load, TextWriter output, TextWriter error, bool hasColours, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new WatchedLine();
        var screen = new CellScreen(
            new WatchedWriter(output, line, _ => false), new WatchedWriter(error, line, _ => false), line, new Palette(hasColours), () => null);
        var (before, errorBefore) = (Console.Out, Console.Error);
        Console.SetOut(new WatchedWriter(before, line, _ => false));
        Console.SetError(new WatchedWriter(errorBefore, line, _ => false));
        Kernel.Outputs = screen.Show;
        try
        {
            using var engine = new CellEngine(Environment.CurrentDirectory, usings: [typeof(ReplHost).FullName!]);
            var session = new CellSession(engine);
            if (load is not null && !await Run($"#!import {Path.GetFullPath(load)}", "load").ConfigureAwait(false)) return false;
            foreach (var cell in CellStream.Of(text))
            {
                if (!await Run(cell, name).ConfigureAwait(false)) return false;
            }

            return true;

            async Task<bool> Run(string code, string cellName)
            {
                var outcome = await session.RunAsync(code, cellName, cancel).ConfigureAwait(false);
                screen.ShowEnd(outcome, "");
                return outcome is CellOutcome.Finished;
            }
        }
        finally
        {
            Kernel.Outputs = null;
            Console.SetOut(before);
            Console.SetError(errorBefore);
        }
    }
}
