using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Completes what is no C#: names of magics after <c>#!</c>, files after <c>#r</c>, <c>#load</c> and
/// <c>#!import</c>.
/// </summary>
internal static partial class DirectiveCompletion
{
    private static readonly string[] s_libraries = [".dll"];
    private static readonly string[] s_sources = [".csx", ".cs", ".ipynb", ".dib"];

    /// <summary>The list for a position in a directive; null for one in code.</summary>
    /// <param name="isCode">Whether a position is outside of strings and comments.</param>
    public static CompletionList? At(string code, int position, IReadOnlyList<string> magics, string folder,
        Func<int, bool> isCode)
    {
        var lineStart = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        var line = code[lineStart..position];
        var hash = lineStart + line.Length - line.AsSpan().TrimStart().Length;
        if (hash >= position || code[hash] != '#' || !isCode(hash)) return null;

        if (Magic().Match(line) is { Success: true } magic)
            return Magics(magic.Groups[1].Value, position, magics);
        if (File().Match(line) is not { Success: true } file) return new(position, position, []);

        var typed = file.Groups[2].Value;
        if (typed.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            return new(position, position, []);
        var isLibrary = file.Groups[1].Value.Equals("r", StringComparison.OrdinalIgnoreCase);
        string[] places = isLibrary ? [folder, Environment.CurrentDirectory, AppContext.BaseDirectory]
            : [folder, Environment.CurrentDirectory];
        return Files(typed, position, places, isLibrary ? s_libraries : s_sources);
    }

    private static CompletionList Magics(string typed, int position, IReadOnlyList<string> magics) => new(
        position - typed.Length, position,
        [
            .. magics.Select(name => (Name: name, Match: NameMatching.Of(name, typed)))
                .Where(magic => magic.Match != NameMatch.None)
                .OrderBy(magic => magic.Match)
                .Select(magic => new CompletionItem(magic.Name, "#!" + magic.Name, CompletionKind.Magic)),
        ]);

    private static CompletionList Files(string typed, int position, string[] places, string[] endings)
    {
        var cut = typed.LastIndexOfAny(['/', '\\']) + 1;
        var (folder, name) = (typed[..cut], typed[cut..]);
        var found = new Dictionary<string, CompletionItem>();
        foreach (var place in places.Distinct())
        {
            foreach (var entry in Entries(Path.Combine(place, folder)))
            {
                var isFolder = entry is DirectoryInfo;
                if (!isFolder && !endings.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                    continue;
                if (entry.Name.StartsWith('.') && !name.StartsWith('.')) continue;
                if (!entry.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;

                var text = isFolder ? entry.Name + "/" : entry.Name;
                var kind = isFolder ? CompletionKind.Folder : CompletionKind.File;
                found.TryAdd(text, new(text, text, kind, () => entry.FullName));
            }
        }

        var best = found.Values
            .OrderByDescending(item => item.Text.StartsWith(name, StringComparison.Ordinal))
            .ThenByDescending(item => item.Kind)
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase)
            .Take(CompletionList.Most);
        return new(position - name.Length, position, [.. best]);
    }

    private static IEnumerable<FileSystemInfo> Entries(string folder)
    {
        var options =
            new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };
        try
        {
            var place = new DirectoryInfo(folder);
            return place.Exists ? place.EnumerateFileSystemInfos("*", options).ToList() : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or
            System.Security.SecurityException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"^\s*#!([\w#]*)$")]
    private static partial Regex Magic();

    [GeneratedRegex("""^\s*#(?:(r|load)\s*"|!import\s+"?)([^"]*)$""", RegexOptions.IgnoreCase)]
    private static partial Regex File();
}
