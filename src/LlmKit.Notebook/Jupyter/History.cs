using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Jupyter;

/// <summary>One executed cell.</summary>
/// <param name="Line">Its execution count.</param>
/// <param name="Output">Text of its result; null when it had none.</param>
internal sealed record HistoryEntry(int Line, string Input, string? Output);

/// <summary>What was executed since the kernel started, for clients that offer it again.</summary>
internal sealed class History
{
    private readonly Lock _lock = new();
    private readonly List<HistoryEntry> _entries = [];

    public void Add(HistoryEntry entry)
    {
        lock (_lock) _entries.Add(entry);
    }

    /// <summary>Answers a <c>history_request</c>: the last ones, a range of lines, or those that match a pattern.</summary>
    public IReadOnlyList<HistoryEntry> Find(JupyterMessage request)
    {
        List<HistoryEntry> entries;
        lock (_lock) entries = [.. _entries];
        var count = request.Number("n", int.MaxValue);
        switch (request.Text("hist_access_type"))
        {
            case "range":
                var (start, stop) = (request.Number("start"), request.Number("stop", int.MaxValue));
                return [.. entries.Where(entry => entry.Line >= start && entry.Line < stop)];
            case "search":
                var pattern = Glob(request.Text("pattern", "*"));
                var found = entries.Where(entry => pattern.IsMatch(entry.Input));
                if (request.Flag("unique", false)) found = found.GroupBy(entry => entry.Input).Select(same => same.Last()).OrderBy(entry => entry.Line);
                return [.. found.TakeLast(count)];
            default:
                return [.. entries.TakeLast(count)];
        }
    }

    // SQLite's GLOB, which the protocol takes over from IPython: * and ?.
    private static Regex Glob(string pattern) => new(
        $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$",
        RegexOptions.Singleline | RegexOptions.NonBacktracking);
}
