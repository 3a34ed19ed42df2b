namespace LlmKit.Plotting;

/// <summary>The closed sets of choices, under the names that Plotly.NET gives them.</summary>
public static class StyleParam
{
    /// <summary>How an axis places its values. Auto: by the data (numbers, dates or text).</summary>
    public enum AxisType { Auto, Linear, Log, Date, Category }

    /// <summary>What a scatter trace draws.</summary>
    public enum Mode { Lines, Markers, Lines_Markers }

    public enum DrawingStyle { Solid, Dash, Dot, DashDot, LongDash }

    public enum MarkerSymbol { Circle, Square, Diamond, TriangleUp, TriangleDown, Cross, X }

    /// <summary>Vertical: a legend to the right of the plot. Horizontal: one above it.</summary>
    public enum Orientation { Vertical, Horizontal }

    public enum BarMode { Group, Stack, Overlay }

    /// <summary>What the height of a histogram's bar means.</summary>
    public enum HistNorm
    {
        /// <summary>Number of values in the bin.</summary>
        None,

        /// <summary>Share of the values, in percent; the heights sum to 100.</summary>
        Percent,

        /// <summary>Share of the values; the heights sum to 1.</summary>
        Probability,

        /// <summary>
        /// Number of values divided by the bin's width; the areas sum to the number of values.
        /// </summary>
        Density,

        /// <summary>Share divided by the bin's width; the areas sum to 1.</summary>
        ProbabilityDensity,
    }

    /// <summary>
    /// From the least value to the greatest. Sequential: Viridis (the default), Cividis, Magma, Blues, Greys.
    /// Diverging: RdBu, from blue through white to red; with data on both sides of 0 its white stands at 0.
    /// </summary>
    public enum Colorscale { Viridis, Cividis, Magma, Blues, Greys, RdBu }
}
