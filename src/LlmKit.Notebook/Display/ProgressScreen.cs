namespace LlmKit.Notebook.Display;

/// <summary>Where a bar is drawn.</summary>
internal interface IProgressScreen
{
    void Show(ProgressView view);

    /// <summary>Nothing more will be shown.</summary>
    void End();
}

internal static class ProgressScreen
{
    /// <summary>The notebook's output, else the terminal, else nowhere.</summary>
    public static IProgressScreen Of() =>
        Kernel.Outputs is not null ? new NotebookScreen()
        : Console.IsErrorRedirected ? new NoScreen()
        : new TerminalScreen(Console.Error);
}

/// <summary>One output of the cell, replaced at each look.</summary>
internal sealed class NotebookScreen : IProgressScreen
{
    private DisplayedValue? _shown;

    public void Show(ProgressView view)
    {
        var forms = new MimeBundle(MimeBundle.Html, view.Html) { { MimeBundle.Plain, view.Line } };
        if (_shown is null) _shown = Kernel.display(forms);
        else _shown.Update(forms);
    }

    public void End()
    {
    }
}

/// <summary>One line of a terminal, written over at each look.</summary>
internal sealed class TerminalScreen(TextWriter terminal) : IProgressScreen
{
    private const string ToTheStart = "\r\u001b[K";

    public void Show(ProgressView view) => terminal.Write(ToTheStart + view.Line);

    public void End() => terminal.WriteLine();
}

internal sealed class NoScreen : IProgressScreen
{
    public void Show(ProgressView view)
    {
    }

    public void End()
    {
    }
}
