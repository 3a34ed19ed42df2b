namespace LlmKit.Plotting.Display;

/// <summary>
/// The three forms of a chart in a notebook's output. Plotly JSON is interactive in VS Code and JupyterLab;
/// PNG shows in classic Jupyter (in a notebook that is not trusted too, where HTML and SVG are taken out), in
/// nbconvert's HTML and on code hosts; text is one line.
/// </summary>
internal sealed class ChartFormatters
{
    public const string Plotly = "application/vnd.plotly.v1+json";
    public const string Png = "image/png";
    public const string Text = "text/plain";

    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ChartFormatter(Plotly, chart => chart.ToPlotlyJson()),
        new ChartFormatter(Png, chart => Convert.ToBase64String(chart.ToPng())),
        new ChartFormatter(Text, chart => chart.ToString()),
    ];
}
