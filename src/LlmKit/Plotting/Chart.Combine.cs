namespace LlmKit.Plotting;

public static partial class Chart
{
    /// <summary>
    /// Lays charts over each other on one pair of axes. What a later one sets goes before an earlier one's.
    /// </summary>
    public static GenericChart Combine(params IEnumerable<GenericChart> gCharts)
    {
        var figures = gCharts.Select(chart => chart.Figure).ToList();
        if (figures.Count == 0)
        {
            throw new ArgumentException("Chart.Combine was given no chart. Pass at least one.");
        }
        if (figures.Any(figure => figure.Panels.Length != 1))
        {
            throw new ArgumentException(
                "Chart.Combine was given a grid. Combine the charts first, then lay them out with Chart.Grid.");
        }

        return new(figures.Aggregate((earlier, later) => earlier with
        {
            Panels = [Combine(earlier.Panels[0], later.Panels[0])],
            Title = later.Title ?? earlier.Title,
            Width = later.Width ?? earlier.Width,
            Height = later.Height ?? earlier.Height,
            ShowLegend = later.ShowLegend ?? earlier.ShowLegend,
            LegendOrientation = later.LegendOrientation ?? earlier.LegendOrientation,
        }));
    }

    /// <summary>
    /// Lays charts out in rows and columns, each with axes of its own, row by row from the top.
    /// </summary>
    /// <param name="SubPlotTitles">One title a chart; the charts' own titles by default.</param>
    public static GenericChart Grid(
        IEnumerable<GenericChart> gCharts, int nRows, int nCols, IEnumerable<string>? SubPlotTitles = null)
    {
        var figures = gCharts.Select(chart => chart.Figure).ToList();
        var titles = SubPlotTitles?.ToList();
        if (nRows < 1 || nCols < 1 || figures.Count == 0 || figures.Count > nRows * nCols)
        {
            throw new ArgumentException(
                $"Chart.Grid was given {figures.Count} charts for {nRows} rows of {nCols}. Pass between 1 and nRows · nCols charts.");
        }

        if (figures.Any(figure => figure.Panels.Length != 1))
        {
            throw new ArgumentException(
                "Chart.Grid was given a grid. Pass the charts themselves, all to one grid.");
        }

        if (titles is not null) Require.SameLength("SubPlotTitles", titles.Count, "gCharts", figures.Count);
        return new(new Figure
        {
            Panels =
                [.. figures.Select(
                (figure, i) => figure.Panels[0] with { Title = titles?[i] ?? figure.Title })],
            Rows = nRows,
            Columns = nCols,
            Width = Math.Clamp(Figure.DefaultWidth, 280 * nCols, 2000),
            ShowLegend = figures.Select(figure => figure.ShowLegend).FirstOrDefault(show => show is not null),
        });
    }

    private static Panel Combine(Panel earlier, Panel later) => new()
    {
        Traces = [.. earlier.Traces, .. later.Traces],
        X = earlier.X.Overlay(later.X),
        Y = earlier.Y.Overlay(later.Y),
        BarMode = later.BarMode == default ? earlier.BarMode : later.BarMode,
    };
}
