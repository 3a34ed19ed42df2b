using System.Collections.Immutable;

namespace LlmKit.Plotting;

/// <summary>How one axis of a panel looks. Null: by the data.</summary>
internal sealed record AxisStyle
{
    public string? Title { get; init; }

    public string? Unit { get; init; }

    public StyleParam.AxisType? Type { get; init; }

    /// <summary>The range in the data's own numbers, also on a logarithmic axis.</summary>
    public (double Least, double Greatest)? Range { get; init; }

    public bool? ShowGrid { get; init; }

    public bool? IsReversed { get; init; }

    /// <summary>Title and unit as they stand beside the axis: <c>loss (nats)</c>.</summary>
    public string? Text => (Title, Unit) switch
    {
        (null or "", null or "") => null,
        (null or "", var unit) => unit,
        (var title, null or "") => title,
        var (title, unit) => $"{title} ({unit})",
    };

    /// <summary>This style, with what <paramref name="later"/> sets laid over it.</summary>
    public AxisStyle Overlay(AxisStyle later) => new()
    {
        Title = later.Title ?? Title,
        Unit = later.Unit ?? Unit,
        Type = later.Type ?? Type,
        Range = later.Range ?? Range,
        ShowGrid = later.ShowGrid ?? ShowGrid,
        IsReversed = later.IsReversed ?? IsReversed,
    };
}

/// <summary>Traces that share one pair of axes.</summary>
internal sealed record Panel
{
    public ImmutableArray<Trace> Traces { get; init; } = [];

    public AxisStyle X { get; init; } = new();

    public AxisStyle Y { get; init; } = new();

    public StyleParam.BarMode BarMode { get; init; }

    public string? Title { get; init; }
}

/// <summary>A whole chart as data: one panel, or a grid of them row by row. Sizes in CSS pixels.</summary>
internal sealed record Figure
{
    public const int DefaultWidth = 700;
    public const int DefaultHeight = 450;

    public ImmutableArray<Panel> Panels { get; init; } = [];

    public int Rows { get; init; } = 1;

    public int Columns { get; init; } = 1;

    public string? Title { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>Null: shown when there are at least two names to tell apart.</summary>
    public bool? ShowLegend { get; init; }

    /// <summary>Null: to the right, or above when the names are too long for that.</summary>
    public StyleParam.Orientation? LegendOrientation { get; init; }

    public int PixelWidth => Width ?? DefaultWidth;

    public int PixelHeight => Height ?? (Rows == 1 ? DefaultHeight : Math.Min(300 * Rows, 1500));

    public Figure Map(Func<Panel, Panel> change) => this with { Panels = [.. Panels.Select(change)] };

    public Figure Map(Func<Trace, Trace> change) =>
        Map(panel => panel with { Traces = [.. panel.Traces.Select(change)] });
}
