namespace LlmKit.Cli;

/// <summary>Finds the word that was meant.</summary>
internal static class Spelling
{
    /// <summary>The known word nearest to the given one, at most two typing mistakes away and no more than it has
    /// letters to spare; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => known
        .Select(name => (name, mistakes: Mistakes(word, name)))
        .Where(candidate => candidate.mistakes <= 2 && candidate.mistakes < word.Length - 1)
        .OrderBy(candidate => candidate.mistakes)
        .Select(candidate => candidate.name)
        .FirstOrDefault();

    // Letters left out, added, replaced, or swapped with their neighbour.
    private static int Mistakes(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
