using LlmKit.Notebook.Running;
using LlmKit.Notebook.Running.Pages;

namespace LlmKit.Cli.Notebooks;

/// <summary>Which notebooks are meant by the paths of a command line.</summary>
internal static class NotebookFiles
{
    private const string Jupyter = ".ipynb";
    private static readonly string[] s_inFolders = [Jupyter, ".dib"];

    /// <summary>Files as they are, folders as the notebooks in them, by name.</summary>
    /// <param name="paths">What the user named.</param>
    /// <param name="keepsOutputs">Whether the files themselves must be able to hold outputs.</param>
    /// <param name="pages">The folder for pages; null for none.</param>
    /// <param name="wrong">What is wrong with a path, when the answer is null.</param>
    public static IReadOnlyList<NotebookFile>? Find(
        IEnumerable<string> paths, RunPlace place, bool keepsOutputs, string? pages, out string? wrong)
    {
        wrong = null;
        var found = new List<string>();
        foreach (var path in paths)
        {
            found.AddRange(In(path, keepsOutputs, out wrong));
            if (wrong is not null) return null;
        }

        NotebookFile[] files = [.. found.DistinctBy(Path.GetFullPath).Select(path => new NotebookFile(path, OutputOf(path, place)))];
        wrong = Clash(files, place) ?? PageClash(files, pages) ?? (place is RunPlace.Folder folder ? WrongWith("--output", folder.Path) : null)
            ?? (pages is null ? null : WrongWith("--html", pages)) ?? files.Select(Unwritable).FirstOrDefault(reason => reason is not null);
        return wrong is null ? files : null;
    }

    private static string? OutputOf(string path, RunPlace place) => place switch
    {
        RunPlace.Folder folder => Path.Combine(folder.Path, Path.GetFileNameWithoutExtension(path) + Jupyter),
        RunPlace.InPlace => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path,
        _ => null,
    };

    private static string[] In(string path, bool keepsOutputs, out string? wrong)
    {
        wrong = null;
        if (Directory.Exists(path))
        {
            var forms = keepsOutputs ? [Jupyter] : s_inFolders;
            var found = Directory.GetFiles(path).Where(file => forms.Contains(ExtensionOf(file))).Order(StringComparer.Ordinal).ToArray();
            if (found.Length == 0) wrong = $"there is no notebook ({string.Join(", ", forms.Select(form => "*" + form))}) in the folder {path}.";
            return found;
        }

        var extension = ExtensionOf(path);
        if (!File.Exists(path))
        {
            wrong = $"there is no file or folder {path}. Give the path of a notebook ({string.Join(", ", RunnableNotebook.Forms)}) or of a folder of "
                + "notebooks.";
        }
        else if (!RunnableNotebook.Forms.Contains(extension))
        {
            wrong = $"{path} has {(extension.Length == 0 ? "no extension" : $"the extension {extension}")}, which is no notebook's. Notebooks end in "
                + $"{string.Join(", ", RunnableNotebook.Forms)}.";
        }
        else if (keepsOutputs && extension != Jupyter)
        {
            wrong = $"{path} cannot hold outputs: only {Jupyter} files can. Run it with --output, or turn it into one with: "
                + $"llmkit notebook convert {path} {Path.ChangeExtension(path, Jupyter)}";
        }

        return [path];
    }

    private static string? Clash(NotebookFile[] files, RunPlace place)
    {
        if (place is not RunPlace.Folder) return null;
        if (files.FirstOrDefault(file => Path.GetFullPath(file.Path) == Path.GetFullPath(file.Output!)) is { } same)
            return $"{same.Path} would be written over itself. If that is meant, say --in-place.";

        return files
            .GroupBy(file => Path.GetFullPath(file.Output!))
            .Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(file => file.Path))} would both be written to "
                + $"{group.First().Output}. Run them one by one, each with its own --output.")
            .FirstOrDefault();
    }

    private static string? PageClash(NotebookFile[] files, string? pages) => pages is null ? null : files
        .GroupBy(file => RunPages.NameOf(file.Path))
        .Where(group => group.Count() > 1)
        .Select(group => $"{string.Join(" and ", group.Select(file => file.Path))} would both get the page "
            + $"{Path.Combine(pages, group.Key)}. Run them one by one, each with its own --html.")
        .FirstOrDefault();

    // Found out before the cells run: afterwards their outputs would be lost.
    private static string? WrongWith(string option, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"{option} {folder} cannot be made a folder: {e.Message}";
        }
    }

    private static string? Unwritable(NotebookFile file)
    {
        if (file.Output is not { } output) return null;
        if (Directory.Exists(output)) return $"{file.Path} would be written to {output}, which is a folder. Give another --output.";
        var probe = $"{output}.{Environment.ProcessId}.tmp";
        try
        {
            using (File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose))
                return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{output} cannot be written: {e.Message} Give another --output, or make room or rights there.";
        }
    }

    private static string ExtensionOf(string path) => Path.GetExtension(path).ToLowerInvariant();
}
