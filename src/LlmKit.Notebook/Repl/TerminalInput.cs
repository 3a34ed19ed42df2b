using LlmKit.Notebook.Documents.Pages;
using LlmKit.Notebook.Repl.Editing;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Repl;

/// <summary>Standard input of cells at a terminal: each line is edited like a cell, and what was typed ahead comes first.</summary>
/// <param name="line">What stands on the line already, such as a question that the cell printed.</param>
/// <param name="interrupt">Stops the running cell.</param>
internal sealed class TerminalInput(Terminal terminal, WatchedLine line, Action interrupt) : TextReader
{
    private readonly Lock _turn = new();
    private readonly InputHistory _history = new();
    private string _rest = "";

    /// <summary>Asks for a line.</summary>
    /// <param name="isSecret">Whether it stays unseen while it is typed.</param>
    /// <returns>Null for Ctrl-D.</returns>
    /// <exception cref="OperationCanceledException">The cell is stopped.</exception>
    public string? Ask(string question, bool isSecret, CancellationToken cancel)
    {
        lock (_turn)
        {
            var editor = new CellEditor(_history, _ => null);
            var painter = new Painter(new(hasColours: false));
            using var stopped = cancel.Register(() => terminal.Post(() => { }));

            // Before the question is seen: what is typed then is not echoed by the terminal.
            terminal.IsRaw = true;
            try
            {
                Console.Out.Write(question);
                var prompt = TerminalText.Plain(line.Text);
                return Read(editor, () => Paint(editor, painter, prompt, isSecret), cancel) is { } text
                    ? Kept(text, isSecret) : null;
            }
            finally
            {
                terminal.Write(painter.Leave());
                line.Add("\n");
                terminal.IsRaw = false;
            }
        }
    }

    public override string? ReadLine()
    {
        if (_rest.Length == 0) return Ask("", isSecret: false, Kernel.Stopping);
        var text = _rest.TrimEnd('\n');
        _rest = "";
        return text;
    }

    public override int Peek() => Fill() ? _rest[0] : -1;

    public override int Read()
    {
        if (!Fill()) return -1;
        var next = _rest[0];
        _rest = _rest[1..];
        return next;
    }

    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0 || !Fill()) return 0;
        var taken = Math.Min(count, _rest.Length);
        _rest.CopyTo(0, buffer, index, taken);
        _rest = _rest[taken..];
        return taken;
    }

    private bool Fill()
    {
        if (_rest.Length == 0 && Ask("", isSecret: false, Kernel.Stopping) is { } text) _rest = text + "\n";
        return _rest.Length > 0;
    }

    private string? Read(CellEditor editor, Action paint, CancellationToken cancel)
    {
        while (terminal.Read(paint, cancel) is { } key)
        {
            // Further lines of a paste are for whoever reads next.
            if (key.Name == KeyName.Paste && EditText.Clean(key.Text) is var pasted && pasted.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end)
            {
                terminal.Return([key with { Text = pasted[..end] }, new(KeyName.Enter), key with { Text = pasted[(end + 1)..] }]);
                continue;
            }

            if (key.IsControl('o') || key.Name == KeyName.Tab || (key.Name == KeyName.Enter && key.Modifiers != KeyModifiers.None)) continue;
            switch (editor.Press(key))
            {
                case Wish.Enter:
                    paint();
                    return editor.Text.Text;
                case Wish.Leave:
                    return null;
                case Wish.Interrupt:
                    interrupt();
                    throw new OperationCanceledException("The cell was stopped.");
            }
        }

        return null;
    }

    private string Kept(string text, bool isSecret)
    {
        if (!isSecret) _history.Add(text);
        return text;
    }

    private void Paint(CellEditor editor, Painter painter, string prompt, bool isSecret)
    {
        var (columns, rows) = Terminal.Size;
        var view = new View(prompt, editor.Text) { Search = isSecret ? null : editor.Search, IsSecret = isSecret };
        terminal.Write(painter.Paint(FrameLayout.Of(view, columns, rows)));
    }
}
