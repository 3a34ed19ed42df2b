namespace LlmKit.Cli.Scripts;

/// <summary>Looks at the path of a script before anything is compiled.</summary>
internal static class ScriptFile
{
    private const string Extension = ".csx";
    private const int MostNames = 5;

    /// <summary>Why a path is no script, with the way out; null when there is a file.</summary>
    public static string? WrongWith(string path)
    {
        if (path == "-" || File.Exists(path)) return null;
        if (path.Contains("://", StringComparison.Ordinal))
            return $"{path} is an address. Fetch the file first, and give its path.";
        if (Directory.Exists(path))
        {
            var inside = NamesIn(path).Take(MostNames).Select(name => Path.Combine(path, name)).ToList();
            var hint = inside.Count == 0
                ? "Give the path of a .csx file."
                : $"Give the path of a file in it: {string.Join(", ", inside)}.";
            return $"{path} is a folder. {hint}";
        }

        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        var asked = Path.GetFileName(path);
        var names = NamesIn(folder).ToList();
        var near = names.Find(name => name == asked + Extension) ?? Spelling.Nearest(asked, names) ??
            Spelling.Nearest(asked + Extension, names);
        return near is null
            ? $"there is no script {path}. Give the path of a .csx file, or - for standard input."
            : $"there is no script {path}. Did you mean {(folder == "." ? near : Path.Combine(folder, near))}?";
    }

    private static IEnumerable<string> NamesIn(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*" + Extension).Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
