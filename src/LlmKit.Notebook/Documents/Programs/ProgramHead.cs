using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Documents.Programs;

/// <summary>What cells ask for with <c>#r</c>, <c>#i</c> and <c>#load</c>, and how a program asks for
/// it.</summary>
/// <param name="folder">The notebook's, where relative paths start.</param>
/// <param name="output">The program's file; what is written is relative to it.</param>
internal sealed partial class ProgramHead(string folder, string output, ICollection<string> warnings)
{
    private readonly string _target = Path.GetDirectoryName(Path.GetFullPath(output))!;
    private readonly List<string> _lines = [];
    private readonly List<string> _sources = [];
    private readonly List<string> _libraries = [];
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);

    /// <summary>The files that <c>#r</c> names and that are there.</summary>
    public IReadOnlyList<string> Libraries => _libraries;

    /// <summary>The lines for the top of a file-based program.</summary>
    public IEnumerable<string> Directives =>
        _sources.Count == 0
            ? _lines.Distinct()
            : [.. _lines.Distinct(), "#:property RestoreAdditionalProjectSources=" + string.Join(';', _sources)];

    /// <summary>Takes one such line of a cell; returns the code of a file that it loads.</summary>
    public IEnumerable<CellCode> Take(string line, int cell)
    {
        if (Quoted().Match(line) is not { Success: true } match) return [];

        var (kind, value) = (match.Groups["kind"].Value, match.Groups["value"].Value.Trim());
        var isPackage = value.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);
        var rest = isPackage ? value["nuget:".Length..].Trim() : value;
        switch (kind)
        {
            case "i" when isPackage:
                var place = Path.Combine(folder, rest);
                _sources.Add(Directory.Exists(place) ? Relative(place) : rest);
                break;
            case "r" when isPackage:
                var parts =
                    rest.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length > 0)
                    _lines.Add($"#:package {parts[0]}@{(parts.Length > 1 ? parts[1] : "*")}");
                break;
            case "r":
                Reference(value, line, cell);
                break;
            case "load":
                return Load(value, line, cell);
        }

        return [];
    }

    /// <summary>Such a line for a script, in which a path starts where the script lies.</summary>
    public string Moved(string line)
    {
        if (Quoted().Match(line) is not { Success: true } match) return line;

        var value = match.Groups["value"];
        var path = Path.Combine(folder, value.Value);
        return value.Value.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)
            || Path.IsPathRooted(value.Value) || !File.Exists(path)
            ? line
            : string.Concat(
                line.AsSpan(0, value.Index), Relative(path), line.AsSpan(value.Index + value.Length));
    }

    // The file of a library that a cell names; null when it is not there.
    private string? FileOf(string value) =>
        new[] { value, value + ".dll" }.Select(name => Path.GetFullPath(Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private void Reference(string value, string line, int cell)
    {
        var file = FileOf(value);
        if (file is not null) _libraries.Add(file);
        if (ProjectOf(Path.GetFullPath(Path.Combine(folder, value))) is { } project)
        {
            _lines.Add($"#:project {Relative(project)}");
        }
        else
        {
            _lines.Add($"// {line}");
            warnings.Add(
                $"Cell {cell} refers to a file, {value}, and no project of that name is found above it. A "
                + "program of one file refers to packages and projects only: name its package with "
                + "#:package, or its project with #:project.");
        }
    }

    // lib/bin/Name.dll is mostly built by Name.csproj, in a folder above or below a folder above.
    private static string? ProjectOf(string library)
    {
        var name = Path.GetFileNameWithoutExtension(library);
        var place = library;
        while ((place = Path.GetDirectoryName(place)) is not null)
        {
            string[] candidates = [$"{name}.csproj", $"{name}/{name}.csproj", $"src/{name}/{name}.csproj"];
            if (candidates.Select(candidate => Path.Combine(place, candidate)).FirstOrDefault(File.Exists)
                is { } project)
                return project;
        }

        return null;
    }

    private IEnumerable<CellCode> Load(string value, string line, int cell)
    {
        var file = Path.GetFullPath(Path.Combine(folder, value));
        if (!File.Exists(file))
        {
            warnings.Add(
                $"Cell {cell} has the line {line}, but there is no file {value}. What it declares is missing "
                + "in the program.");
            return [];
        }

        if (!_loaded.Add(file)) return [];
        var text = TextFile.Decode(TextFile.ReadBytes(file), file);
        if (Nesting.IsTooDeep(text))
            throw new NotebookFormatException(
                $"{file} has more than {Nesting.Most} brackets inside each other. Is it C#?");
        var code = CellCode.Parse(0, text);
        return [.. code.Directives.SelectMany(inner => Take(inner, cell)), code];
    }

    private string Relative(string path) => Path.GetRelativePath(_target, path).Replace('\\', '/');

    [GeneratedRegex("""^\s*#\s*(?<kind>r|i|load)\s*"(?<value>[^"]*)"?""")]
    private static partial Regex Quoted();
}
