namespace LlmKit.Notebook.Execution;

/// <summary>A cell's text on its way to the compiler, and where each place of it stands in what the author wrote.</summary>
/// <remarks>No step moves anything to another line.</remarks>
internal sealed class CellText
{
    private readonly CellText? _before;
    private readonly TextEdits? _edits;

    public CellText(string name, string code) => (Name, Text, Code) = (name, code, code);

    private CellText(CellText before, string text, TextEdits? edits)
    {
        (Name, Text, Code) = (before.Name, text, before.Code);
        (_before, _edits) = (before, edits);
    }

    /// <summary>The cell, such as <c>Cell[3]</c>, or a file.</summary>
    public string Name { get; }

    /// <summary>What the compiler gets.</summary>
    public string Text { get; }

    /// <summary>What the author wrote.</summary>
    public string Code { get; }

    public CellText With(TextEdits edits) => edits.IsEmpty ? this : new(this, edits.Apply(Text), edits);

    /// <summary>Only some parts, each where it was.</summary>
    public CellText Only(IEnumerable<(int Start, int End)> parts)
    {
        var text = string.Create(Text.Length, Text, (blank, full) =>
        {
            for (var i = 0; i < full.Length; i++) blank[i] = full[i] is '\n' ? '\n' : ' ';
        });
        var letters = text.ToCharArray();
        foreach (var (start, end) in parts) Text.CopyTo(start, letters, start, end - start);
        return new(this, new string(letters), null);
    }

    /// <summary>All but some parts.</summary>
    public CellText Without(IEnumerable<(int Start, int End)> parts)
    {
        var letters = Text.ToCharArray();
        foreach (var (start, end) in parts)
        {
            for (var i = start; i < end; i++)
            {
                if (letters[i] != '\n') letters[i] = ' ';
            }
        }

        return new(this, new string(letters), null);
    }

    /// <summary>The place in <see cref="Code"/>.</summary>
    public int Original(int position)
    {
        if (_edits is not null) position = _edits.Original(position);
        return _before?.Original(position) ?? position;
    }
}
