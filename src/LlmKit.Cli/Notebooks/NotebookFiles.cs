namespace LlmKit.Cli.Notebooks;

/// <summary>Which notebooks are meant by the paths of a command line.</summary>
internal static class NotebookFiles
{
    /// <summary>Files as they are, folders as the notebooks in them, by name. Null, with the reason, when a path is wrong.</summary>
    public static IReadOnlyList<string>? Find(IEnumerable<string> paths, out string? wrong)
    {
        var files = new List<string>();
        wrong = null;
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var found = Directory.GetFiles(path, "*.ipynb").Order(StringComparer.Ordinal).ToList();
                if (found.Count == 0) wrong = $"there is no notebook (*.ipynb) in the folder {path}.";
                files.AddRange(found);
            }
            else if (!File.Exists(path))
            {
                wrong = $"there is no file or folder {path}. Give the path of a notebook (.ipynb) or of a folder of notebooks.";
            }
            else if (!path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            {
                wrong = $"{path} is no .ipynb file. Scripts are run with: llmkit script {path}";
            }
            else
            {
                files.Add(path);
            }

            if (wrong is not null) return null;
        }

        return [.. files.DistinctBy(Path.GetFullPath)];
    }
}
