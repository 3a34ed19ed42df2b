using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Running;

/// <summary>Reads a notebook that is to be run.</summary>
public static class RunnableNotebook
{
    /// <summary>The forms that can be run.</summary>
    public static IReadOnlyList<string> Forms { get; } = NotebookConversion.Readable;

    /// <param name="path">The notebook: .ipynb, .dib or .csx.</param>
    /// <param name="parameters">Other values for the variables of the cell tagged <c>parameters</c>.</param>
    /// <exception cref="NotebookFormatException">The file is no notebook, or one of another language, or takes no such
    /// parameters.</exception>
    public static NotebookDocument Read(string path, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var notebook = NotebookDocument.Read(path);
        RefuseOtherLanguages(notebook);
        if (parameters.Count > 0) notebook = notebook.WithParameters(parameters);
        notebook.AddMissingIds();
        return notebook;
    }

    private static void RefuseOtherLanguages(NotebookDocument notebook)
    {
        // A notebook of .NET Interactive may name another language and still hold cells of C#.
        var languages = notebook.Cells.Where(cell => cell.IsCode).Select(cell => cell.Language).ToHashSet();
        if (notebook.Language == CellLanguages.CSharp || languages.Contains(CellLanguages.CSharp)) return;
        if (languages.Count == 0) return;

        var kernel = notebook.KernelTitle is { } title ? $"the kernel \"{title}\"" : "another kernel";
        throw new NotebookFormatException(
            $"{notebook.Path} is for {kernel} and in {CellLanguages.TitleOf(notebook.Language)}; C# notebooks "
            + "are run here. Run it with: jupyter nbconvert --to notebook --execute. Converting it to .md or "
            + ".html is fine.");
    }
}
