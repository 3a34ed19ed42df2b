using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Magics;

/// <summary><c>#!import</c>: runs a file as if its cells stood in the notebook.</summary>
internal static class ImportedFile
{
    private static readonly string[] s_code = [".cs", ".csx"];
    private static readonly string[] s_notebooks = [".ipynb", ".dib"];

    public static async Task<CellOutcome?> Run(MagicCall call)
    {
        if (call.Rest.Length == 0) return call.Fail("no file is named. Write #!import PATH.");
        if (Find(call.Rest, call.Session) is not { } path)
            return call.Fail($"there is no file {Path.GetFullPath(call.Rest, call.Session.Folder)}. Relative paths start at {call.Session.Folder}.");

        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (!s_code.Concat(s_notebooks).Contains(ending))
            return call.Fail($"{Path.GetFileName(path)} cannot be run. Files of these kinds can: {string.Join(", ", s_code.Concat(s_notebooks))}.");
        if (!call.Session.Begin(path)) return call.Fail($"{Path.GetFileName(path)} imports itself, by way of: {call.Session.Trail}.");

        try
        {
            return s_code.Contains(ending)
                ? await RunCode(path, call).ConfigureAwait(false)
                : await RunNotebook(NotebookDocument.Read(path), call).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return call.Fail(e.Message);
        }
        finally
        {
            call.Session.End();
        }
    }

    private static string? Find(string path, CellSession session) =>
        new[] { session.Folder, session.Engine.Folder, Environment.CurrentDirectory }.Select(folder => Path.GetFullPath(path, folder)).FirstOrDefault(File.Exists);

    private static async Task<CellOutcome?> RunCode(string path, MagicCall call)
    {
        var code = await File.ReadAllTextAsync(path, call.Cancel).ConfigureAwait(false);
        return await Shown(call.Session.RunPartsAsync(code, path, CellLanguages.CSharp, call.Cancel)).ConfigureAwait(false);
    }

    private static async Task<CellOutcome?> RunNotebook(NotebookDocument notebook, MagicCall call)
    {
        foreach (var (i, cell) in notebook.Cells.Where(cell => cell.IsCode).Index())
        {
            var name = $"{Path.GetFileName(notebook.Path)}[{i + 1}]";
            if (await Shown(call.Session.RunPartsAsync(cell.Code, name, cell.Language, call.Cancel)).ConfigureAwait(false) is { } ended) return ended;
        }

        return null;
    }

    private static async Task<CellOutcome?> Shown(Task<CellOutcome> running)
    {
        var outcome = await running.ConfigureAwait(false);
        if (outcome is not CellOutcome.Finished finished) return outcome;
        CellSession.ShowValue(finished);
        return null;
    }
}
