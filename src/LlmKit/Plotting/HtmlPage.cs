using System.Net;

namespace LlmKit.Plotting;

/// <summary>A page that stands alone.</summary>
internal static class HtmlPage
{
    public static string Write(string title, string svg, string json, string? plotlyJs) =>
        $"""
        <!DOCTYPE html>
        <html>
        <head>
        <meta charset="utf-8">
        <title>{WebUtility.HtmlEncode(title)}</title>
        </head>
        <body>
        <div id="chart">
        {svg}</div>
        <script type="application/json" id="figure">{json}</script>
        {(plotlyJs is null ? "" : Upgrade(plotlyJs))}
        </body>
        </html>

        """;

    // Where plotly.js does not load, the picture stays.
    private static string Upgrade(string plotlyJs) =>
        $$"""
        {{Script(plotlyJs)}}
        <script>
        if (window.Plotly) {
          const chart = document.getElementById("chart");
          const figure = JSON.parse(document.getElementById("figure").textContent);
          chart.replaceChildren();
          Plotly.newPlot(chart, figure.data, figure.layout, { responsive: true });
        }
        </script>
        """;

    private static string Script(string plotlyJs)
    {
        if (Uri.TryCreate(plotlyJs, UriKind.Absolute, out var uri) && uri?.Scheme is "http" or "https")
        {
            return $"<script src=\"{WebUtility.HtmlEncode(plotlyJs)}\"></script>";
        }

        if (!File.Exists(plotlyJs))
        {
            throw new FileNotFoundException(
                $"PlotlyJs = \"{plotlyJs}\" is no file. Pass the path of plotly.min.js, a URL that starts with https://, or nothing.", plotlyJs);
        }

        return "<script>" + File.ReadAllText(plotlyJs)
            .Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase) + "</script>";
    }
}
