namespace LlmKit.Notebook.Repl.Editing;

/// <summary>What was entered before, oldest first.</summary>
internal sealed class InputHistory
{
    private readonly List<string> _entries = [];

    public InputHistory(IEnumerable<string>? entries = null)
    {
        foreach (var entry in entries ?? []) Add(entry);
    }

    public IReadOnlyList<string> Entries => _entries;

    /// <returns>False for what is blank or the same as the newest.</returns>
    public bool Add(string entry)
    {
        if (string.IsNullOrWhiteSpace(entry) || (_entries.Count > 0 && _entries[^1] == entry)) return false;
        _entries.Add(entry);
        return true;
    }

    /// <summary>The nearest entry from a place on that starts with a text and is not another.</summary>
    /// <param name="from">Where the search starts; the count of entries is behind the newest.</param>
    /// <param name="step">-1 for older, 1 for newer ones.</param>
    /// <returns>Its place; null when there is none.</returns>
    public int? Find(int from, int step, string prefix, string except)
    {
        for (var i = from + step; i >= 0 && i < _entries.Count; i += step)
        {
            if (_entries[i].StartsWith(prefix, StringComparison.Ordinal) && _entries[i] != except) return i;
        }

        return null;
    }

    /// <summary>The nearest entry from a place on, itself included, that contains a text.</summary>
    /// <remarks>A text without capitals is found in any case.</remarks>
    public int? Search(int from, int step, string text)
    {
        var rule = text.Any(char.IsUpper) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        for (var i = from; i >= 0 && i < _entries.Count; i += step)
        {
            if (_entries[i].Contains(text, rule)) return i;
        }

        return null;
    }
}
