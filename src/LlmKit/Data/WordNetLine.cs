using System.Globalization;

namespace LlmKit.Data;

/// <summary>A line of WordNet's data files: place, file number, kind, how many words, and the words, a number behind each.</summary>
internal static class WordNetLine
{
    // Written with two hexadecimal digits.
    private const int MostWords = 255;

    /// <summary>The words; null when the line is of another form.</summary>
    public static string[]? Words(string line)
    {
        var fields = line.Split(' ', 5);
        if (fields.Length < 5 || !int.TryParse(fields[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostWords) return null;
        var words = fields[4].Split(' ', (2 * count) + 1);
        return words.Length >= 2 * count ? [.. Enumerable.Range(0, count).Select(index => words[2 * index])] : null;
    }
}
