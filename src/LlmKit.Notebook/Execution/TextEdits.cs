using System.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Changes to a text that keep every line where it is, and the way back: where a place of the changed text stands
/// in the text as it was written.
/// </summary>
internal sealed class TextEdits
{
    private readonly List<Edit> _edits = [];
    private List<Edit>? _sorted;

    public bool IsEmpty => _edits.Count == 0;

    /// <summary>Puts text before what begins at a place; of several at one place the first added stands first.</summary>
    public void Open(int start, string text) => Add(new(start, 0, text, Side.Opening, _edits.Count));

    /// <summary>Puts text after what ends at a place; of several at one place the last added stands first.</summary>
    public void Close(int end, string text) => Add(new(end, 0, text, Side.Closing, -_edits.Count));

    /// <summary>Puts text in the place of other text, which has no line break.</summary>
    public void Replace(int start, int length, string text) => Add(new(start, length, text, Side.Replacing, _edits.Count));

    /// <summary>Puts spaces in the place of what stands there; line breaks stay.</summary>
    public void Blank(string code, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            var stop = code.IndexOf('\n', at, end - at);
            if (stop < 0) stop = end;
            if (stop > at) Replace(at, stop - at, new string(' ', stop - at));
            at = stop;
        }
    }

    public string Apply(string code)
    {
        if (IsEmpty) return code;

        var text = new StringBuilder(code.Length + 16 * _edits.Count);
        var at = 0;
        foreach (var edit in Sorted())
        {
            text.Append(code, at, edit.Start - at).Append(edit.Text);
            at = edit.Start + edit.Length;
        }

        return text.Append(code, at, code.Length - at).ToString();
    }

    /// <summary>Where a place of the changed text was before; the nearest place for what was put in.</summary>
    public int Original(int position)
    {
        var added = 0;
        foreach (var edit in Sorted())
        {
            var start = edit.Start + added;
            if (position < start) break;
            if (position < start + edit.Text.Length) return edit.Start + Math.Min(position - start, edit.Length);
            added += edit.Text.Length - edit.Length;
        }

        return position - added;
    }

    private void Add(Edit edit)
    {
        _sorted = null;
        _edits.Add(edit);
    }

    private List<Edit> Sorted() => _sorted ??=
        [.. _edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.Side).ThenBy(edit => edit.Order)];

    // What closes comes before what opens at the same place.
    private enum Side
    {
        Closing,
        Opening,
        Replacing,
    }

    private sealed record Edit(int Start, int Length, string Text, Side Side, int Order);
}
