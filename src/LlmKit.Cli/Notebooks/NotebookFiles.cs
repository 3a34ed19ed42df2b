namespace LlmKit.Cli.Notebooks;

/// <summary>Which notebooks are meant by the paths of a command line.</summary>
internal static class NotebookFiles
{
    /// <summary>Files as they are, folders as the notebooks in them, by name.</summary>
    /// <param name="paths">What the user named.</param>
    /// <param name="output">The folder for the executed notebooks, made where it is missing; null writes them over the
    /// originals.</param>
    /// <param name="wrong">What is wrong with a path, when the answer is null.</param>
    public static IReadOnlyList<NotebookFile>? Find(IEnumerable<string> paths, string? output, out string? wrong)
    {
        wrong = null;
        var found = new List<string>();
        foreach (var path in paths)
        {
            found.AddRange(In(path, out wrong));
            if (wrong is not null) return null;
        }

        NotebookFile[] files =
        [
            .. found.DistinctBy(Path.GetFullPath).Select(path =>
                new NotebookFile(path, output is null ? path : Path.Combine(output, Path.GetFileName(path)))),
        ];
        wrong = output is null ? null : Clash(files) ?? WrongWith(output);
        return wrong is null ? files : null;
    }

    private static string[] In(string path, out string? wrong)
    {
        wrong = null;
        if (Directory.Exists(path))
        {
            var found = Directory.GetFiles(path, "*.ipynb").Order(StringComparer.Ordinal).ToArray();
            if (found.Length == 0) wrong = $"there is no notebook (*.ipynb) in the folder {path}.";
            return found;
        }

        if (!File.Exists(path))
        {
            wrong = $"there is no file or folder {path}. Give the path of a notebook (.ipynb) or of a folder of " +
                "notebooks.";
        }
        else if (!path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            wrong = $"{path} is no .ipynb file. Scripts are run with: llmkit script {path}";
        }

        return [path];
    }

    private static string? Clash(NotebookFile[] files)
    {
        if (files.FirstOrDefault(file => Path.GetFullPath(file.Path) == Path.GetFullPath(file.Output)) is { } same)
            return $"{same.Path} would be written over itself. If that is meant, say --in-place.";

        return files
            .GroupBy(file => Path.GetFullPath(file.Output))
            .Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(file => file.Path))} would both be written to " +
                $"{group.First().Output}. Run them one by one, each with its own --output.")
            .FirstOrDefault();
    }

    // Found out before the cells run: afterwards their outputs would be lost.
    private static string? WrongWith(string output)
    {
        try
        {
            Directory.CreateDirectory(output);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"--output {output} cannot be made a folder: {e.Message}";
        }
    }
}
