namespace LlmKit.Plotting;

/// <summary>
/// One row of data with its look: a line, a set of points, bars, a histogram or a heat map.
/// </summary>
internal abstract record Trace
{
    private Trace()
    {
    }

    public string? Name { get; init; }

    public bool? ShowLegend { get; init; }

    public double Opacity { get; init; } = 1;

    /// <summary>The colour of marks and lines; null takes the next one of the palette.</summary>
    public Color? Color { get; init; }

    /// <summary>The word for one trace of this kind in messages and in the one-line text.</summary>
    public abstract string Kind { get; }

    public abstract int Count { get; }

    public sealed record Scatter(Series X, Series Y, StyleParam.Mode Mode) : Trace
    {
        public Color? MarkerColor { get; init; }

        public double LineWidth { get; init; } = 2;

        public StyleParam.DrawingStyle? LineDash { get; init; }

        public StyleParam.MarkerSymbol MarkerSymbol { get; init; }

        /// <summary>The diameter in pixels.</summary>
        public double MarkerSize { get; init; } = 7;

        /// <summary>A text beside each point, or null.</summary>
        public string[]? Texts { get; init; }

        public bool HasLines => Mode != StyleParam.Mode.Markers;

        public bool HasMarkers => Mode != StyleParam.Mode.Lines;

        public override string Kind => HasLines ? "line" : "points";

        public override int Count => Y.Count;
    }

    /// <summary>Bars standing on 0. Horizontal bars have their keys on the y axis.</summary>
    public sealed record Bar(Series Keys, double[] Values, bool IsHorizontal) : Trace
    {
        /// <summary>A text at the end of each bar, or null.</summary>
        public string[]? Texts { get; init; }

        public override string Kind => "bars";

        public override int Count => Values.Length;
    }

    public sealed record Histogram(double[] Values, int? MostBins, StyleParam.HistNorm Norm) : Trace
    {
        public override string Kind => "histogram";

        public override int Count => Values.Length;
    }

    /// <summary>
    /// Cells row by row: <c>Cells[row * Columns + column]</c>, NaN for a cell without a number.
    /// </summary>
    public sealed record Heatmap(double[] Cells, int Rows, int Columns, Series? X, Series? Y) : Trace
    {
        public StyleParam.Colorscale Colorscale { get; init; }

        public bool IsReversed { get; init; }

        public bool ShowScale { get; init; } = true;

        public double? Least { get; init; }

        public double? Greatest { get; init; }

        /// <summary>The text in each cell, or null.</summary>
        public string[]? Texts { get; init; }

        public string? ScaleTitle { get; init; }

        public override string Kind => "heat map";

        public override int Count => Cells.Length;
    }
}
