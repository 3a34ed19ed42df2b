using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>
/// A notebook as one static page that needs nothing else: code in colours, text, formulas, outputs, pictures.
/// It follows the reader's choice of light or dark.
/// </summary>
internal static class HtmlPage
{
    private static readonly string s_style = Resource("page.css"), s_script = Resource("page.js");

    /// <summary>The style sheet, for pages that look like it.</summary>
    public static string Style => s_style;

    /// <param name="plotly">The file of plotly.js, for plots that can be zoomed; null for their
    /// pictures.</param>
    /// <param name="warnings">Receives what the page lacks.</param>
    public static string Write(NotebookDocument notebook, string? plotly, ICollection<string> warnings)
    {
        var markdown = new MarkdownHtml(Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!);
        var hasPlots = plotly is not null
            && notebook.Cells.SelectMany(cell => cell.Outputs)
            .Any(output => output.MimeTypes.Contains(OutputHtml.Plotly));
        var outputs = new OutputHtml(markdown, hasPlots);
        var body = new StringBuilder();
        foreach (var cell in notebook.Cells) AppendCell(body, cell, markdown, outputs);

        if (outputs.PlotsWithoutPicture > 0)
        {
            warnings.Add(
                $"Plots without a picture, which only plotly.js draws: {outputs.PlotsWithoutPicture}. "
                + "Name its file with --plotly; npm install plotly.js-dist-min brings one.");
        }

        var title = markdown.Headings.FirstOrDefault(heading => heading.Level == 1)?.Text
            ?? Path.GetFileNameWithoutExtension(notebook.Path);
        return $"""
            <!DOCTYPE html>
            <html lang="{LanguageOf(notebook)}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="LlmKit">
            <title>{Markup.Encode(title)}</title>
            <style>
            {s_style}</style>
            </head>
            <body>
            {Contents(markdown.Headings)}<main>
            {body}</main>
            {(hasPlots ? ScriptsWith(plotly!) : "")}</body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string ScriptsWith(string plotly) =>
        $"<script>{PlotlyScript.Read(plotly)}</script>\n<script>\n{s_script}</script>\n";

    private static void AppendCell(
        StringBuilder page, NotebookCell cell, MarkdownHtml markdown, OutputHtml outputs)
    {
        var source = cell.Code.ReplaceLineEndings("\n").Trim('\n');
        var isText = cell.Kind == "markdown" || (cell.IsCode && cell.Language == CellLanguages.Markdown);
        if (isText)
        {
            page.Append("<section class=\"cell text\">\n").Append(markdown.Render(source, cell.Attachment))
                .Append("</section>\n");
            return;
        }

        page.Append("<section class=\"cell ").Append(cell.Kind).Append("\">\n");
        if (cell.Title is { Length: > 0 } title)
            page.Append("<p class=\"title\">").Append(Markup.Encode(title)).Append("</p>\n");
        if (source.Length > 0)
        {
            var label = cell.Language is CellLanguages.CSharp or "raw" ? ""
                : $" data-language=\"{Markup.Encode(CellLanguages.TitleOf(cell.Language))}\"";
            var count = cell.ExecutionCount is { } number
                ? string.Create(CultureInfo.InvariantCulture, $" data-count=\"{number}\"") : "";
            page.Append("<pre class=\"code\"").Append(count).Append(label).Append("><code>")
                .Append(Code.Html(source, cell.Language)).Append("</code></pre>\n");
        }

        var shown = cell.Outputs.Select(outputs.Render).Where(html => html.Length > 0).ToList();
        if (shown.Count > 0)
            page.Append("<div class=\"outputs\">\n").AppendJoin('\n', shown).Append("\n</div>\n");
        page.Append("</section>\n");
    }

    private static string Contents(IReadOnlyList<MarkdownHtml.Heading> headings)
    {
        var shown = headings.Where(heading => heading.Level <= 3).ToList();
        if (shown.Count < 3) return "";

        var list = new StringBuilder("<nav><details open><summary>Contents</summary>\n<ul>\n");
        foreach (var heading in shown)
        {
            list.Append(CultureInfo.InvariantCulture, $"<li class=\"level-{heading.Level}\"><a href=\"#")
                .Append(Markup.Encode(Uri.EscapeDataString(heading.Anchor))).Append("\">")
                .Append(Markup.Encode(heading.Text)).Append("</a></li>\n");
        }

        return list.Append("</ul>\n</details></nav>\n").ToString();
    }

    // Decides which shapes a browser gives to characters that Chinese and Japanese share.
    private static string LanguageOf(NotebookDocument notebook)
    {
        int chinese = 0, japanese = 0, latin = 0;
        foreach (var letter in notebook.Cells.Where(cell => !cell.IsCode).SelectMany(cell => cell.Source))
        {
            if (letter is >= '\u4e00' and <= '\u9fff') chinese++;
            else if (letter is >= '\u3040' and <= '\u30ff') japanese++;
            else if (char.IsAsciiLetter(letter)) latin++;
        }

        // A Chinese character says as much as about three letters.
        return japanese > chinese / 5 && japanese > 0 ? "ja" : 3 * chinese > latin ? "zh-CN" : "en";
    }

    private static string Resource(string name)
    {
        using var stream =
            typeof(HtmlPage).Assembly.GetManifestResourceStream($"LlmKit.Notebook.Documents.Pages.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
