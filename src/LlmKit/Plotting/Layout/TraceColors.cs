namespace LlmKit.Plotting.Layout;

/// <summary>
/// Gives each trace a colour of the palette; the same name has the same colour in every panel of a grid.
/// </summary>
internal sealed class TraceColors
{
    private readonly Dictionary<string, int> _named = [];
    private int _next;

    /// <summary>The colours of a panel's traces, and how often the palette was used up before each.</summary>
    public (Color Color, int Round)[] Of(Panel panel, bool isAlone)
    {
        if (isAlone) _next = 0;
        var unnamed = 0;
        return [.. panel.Traces.Select(trace =>
        {
            if (trace is Trace.Heatmap) return (default, 0);
            var place = isAlone ? _next++ : trace.Name is { Length: > 0 } name ? Named(name) : unnamed++;
            return (trace.Color
                ?? Palette.Traces[place % Palette.Traces.Length], place / Palette.Traces.Length);
        })];
    }

    private int Named(string name)
    {
        if (!_named.TryGetValue(name, out var place)) _named[name] = place = _next++;
        return place;
    }
}
