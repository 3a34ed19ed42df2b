namespace LlmKit.Notebook.Assistance;

/// <summary>How well a name fits what was typed. The smaller the better.</summary>
internal enum NameMatch
{
    /// <summary>It is what was typed.</summary>
    Whole,

    /// <summary>It starts with what was typed.</summary>
    Prefix,

    /// <summary>It starts so if upper and lower case are one.</summary>
    PrefixOfAnyCase,

    /// <summary>Starts of its words, as in <c>WL</c> for <c>WriteLine</c>.</summary>
    Humps,
    None,
}

/// <summary>Compares names with what was typed.</summary>
internal static class NameMatching
{
    public static NameMatch Of(string name, string typed)
    {
        if (typed.Length == 0) return NameMatch.Prefix;
        if (name == typed) return NameMatch.Whole;
        if (name.StartsWith(typed, StringComparison.Ordinal)) return NameMatch.Prefix;
        if (name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) return NameMatch.PrefixOfAnyCase;
        return typed.Length > 1 && Humps(name, 0, typed, 0) ? NameMatch.Humps : NameMatch.None;
    }

    // The typed text falls into pieces, each the start of a word of the name; words may be left out, but not
    // the first.
    private static bool Humps(string name, int word, string typed, int done)
    {
        var length = 0;
        while (done + length < typed.Length && word + length < name.Length &&
               Same(name[word + length], typed[done + length]))
        {
            length++;
        }

        for (; length > 0; length--)
        {
            if (done + length == typed.Length) return true;
            for (var next = NextWord(name, word + 1); next < name.Length; next = NextWord(name, next + 1))
            {
                if (next >= word + length && Humps(name, next, typed, done + length)) return true;
            }
        }

        return false;
    }

    private static int NextWord(string name, int from)
    {
        while (from < name.Length && !StartsWord(name, from)) from++;
        return from;
    }

    private static bool StartsWord(string name, int at) =>
        char.IsUpper(name[at]) ||
        (char.IsDigit(name[at]) && !char.IsDigit(name[at - 1])) ||
        (name[at - 1] == '_' && name[at] != '_');

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
