namespace LlmKit.Notebook.Scripts;

/// <summary>Paths in messages as the user writes them.</summary>
internal static class ScriptPath
{
    /// <summary>The line with the script's path as it was given, and paths below the working folder relative to it.</summary>
    public static string Shown(string line, ScriptSource source)
    {
        if (source.Given != ScriptSource.StandardInput) line = line.Replace(source.Name, source.Given, StringComparison.Ordinal);
        var folder = Path.TrimEndingDirectorySeparator(Environment.CurrentDirectory) + Path.DirectorySeparatorChar;
        return folder.Length > 1 ? line.Replace(" " + folder, " ", StringComparison.Ordinal) : line;
    }
}
