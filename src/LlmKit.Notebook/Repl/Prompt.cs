using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Repl.Editing;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Repl;

/// <summary>Reads cells at a terminal: brings keys to the editor, its looks to the screen, questions to the assistant.</summary>
internal sealed class Prompt(Terminal terminal, Palette palette, InputHistory history, Assistant assistant)
{
    // Columns below which the cell's number is left out.
    private const int Narrow = 30;

    private readonly Painter _painter = new(palette);
    private readonly KillRing _kills = new();
    private CellEditor _editor = new(history, Submission.Rule);
    private IReadOnlyList<HintLine> _hints = [];
    private EditText? _asked;
    private CompletionItem? _described;
    private string _prompt = "";
    private bool _isOpen;

    /// <summary>Whether the compiler is warm, so that code gets its colours at once.</summary>
    public bool HasColours { get; set; }

    /// <summary>Reads one cell.</summary>
    /// <param name="prompt">Stands before it.</param>
    /// <returns>Null at the end: Ctrl-D, or the terminal is gone.</returns>
    public string? Read(string prompt)
    {
        (_prompt, _editor, _asked, _described, _hints) = (prompt, new(history, Submission.Rule, _kills), null, null, []);
        terminal.IsRaw = true;
        _isOpen = true;
        try
        {
            while (terminal.Read(Paint) is { } key)
            {
                if (_hints.Count > 0 && _described is null && key.Name != KeyName.Text) _hints = [];
                switch (Do(_editor.Press(key), key))
                {
                    case Wish.Enter:
                        return _editor.Text.Text;
                    case Wish.Leave:
                        return null;
                }
            }

            return null;
        }
        finally
        {
            _editor.Close();
            _hints = [];
            _isOpen = false;
            Paint();
            terminal.Write(_painter.Leave());
            terminal.IsRaw = false;
        }
    }

    /// <summary>Prints above the open prompt.</summary>
    /// <returns>False when none is open.</returns>
    public bool TryPrint(string text)
    {
        if (!_isOpen) return false;
        terminal.Post(() =>
        {
            terminal.Write(_painter.Erase() + text + (text.EndsWith('\n') ? "" : "\n"));
            if (_isOpen) Paint();
        });
        return true;
    }

    /// <summary>Paints everything again: the terminal has another size, or another program used it.</summary>
    public void Repaint() => terminal.Post(() =>
    {
        if (!_isOpen) return;
        terminal.Write(_painter.EraseAt(Terminal.Size.Columns));
        Paint();
    });

    private Wish Do(Wish wish, Key key)
    {
        switch (wish)
        {
            case Wish.Interrupt:
                Drop();
                break;
            case Wish.Clear:
                _painter.Forget();
                terminal.Write("\u001b[H\u001b[2J");
                break;
            case Wish.Suspend:
                _editor.Close();
                Paint();
                terminal.Write(_painter.Leave());
                terminal.Suspend();
                break;
            case Wish.Document:
                assistant.Document(_editor.Text, Hint);
                break;
        }

        Assist(key);
        return wish;
    }

    private void Drop()
    {
        _editor.Close();
        _hints = [];
        Paint();
        terminal.Write(_painter.Leave());
        _editor = new(history, Submission.Rule, _kills);
    }

    private void Assist(Key key)
    {
        if (_editor.Search is not null)
        {
            (_hints, _described) = ([], null);
            return;
        }

        if (_editor.Menu?.Chosen is { } item)
        {
            if (item == _described) return;
            _described = item;
            assistant.Describe(item, lines =>
            {
                if (_described == item) Hint(lines);
            });
            return;
        }

        if (_described is not null) (_described, _hints) = (null, []);
        if (key.Name == KeyName.F1 || (_editor.Text == _asked && !_editor.WantsMenu)) return;
        var asked = _asked = _editor.Text;
        if (asked.Text.Length == 0) _hints = [];
        assistant.Ask(asked, _editor.WantsMenu, (list, hints) =>
        {
            if (_editor.Text != asked) return;
            if (list is not null) _editor.Offer(list, asked);
            if (_editor.Menu?.Chosen is null) _hints = hints;
            Assist(default);
        });
    }

    private void Hint(IReadOnlyList<HintLine> lines) => _hints = lines;

    private void Paint()
    {
        var (columns, rows) = Terminal.Size;
        var text = _editor.Text;
        var view = new View(columns < Narrow ? "> " : _prompt, text)
        {
            Inks = HasColours ? CodeInks.Of(text.Text, _isOpen && _editor.Search is null ? text.Caret : -1, palette.HasColours) : [],
            Menu = _editor.Menu,
            Search = _editor.Search,
            Hints = _hints,
        };
        var painted = _painter.Paint(FrameLayout.Of(view, columns, rows));
        if (painted.Length > 0) terminal.Write(painted);
    }
}
