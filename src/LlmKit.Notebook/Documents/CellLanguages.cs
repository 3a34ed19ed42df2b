namespace LlmKit.Notebook.Documents;

/// <summary>The languages that cells of .NET notebooks are in, by the names that files have for
/// them.</summary>
internal static class CellLanguages
{
    public const string CSharp = "csharp";
    public const string Markdown = "markdown";

    // Those of .NET Interactive, and the languages of other kernels that a .dib file may name.
    private static readonly (string Name, string Title, string[] Aliases)[] s_known =
    [
        (CSharp, "C#", ["c#", "cs"]),
        ("fsharp", "F#", ["f#", "fs"]),
        (Markdown, "Markdown", ["md"]),
        ("html", "HTML", []),
        ("javascript", "JavaScript", ["js"]),
        ("mermaid", "Mermaid", []),
        ("svg", "SVG", []),
        ("http", "HTTP", []),
        ("pwsh", "PowerShell", ["powershell"]),
        ("sql", "SQL", []),
        ("kql", "KQL", []),
        ("value", "Value", []),
        ("python", "Python", ["python3"]),
        ("r", "R", []),
    ];

    private static readonly Dictionary<string, string> s_names = s_known
        .SelectMany(known => known.Aliases.Append(known.Name).Select(alias => (alias, known.Name)))
        .ToDictionary(pair => pair.alias, pair => pair.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The one name for a language; a name that is not known is its own.</summary>
    public static string NameOf(string nameOrAlias) => s_names.GetValueOrDefault(nameOrAlias, nameOrAlias);

    public static bool IsKnown(string nameOrAlias) => s_names.ContainsKey(nameOrAlias);

    /// <summary>How the language is written for a reader, such as <c>C#</c>.</summary>
    public static string TitleOf(string name) =>
        s_known.FirstOrDefault(known => known.Name == name).Title ?? name;

    /// <summary>The known language that a line <c>#!name</c> switches to; null for any other line.</summary>
    public static string? SwitchedBy(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.StartsWith("#!", StringComparison.Ordinal) &&
               s_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(line[2..], out var name) ? name
                   : null;
    }
}
