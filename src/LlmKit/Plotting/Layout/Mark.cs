namespace LlmKit.Plotting.Layout;

/// <summary>
/// One bar: the stretch it takes of the axis of keys, and where it starts and ends on the axis of values.
/// </summary>
internal readonly record struct BarPlace(double From, double To, double Base, double End, string Text);

/// <summary>
/// A trace whose places, colours and bins are decided, ready for the picture and for the JSON.
/// </summary>
internal abstract record Mark(Trace Trace, Color Color)
{
    /// <summary>Points in the data's own numbers; categories by index. NaN is a gap.</summary>
    public sealed record Points(Trace.Scatter Scatter, Color Color, double[] X, double[] Y, string[]? Texts)
        : Mark(Scatter, Color)
    {
        public Color MarkerColor => Scatter.MarkerColor ?? Color;

        public StyleParam.DrawingStyle Dash { get; init; }
    }

    public sealed record Bars(Trace Source, Color Color, BarPlace[] Places, bool IsHorizontal)
        : Mark(Source, Color);

    /// <summary>
    /// Cells between edges: column c from XEdges[c] to XEdges[c + 1]. Least and Greatest end the colour
    /// scale.
    /// </summary>
    public sealed record Cells(
        Trace.Heatmap Map, double[] XEdges, double[] YEdges, double Least, double Greatest)
        : Mark(Map, default)
    {
        // Few enough that the picture keeps to a PNG palette, too many for the eye to tell neighbours apart.
        private const double Colors = 120;

        /// <summary>The colour of a cell's number.</summary>
        public Color ColorOf(double value)
        {
            if (double.IsNaN(value)) return Palette.Missing;
            var fraction = Math.Round((value - Least) / (Greatest - Least) * Colors) / Colors;
            return Palette.At(Map.Colorscale, Map.IsReversed ? 1 - fraction : fraction);
        }
    }
}
