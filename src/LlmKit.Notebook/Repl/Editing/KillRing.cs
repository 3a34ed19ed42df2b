namespace LlmKit.Notebook.Repl.Editing;

/// <summary>What was cut out, to be put in again. Cuts one after the other gather in one piece.</summary>
internal sealed class KillRing
{
    private const int Most = 60;
    private readonly List<string> _pieces = [];
    private int _shown;

    /// <summary>The piece to put in; empty when nothing was cut out yet.</summary>
    public string Shown => _pieces.Count == 0 ? "" : _pieces[_shown];

    /// <param name="goesOn">The cut before was just now.</param>
    /// <param name="isBefore">The text stood before what was cut last, not behind it.</param>
    public void Add(string text, bool goesOn, bool isBefore)
    {
        if (text.Length == 0) return;
        if (goesOn && _pieces.Count > 0) _pieces[^1] = isBefore ? text + _pieces[^1] : _pieces[^1] + text;
        else _pieces.Add(text);
        if (_pieces.Count > Most) _pieces.RemoveAt(0);
        _shown = _pieces.Count - 1;
    }

    /// <summary>Goes to the piece cut before the shown one; from the oldest to the newest.</summary>
    public void Rotate()
    {
        if (_pieces.Count > 0) _shown = (_shown + _pieces.Count - 1) % _pieces.Count;
    }
}
