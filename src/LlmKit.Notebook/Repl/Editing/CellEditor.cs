using LlmKit.Notebook.Assistance;

namespace LlmKit.Notebook.Repl.Editing;

/// <summary>The editor of a prompt as a model: keys go in, and its properties say what is to be seen. It knows no terminal.</summary>
internal sealed partial class CellEditor
{
    private readonly InputHistory _history;
    private readonly EntryRule _rule;
    private readonly KillRing _kills;
    private readonly UndoList _undo = new();
    private EditText _text = EditText.Empty;
    private Recall? _recall;
    private Last _last;
    private int? _column;
    private bool _wantsFirst;

    /// <param name="kills">Lives longer than one text.</param>
    /// <param name="draft">What stands there at first.</param>
    public CellEditor(InputHistory history, EntryRule rule, KillRing? kills = null, EditText? draft = null)
    {
        (_history, _rule, _kills) = (history, rule, kills ?? new());
        if (draft is not null) _text = draft;
    }

    private enum Last
    {
        Other,
        Cut,
        Yank,
        Recall,
    }

    public EditText Text => Search?.Shown ?? _text;

    /// <summary>The open menu; null without one.</summary>
    public CompletionMenu? Menu { get; private set; }

    /// <summary>The search that is going on; null without one.</summary>
    public HistorySearch? Search { get; private set; }

    /// <summary>Whether a menu is wanted for what stands at the caret.</summary>
    public bool WantsMenu { get; private set; }

    public Wish Press(Key key)
    {
        var last = _last;
        var column = _column;
        (_last, _column) = (Last.Other, null);
        if (Search is not null && PressInSearch(key)) return Wish.Nothing;
        if (Menu is not null && PressInMenu(key)) return Wish.Nothing;
        if (key is { Name: KeyName.Text or KeyName.Paste or KeyName.Enter } == false || key.HasControl || key.HasAlt) _undo.Pause();
        return Do(key, last, column);
    }

    /// <summary>Takes the answer to <see cref="WantsMenu"/>; one for another text is dropped.</summary>
    public void Offer(CompletionList list, EditText asked)
    {
        if (asked != _text || Search is not null || (!WantsMenu && !_wantsFirst)) return;
        var isFirst = _wantsFirst;
        (WantsMenu, _wantsFirst) = (false, false);
        Menu = new(list, asked);
        if (list.Items.Count == 0 || (!isFirst && list.Items is [var only] && only.Text == Menu.Typed)) Menu = null;
        if (isFirst) Complete();
    }

    /// <summary>Takes away what is shown beside the text.</summary>
    public void Close()
    {
        (Menu, WantsMenu, _wantsFirst) = (null, false, false);
        if (Search is not { } search) return;
        Search = null;
        Set(search.Shown);
    }

    private Wish Do(Key key, Last last, int? column)
    {
        switch (key.Name)
        {
            case KeyName.Text when key.IsPlainText:
                Type(key.Text);
                break;
            case KeyName.Text:
                return DoChord(key, last, column);
            case KeyName.Paste:
                Set(_text.Insert(EditText.Clean(key.Text).Replace("\t", new string(' ', EditText.Indent), StringComparison.Ordinal)));
                break;
            case KeyName.Enter:
                return Enter(isBreak: key.HasAlt || key.HasShift || key.HasControl);
            case KeyName.Tab:
                Tab(isBack: key.HasShift);
                break;
            case KeyName.Backspace when key.HasAlt || key.HasControl:
                Kill(_text.At(_text.WordLeft()).Caret, _text.Caret, last);
                break;
            case KeyName.Backspace:
                Backspace();
                break;
            case KeyName.Delete when key.HasControl || key.HasAlt:
                Kill(_text.Caret, _text.At(_text.WordRight()).Caret, last);
                break;
            case KeyName.Delete:
                Set(_text.Delete());
                break;
            case KeyName.Left:
                Move(key.HasControl || key.HasAlt ? _text.At(_text.WordLeft()) : _text.Left());
                break;
            case KeyName.Right:
                Move(key.HasControl || key.HasAlt ? _text.At(_text.WordRight()) : _text.Right());
                break;
            case KeyName.Home:
                Move(key.HasControl ? _text.At(0) : _text.Home());
                break;
            case KeyName.End:
                Move(key.HasControl ? _text.At(_text.Text.Length) : _text.End());
                break;
            case KeyName.Up or KeyName.Down:
                Vertical(key.Name == KeyName.Up ? -1 : 1, last, column, isInText: key.HasAlt || key.HasControl || key.HasShift);
                break;
            case KeyName.PageUp or KeyName.PageDown:
                FromHistory(key.Name == KeyName.PageUp ? -1 : 1);
                break;
            case KeyName.F1:
                return Wish.Document;
            case KeyName.Escape:
                Close();
                break;
        }

        return Wish.Nothing;
    }

    private Wish DoChord(Key key, Last last, int? column)
    {
        switch (key)
        {
            case { HasControl: true, HasAlt: false }:
                return DoControl(key.Text[0], last, column);
            case { HasAlt: true, HasControl: false }:
                DoAlt(key.Text, last);
                break;
        }

        return Wish.Nothing;
    }

    private Wish DoControl(char letter, Last last, int? column)
    {
        switch (letter)
        {
            case 'c':
                return Wish.Interrupt;
            case 'd' when _text.Text.Length == 0:
                return Wish.Leave;
            case 'd':
                Set(_text.Delete());
                break;
            case 'l':
                return Wish.Clear;
            case 'z':
                return Wish.Suspend;
            case 'a':
                Move(_text.Home());
                break;
            case 'e':
                Move(_text.End());
                break;
            case 'b':
                Move(_text.Left());
                break;
            case 'f':
                Move(_text.Right());
                break;
            case 'p' or 'n':
                Vertical(letter == 'p' ? -1 : 1, last, column, isInText: false);
                break;
            case 'o':
                return Enter(isBreak: true);
            case 'k':
                Kill(_text.Caret, _text.LineEnd == _text.Caret ? Graphemes.Next(_text.Text, _text.Caret) : _text.LineEnd, last);
                break;
            case 'u':
                Kill(_text.LineStart == _text.Caret ? Graphemes.Previous(_text.Text, _text.Caret) : _text.LineStart, _text.Caret, last);
                break;
            case 'w':
                Kill(_text.At(_text.BlankLeft()).Caret, _text.Caret, last);
                break;
            case 'y':
                Set(_text.Insert(_kills.Shown));
                _last = Last.Yank;
                break;
            case 't':
                Transpose();
                break;
            case '_':
                Restore(_undo.Undo(_text));
                break;
            case ' ':
                (WantsMenu, Menu) = (true, null);
                break;
            case 'r' or 's':
                Close();
                Search = new(_history, _text);
                break;
            case 'g':
                Close();
                break;
        }

        return Wish.Nothing;
    }

    private void DoAlt(string letter, Last last)
    {
        switch (letter)
        {
            case "b":
                Move(_text.At(_text.WordLeft()));
                break;
            case "f":
                Move(_text.At(_text.WordRight()));
                break;
            case "d":
                Kill(_text.Caret, _text.At(_text.WordRight()).Caret, last);
                break;
            case "<":
                Move(_text.At(0));
                break;
            case ">":
                Move(_text.At(_text.Text.Length));
                break;
            case "y" when last == Last.Yank && _kills.Shown.Length > 0:
                var start = _text.Caret - _kills.Shown.Length;
                _kills.Rotate();
                Set(_text.Replace(start, _text.Caret, _kills.Shown));
                _last = Last.Yank;
                break;
            case "_" or "/":
                Restore(_undo.Redo(_text));
                break;
        }
    }

    private sealed record Recall(EditText Draft, string Prefix, int Place);
}
