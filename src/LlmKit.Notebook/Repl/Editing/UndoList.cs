namespace LlmKit.Notebook.Repl.Editing;

/// <summary>Earlier states of a text. Letters typed one after the other are one step up to the end of a word.</summary>
internal sealed class UndoList
{
    private const int Most = 1000;
    private readonly LinkedList<EditText> _past = [];
    private readonly Stack<EditText> _future = [];
    private bool _isTyping;

    /// <summary>Notes a change from one state to another.</summary>
    /// <param name="typed">The letters typed; null for any other change.</param>
    public void Note(EditText before, EditText after, string? typed)
    {
        if (before.Text == after.Text) return;
        _future.Clear();
        var goesOn = typed is not null && _isTyping;
        if (!goesOn) _past.AddLast(before);
        if (_past.Count > Most) _past.RemoveFirst();
        _isTyping = typed is not null && !string.IsNullOrWhiteSpace(typed);
    }

    /// <summary>What is typed next is a step of its own.</summary>
    public void Pause() => _isTyping = false;

    public EditText Undo(EditText now)
    {
        if (_past.Last is not { } last) return now;
        _past.RemoveLast();
        _future.Push(now);
        _isTyping = false;
        return last.Value;
    }

    public EditText Redo(EditText now)
    {
        if (!_future.TryPop(out var next)) return now;
        _past.AddLast(now);
        return next;
    }

    public void Clear()
    {
        _past.Clear();
        _future.Clear();
        _isTyping = false;
    }
}
