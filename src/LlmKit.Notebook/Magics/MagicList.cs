using LlmKit.Notebook.Debugging;
using LlmKit.Notebook.Documents;

namespace LlmKit.Notebook.Magics;

/// <summary>All magics.</summary>
internal static class MagicList
{
    public const string Time = "time", Debug = "debug";

    private static readonly Magic[] s_all =
    [
        new(CellLanguages.CSharp, "C#, as without it.") { Aliases = ["c#", "cs"] },
        new(CellLanguages.Markdown, "Shows the text below it, typeset.", ShownText.Markdown) { Aliases = ["md"], TakesText = true },
        new("html", "Shows the markup below it.", ShownText.Html) { TakesText = true },
        new("javascript", "Runs the script below it in the client's page.", ShownText.JavaScript) { Aliases = ["js"], TakesText = true },
        new("svg", "Shows the drawing below it.", ShownText.Svg) { TakesText = true },
        new("mermaid", "Shows the diagram below it, drawn where the client can draw it.", ShownText.Mermaid) { TakesText = true },
        new("value", "Puts the text below it into a variable.", Variables.Value) { Usage = "--name NAME", TakesText = true },
        new("set", "Sets a variable.", Variables.Set) { Usage = "--name NAME --value VALUE" },
        new("who", "Lists the variables.", Variables.Who),
        new("whos", "Lists the variables with their types and values.", Variables.Whos),
        new("import", "Runs a file: .cs, .csx, .ipynb, .dib.", ImportedFile.Run) { Usage = "PATH" },
        new(Time, "Tells how long the cell took."),
        new(Debug, "Runs the cell in the debugger: stops at its first statement, or at lines.") { Usage = DebugRequest.Usage },
        new("reset", "Forgets all variables, functions, types and usings.", Session.Reset),
        new("about", "Tells what runs the cells.", Session.About),
        new("lsmagic", "Lists the magics.", Session.List),
        new("share", "Not needed: all cells see all variables.", Variables.Share) { Usage = "NAME --from LANGUAGE", IsHere = false },
        .. ForeignLanguages.Magics,
    ];

    private static readonly Dictionary<string, Magic> s_byName = s_all
        .SelectMany(magic => magic.Aliases.Append(magic.Name).Select(name => (name, magic)))
        .ToDictionary(pair => pair.name, pair => pair.magic, StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that do something, in the order of a list for readers.</summary>
    public static IEnumerable<Magic> Useful => s_all.Where(magic => magic.IsHere);

    /// <summary>Names for completion.</summary>
    public static IEnumerable<string> Names => Useful.Select(magic => magic.Name);

    /// <summary>The magic of a name or an alias; null when there is none.</summary>
    public static Magic? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>What a reader should learn about a name that there is not.</summary>
    public static string NotFound(string name)
    {
        var nearest = Names.Concat(s_byName.Keys).MinBy(other => Distance(name.ToUpperInvariant(), other.ToUpperInvariant()))!;
        var hint = Distance(name.ToUpperInvariant(), nearest.ToUpperInvariant()) <= Math.Max(1, nearest.Length / 2) ? $" Did you mean #!{nearest}?" : "";
        return $"there is no such magic.{hint} There are: {string.Join(", ", Names.Select(known => "#!" + known))}.";
    }

    // Levenshtein's: the fewest letters to put in, take out or change.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
