using LlmKit.Notebook.Assistance;

namespace LlmKit.Notebook.Repl.Editing;

/// <summary>What could stand at the caret, and which of it is chosen.</summary>
/// <param name="Origin">The text that it was made for.</param>
/// <param name="Selected">Number of the chosen item, whose text stands in the editor; -1 while none is.</param>
internal sealed record CompletionMenu(CompletionList List, EditText Origin, int Selected = -1)
{
    public IReadOnlyList<CompletionItem> Items => List.Items;

    public CompletionItem? Chosen => Selected < 0 ? null : Items[Selected];

    /// <summary>What was typed of the word.</summary>
    public string Typed => Origin.Text[List.Start..Origin.Caret];

    /// <summary>The text with the chosen item in it.</summary>
    public EditText Text => Chosen is { } item ? Origin.Replace(List.Start, List.End, item.Text) : Origin;

    /// <summary>Chooses the item some places further; past an end it goes to what was typed, and then to the other end.</summary>
    public CompletionMenu Move(int places)
    {
        if (places is > 1 or < -1) return this with { Selected = Math.Clamp(Selected + places, 0, Items.Count - 1) };
        var turn = Items.Count + 1;
        return this with { Selected = (Selected + 1 + places + turn) % turn - 1 };
    }
}
