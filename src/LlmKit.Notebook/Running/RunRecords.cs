using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Notebook.Running;

/// <summary>Remembers which notebooks ran to their end, so that a later run may leave them out while nothing changed.</summary>
/// <param name="folder">Where it is kept; <see cref="UserFolder"/> for the user's own.</param>
public sealed partial class RunRecords(string folder)
{
    /// <summary>Below <c>XDG_CACHE_HOME</c>, else <c>~/.cache</c>.</summary>
    public static string UserFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "llmkit", "runs");

    /// <summary>The report of the last run, when it was good and the notebook, its parameters, the files that it
    /// references, this program and the executed notebook are as they were; null otherwise.</summary>
    /// <param name="output">The executed notebook; null when none is written.</param>
    public NotebookReport? Find(string path, string? output, RunOptions options)
    {
        try
        {
            using var kept = JsonDocument.Parse(File.ReadAllBytes(FileOf(path, output, options)));
            var root = kept.RootElement;
            if (root.GetProperty("sources").GetString() != SourcesOf(path, options) || root.GetProperty("output").GetString() != HashOf(output)) return null;
            var peak = new CellFigures(default, 0, root.GetProperty("peak").GetInt64());
            return new(path, output, root.GetProperty("cells").GetInt32(), new(root.GetProperty("ticks").GetInt64()), Failure: null)
            {
                Each = [new(0, "", peak)],
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or NotebookFormatException)
        {
            return null;
        }
    }

    /// <summary>Remembers a good run, and forgets a bad one.</summary>
    public void Keep(NotebookReport report, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(report);
        var file = FileOf(report.Path, report.Output, options);
        try
        {
            if (!report.IsGood)
            {
                File.Delete(file);
                return;
            }

            TextFile.Write(file, Json.Object(json =>
            {
                json.WriteString("sources", SourcesOf(report.Path, options));
                json.WriteString("output", HashOf(report.Output));
                json.WriteNumber("cells", report.Cells);
                json.WriteNumber("ticks", report.Time.Ticks);
                json.WriteNumber("peak", report.Peak);
            }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without a record the notebook is run again, which is right, only slower.
        }
    }

    private string FileOf(string path, string? output, RunOptions options)
    {
        var what = $"{Path.GetFullPath(path)}\n{(output is null ? "" : Path.GetFullPath(output))}\n{options.Check}";
        return Path.Combine(folder, $"{Hash(Encoding.UTF8.GetBytes(what))[..32]}.json");
    }

    private static string SourcesOf(string path, RunOptions options)
    {
        var text = new StringBuilder();
        text.Append(typeof(RunRecords).Module.ModuleVersionId).Append('\n');
        foreach (var (name, value) in options.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text.Append(name).Append('=').Append(value).Append('\n');
        var notebook = NotebookDocument.Read(path);
        var start = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var cell in notebook.Cells)
        {
            text.Append(cell.Kind).Append('\0').Append(cell.Language).Append('\0').Append(cell.Source).Append('\0');
            if (cell.IsCode) AppendFiles(text, cell.Source, start);
        }

        if (options.Check) text.Append(HashOf(path));
        return Hash(Encoding.UTF8.GetBytes(text.ToString()));
    }

    // Libraries and files that cells name: their size and age say enough.
    private static void AppendFiles(StringBuilder text, string source, string start)
    {
        foreach (Match named in NamedFile().Matches(source))
        {
            var file = new FileInfo(Path.GetFullPath(named.Groups["path"].Value.Trim(), start));
            if (file.Exists) text.Append(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}\0");
        }
    }

    private static string HashOf(string? file) => file is null ? "" : Hash(File.ReadAllBytes(file));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [GeneratedRegex("""^[ \t]*#(?:r|load|!import)[ \t]+"?(?!nuget)(?<path>[^"\r\n]+)"?""", RegexOptions.Multiline)]
    private static partial Regex NamedFile();
}
