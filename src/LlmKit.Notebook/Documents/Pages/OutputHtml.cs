using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>Outputs of cells as HTML: the richest form that needs nothing from outside of the page.</summary>
/// <param name="markdown">Draws outputs that are Markdown.</param>
/// <param name="hasPlotly">Whether the page has plotly.js.</param>
internal sealed class OutputHtml(MarkdownHtml markdown, bool hasPlotly)
{
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>Plots that the page cannot draw: they have no picture, and there is no plotly.js.</summary>
    public int PlotsWithoutPicture { get; private set; }

    public string Render(NotebookOutput output) => output.Kind switch
    {
        "stream" => Preformatted(output.Name == "stderr" ? "stderr" : "stdout", output.Text),
        "error" => Error(output),
        _ => Value(output),
    };

    private static string Error(NotebookOutput output)
    {
        var lines = string.Join('\n', output.Traceback);

        // Most tracebacks begin or end with the error's own line.
        if (lines.Length > 0 && TerminalText.Plain(lines).Contains(output.Text, StringComparison.Ordinal))
            return Preformatted("error", lines);
        return Preformatted("error", $"\u001b[1m{output.Name}: {output.Text}\u001b[0m\n{lines}");
    }

    private static string Preformatted(string kind, string text) =>
        $"<pre class=\"{kind}\">{TerminalText.Html(text.TrimEnd('\n'))}</pre>";

    private string Value(NotebookOutput output)
    {
        var picture = Picture(output);
        if (output.Data(Plotly) is { } figure)
        {
            if (hasPlotly) return Plot(figure, picture ?? Text(output));
            if (picture is null) PlotsWithoutPicture++;
            return picture ?? Text(output)
                + "<p class=\"note\">This plot has no picture; it needs plotly.js, which the page was made "
                + "without.</p>";
        }

        // A script mostly fetches from the network what it draws with; the picture beside it is the same.
        var html = output.Data("text/html");
        if (html is not null && !(picture is not null && HtmlFragment.HasScript(html)))
            return $"<div class=\"html\">{HtmlFragment.Closed(html)}</div>";
        if (picture is not null) return picture;
        if (output.Data("text/markdown") is { } text)
            return $"<div class=\"text\">{markdown.Render(text, _ => null)}</div>";
        if (output.Data("text/latex") is { } latex)
            return $"<div class=\"text\">{markdown.Render(latex, _ => null)}</div>";
        return Text(output);
    }

    private static string Text(NotebookOutput output)
    {
        var text = output.Data(MimeBundle.Plain) ?? output.MimeTypes.Select(output.Data).FirstOrDefault()
            ?? "";
        return text.Length == 0 ? "" : Preformatted("stdout", text);
    }

    private static string? Picture(NotebookOutput output)
    {
        foreach (var mimeType in Pictures.Types)
        {
            if (output.Data(mimeType) is not { } data || Pictures.Bytes(mimeType, data) is not { } bytes)
                continue;

            var (width, height) = output.SizeOf(mimeType);
            if ((width, height) is (null, null) && mimeType == "image/png"
                && PngSize.Shown(data) is var (shownWidth, shownHeight))
                (width, height) = (shownWidth, shownHeight);
            var image = new StringBuilder("<img class=\"picture\"");
            if (width is not null) image.Append(CultureInfo.InvariantCulture, $" width=\"{width}\"");
            if (height is not null) image.Append(CultureInfo.InvariantCulture, $" height=\"{height}\"");
            image.Append(" alt=\"").Append(Markup.Encode((output.Data(MimeBundle.Plain) ?? "").Trim()))
                .Append('"');
            return image.Append(" src=\"").Append(Pictures.Address(mimeType, bytes)).Append("\">").ToString();
        }

        return null;
    }

    // The picture stays until plotly.js has drawn, and for ever where scripts are off.
    private static string Plot(string figure, string picture) =>
        $"<div class=\"plot\">{picture}<script type=\"application/json\">"
        + figure.Replace("<", "\\u003c", StringComparison.Ordinal) + "</script></div>";
}
