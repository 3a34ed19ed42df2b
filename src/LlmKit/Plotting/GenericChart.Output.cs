using System.Text;
using LlmKit.Plotting.Drawing;
using LlmKit.Plotting.Layout;

namespace LlmKit.Plotting;

public sealed partial class GenericChart
{
    // Sharp on screens with two pixels to a CSS pixel.
    private const double PngScale = 2;

    /// <summary>
    /// The chart as an SVG document: no script, no other file, the same text on every machine.
    /// </summary>
    public string ToSvg() => SvgWriter.Write(FigureLayout.Draw(Figure, ToString()));

    /// <summary>
    /// The chart as a PNG file with two pixels to a pixel of its size. Text needs no font but looks better
    /// with one.
    /// </summary>
    public byte[] ToPng() => PngPainter.Write(FigureLayout.Draw(Figure, ToString()), PngScale);

    /// <summary>The chart as plotly.js reads it: an object with <c>data</c> and <c>layout</c>.</summary>
    public string ToPlotlyJson() => PlotlyJson.Write(Figure);

    /// <summary>A whole page with the chart as inline SVG, and with its Plotly JSON.</summary>
    /// <param name="PlotlyJs">A file or URL of plotly.js, which makes the page interactive. A file is copied
    /// into the page, a URL is only named there; without either the page has no script and needs no
    /// network.</param>
    public string ToHtml(string? PlotlyJs = null) =>
        HtmlPage.Write(Figure.Title ?? ToString(), ToSvg(), ToPlotlyJson(), PlotlyJs);

    /// <summary>Writes <see cref="ToSvg"/> to a file.</summary>
    public void SaveSvg(string path) => Save(path, Encoding.UTF8.GetBytes(ToSvg()));

    /// <summary>Writes <see cref="ToPng"/> to a file.</summary>
    public void SavePng(string path) => Save(path, ToPng());

    /// <summary>Writes <see cref="ToHtml"/> to a file.</summary>
    public void SaveHtml(string path, string? PlotlyJs = null) =>
        Save(path, Encoding.UTF8.GetBytes(ToHtml(PlotlyJs)));

    /// <summary>One line: what the chart shows and how many values it has.</summary>
    public override string ToString()
    {
        var traces = Figure.Panels.SelectMany(panel => panel.Traces).ToList();
        var title = (Figure.Title ?? "").ReplaceLineEndings(" ");
        var parts = traces.Take(4)
            .Select(trace =>
            $"{trace.Kind}{(trace.Name is { Length: > 0 } name ? $" \"{name}\"" : "")} of {trace.Count:N0}");
        return $"Chart{(title.Length > 0 ? $" \"{title}\"" : "")}: {string.Join(", ", parts)}{(traces.Count > 4 ? $" and {traces.Count - 4} more" : "")}"
            .ReplaceLineEndings(" ");
    }

    // A reader never sees half a file: it is written under another name and then renamed.
    private static void Save(string path, byte[] content)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full);
        if (folder is null || !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"{path}: the folder {folder} does not exist. Create it first, or save elsewhere.");
        }

        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
