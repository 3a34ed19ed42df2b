using LlmKit.Notebook.Documents.Pages;
using LlmKit.Notebook.Documents.Programs;

namespace LlmKit.Notebook.Documents;

/// <summary>How a notebook is converted; each choice matters for the form named.</summary>
public sealed record ConversionOptions
{
    /// <summary>.html: the file of plotly.js for plots that can be zoomed; null shows their
    /// pictures.</summary>
    public string? Plotly { get; init; }

    /// <summary>.md: pictures become files in a folder NAME_files beside it; false keeps them inside the
    /// text.</summary>
    public bool PicturesBeside { get; init; } = true;
}

/// <summary>What a conversion wrote.</summary>
/// <param name="Files">The file asked for, and any beside it.</param>
/// <param name="Warnings">What the new form cannot hold, a sentence each.</param>
public sealed record ConversionReport(IReadOnlyList<string> Files, int Cells, IReadOnlyList<string> Warnings);

/// <summary>Turns notebooks from one form into another. Extensions tell the forms.</summary>
public static class NotebookConversion
{
    /// <summary>The forms that can be read.</summary>
    public static IReadOnlyList<string> Readable { get; } = [".ipynb", ".dib", ".csx"];

    /// <summary>The forms that can be written.</summary>
    public static IReadOnlyList<string> Writable { get; } = [".ipynb", ".dib", ".csx", ".cs", ".md", ".html"];

    /// <summary>The file of plotly.js that npm installed beside the notebook, in the working folder or above
    /// one of them; null when there is none.</summary>
    public static string? FindPlotly(string notebook) =>
        PlotlyScript.Find(Path.GetDirectoryName(Path.GetFullPath(notebook))!, Environment.CurrentDirectory);

    /// <exception cref="NotebookFormatException">The file cannot be read, or its language has no such
    /// form.</exception>
    public static ConversionReport Convert(string input, string output, ConversionOptions? options = null)
    {
        var notebook = NotebookDocument.Read(input);
        var warnings = new List<string>();
        var files = new List<string> { output };
        switch (Path.GetExtension(output).ToUpperInvariant())
        {
            case ".IPYNB":
                notebook.AddMissingIds();
                notebook.Save(output);
                break;
            case ".DIB":
                TextFile.Write(output, DibText.Write(notebook));
                break;
            case ".CSX":
                TextFile.Write(output, ProgramText.Script(notebook, output, warnings));
                break;
            case ".CS":
                TextFile.Write(output, ProgramText.Program(notebook, output, warnings));
                break;
            case ".MD":
                var folder = Path.GetFileNameWithoutExtension(output) + "_files";
                var page = new MarkdownPage(options?.PicturesBeside ?? true ? folder : null);
                var text = page.Write(notebook);
                foreach (var (name, bytes) in page.Files)
                {
                    files.Add(Path.Combine(Path.GetDirectoryName(output)!, folder, name));
                    TextFile.Write(files[^1], bytes);
                }

                TextFile.Write(output, text);
                break;
            case ".HTML":
                TextFile.Write(output, HtmlPage.Write(notebook, options?.Plotly, warnings));
                break;
            default:
                throw new ArgumentException(
                    $"{output} has none of the extensions {string.Join(", ", Writable)}.", nameof(output));
        }

        return new(files, notebook.Cells.Count, warnings);
    }
}
