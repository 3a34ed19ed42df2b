using LlmKit.Plotting.Axes;

namespace LlmKit.Plotting.Layout;

/// <summary>
/// A panel with its axes, bins and colours decided. Excluded: values that a logarithmic axis leaves out.
/// </summary>
internal sealed record PanelData(
    Panel Panel, Axis X, Axis Y, IReadOnlyList<Mark> Marks, int Excluded, bool IsEmpty)
{
    /// <summary>The panels of a figure, with colours that agree.</summary>
    public static IReadOnlyList<PanelData> Of(Figure figure)
    {
        var colors = new TraceColors();
        var most = Downsampling.MostPoints(figure.Panels.Sum(panel => panel.Traces.Length));
        return [.. figure.Panels.Select(panel =>
            new PanelReader(panel, colors.Of(panel, figure.Panels.Length == 1), most).Read())];
    }

    public Mark.Cells? Heatmap => Marks.OfType<Mark.Cells>().LastOrDefault();
}
