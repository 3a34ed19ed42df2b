namespace LlmKit.Notebook.Scripts;

/// <summary>Paths in messages as the user writes them.</summary>
internal static class ScriptPath
{
    /// <summary>
    /// A line of an error with the script's path as it was given, and with paths below the working folder relative
    /// to it. What is not the place of an error stays as it is.
    /// </summary>
    public static string Shown(string line, ScriptSource source)
    {
        if (source.Given != ScriptSource.StandardInput) line = Replaced(line, source.Name, source.Given);
        var folder = Environment.CurrentDirectory;
        return Path.EndsInDirectorySeparator(folder)
            ? line
            : Replaced(line, folder + Path.DirectorySeparatorChar, "");
    }

    private static string Replaced(string line, string path, string shown)
    {
        if (line.StartsWith(path, StringComparison.Ordinal)) return shown + line[path.Length..];
        if (!line.StartsWith("   at ", StringComparison.Ordinal)) return line;
        return line.Replace($"   at {path}", $"   at {shown}", StringComparison.Ordinal)
            .Replace($" in {path}", $" in {shown}", StringComparison.Ordinal);
    }
}
