using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Documents.Pages;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Repl;

/// <summary>Writes what a terminal cannot show, such as plots, into pages for a browser. They stay when the session ends.</summary>
internal sealed class PageFile
{
    private static readonly string[] s_drawn = ["<img", "<svg", "<script", "<canvas", "<iframe", "<video", "<audio"];
    private string? _folder;
    private int _pages;

    /// <returns>The file; null when the plain text says all.</returns>
    public string? Write(MimeBundle content)
    {
        if (!IsDrawn(content)) return null;
        _folder ??= Directory.CreateTempSubdirectory("llmkit-repl-").FullName;
        var path = Path.Combine(_folder, $"output-{++_pages}.html");
        var notebook = NotebookDocument.Create(NotebookMetadata.For(CellLanguages.CSharp), path);
        notebook.Add(CellLanguages.CSharp, "");
        notebook.Cells[^1].Add(new CellOutput.Displayed(content, "page"));
        File.WriteAllText(path, HtmlPage.Write(notebook, NotebookConversion.FindPlotly(path), []));
        return path;
    }

    private static bool IsDrawn(MimeBundle content) => content.Any(form =>
        form.Key.StartsWith("image/", StringComparison.Ordinal) || form.Key is OutputHtml.Plotly or "text/vnd.mermaid" ||
        (form.Key == MimeBundle.Html && s_drawn.Any(tag => form.Value.Contains(tag, StringComparison.OrdinalIgnoreCase))));
}
