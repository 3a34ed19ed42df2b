namespace LlmKit.Notebook.Repl.Editing;

/// <summary>A search through what was entered before, while it is typed.</summary>
/// <param name="Draft">What stood there when it began.</param>
/// <param name="Found">The place of the entry that is shown; null while there is none.</param>
/// <param name="HasFailed">No entry has the text; the one shown was found for the beginning of it.</param>
internal sealed record HistorySearch(InputHistory History, EditText Draft, string Text = "", int? Found = null, bool HasFailed = false)
{
    /// <summary>The entry that was found, with the caret at the text in it.</summary>
    public EditText Shown
    {
        get
        {
            if (Found is not { } place) return Draft;
            var entry = History.Entries[place];
            var at = entry.IndexOf(Text, StringComparison.OrdinalIgnoreCase);
            return new(entry, at < 0 ? entry.Length : at);
        }
    }

    public HistorySearch Type(string letters) => Look(Text + letters, Found ?? History.Entries.Count - 1, -1);

    /// <summary>Without the last letter of the text, from the newest entry on.</summary>
    public HistorySearch Backspace() => Look(Text[..Graphemes.Previous(Text, Text.Length)], History.Entries.Count - 1, -1);

    public HistorySearch Next(int step) =>
        Text.Length == 0 ? this : Look(Text, Found is { } place ? place + step : History.Entries.Count - 1, step, Found);

    private HistorySearch Look(string text, int from, int step, int? leaving = null)
    {
        if (text.Length == 0) return this with { Text = "", Found = null, HasFailed = false };
        var shown = leaving is { } place ? History.Entries[place] : null;
        for (var found = History.Search(from, step, text); found is { } at; found = History.Search(at + step, step, text))
        {
            if (History.Entries[at] != shown) return this with { Text = text, Found = at, HasFailed = false };
        }

        return this with { Text = text, HasFailed = true };
    }
}
