using System.Globalization;

namespace LlmKit.Data.Cleaning;

/// <summary>
/// Tells why a document should not be trained on: Gopher's quality rules (arXiv 2112.11446, table A1) and the line rules of
/// FineWeb (arXiv 2406.17557), with datatrove's defaults. They are made for languages that write spaces between words.
/// </summary>
public sealed record QualityRules
{
    private static readonly string[] s_stopWords = ["the", "be", "to", "of", "and", "that", "have", "with"];
    private static readonly char[] s_terminal = ['.', '!', '?', '"', '\'', '。', '！', '？', '”', '’'];

    public int LeastWords { get; init; } = 50;

    public int MostWords { get; init; } = 100_000;

    /// <summary>Characters of the mean word.</summary>
    public (double Least, double Most) WordLength { get; init; } = (3, 10);

    /// <summary>Signs <c>#</c> and <c>…</c> for each word.</summary>
    public double MostSymbols { get; init; } = 0.1;

    /// <summary>Share of lines that begin with a bullet.</summary>
    public double MostBullets { get; init; } = 0.9;

    /// <summary>Share of lines that end with an ellipsis.</summary>
    public double MostEllipses { get; init; } = 0.3;

    /// <summary>Share of words that hold a letter.</summary>
    public double LeastAlphabetic { get; init; } = 0.8;

    /// <summary>How many of eight common English words there have to be; 0 for other languages.</summary>
    public int LeastStopWords { get; init; } = 2;

    /// <summary>Share of lines that end as a sentence does (FineWeb).</summary>
    public double LeastEndedLines { get; init; } = 0.12;

    /// <summary>Share of lines of at most 30 characters (FineWeb).</summary>
    public double MostShortLines { get; init; } = 0.67;

    /// <summary>Share of the characters that stand in lines that stood before (FineWeb).</summary>
    public double MostRepeated { get; init; } = 0.01;

    /// <summary>Why the text is rejected, with the number and the bound; null when it is good.</summary>
    public string? Reject(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return OfWords(text, words) ?? OfLines(lines);
    }

    private string? OfWords(string text, string[] words)
    {
        if (words.Length < LeastWords) return Below("words", words.Length, LeastWords);
        if (words.Length > MostWords) return Above("words", words.Length, MostWords);
        var length = words.Average(word => word.Length);
        if (length < WordLength.Least) return Below("characters per word", length, WordLength.Least);
        if (length > WordLength.Most) return Above("characters per word", length, WordLength.Most);
        var symbols = (text.Count(letter => letter is '#' or '…') + Ellipses(text)) / (double)words.Length;
        if (symbols > MostSymbols) return Above("symbols per word", symbols, MostSymbols);
        var alphabetic = Share(words, word => word.Any(char.IsLetter));
        if (alphabetic < LeastAlphabetic) return Below("share of words with a letter", alphabetic, LeastAlphabetic);
        var common = words.Select(word => word.ToLowerInvariant()).Intersect(s_stopWords).Count();
        return common < LeastStopWords ? Below("different stop words", common, LeastStopWords) : null;
    }

    private string? OfLines(string[] lines)
    {
        var bullets = Share(lines, line => line[0] is '•' or '-' or '*' or '‣' or '●');
        if (bullets > MostBullets) return Above("share of lines with a bullet", bullets, MostBullets);
        var ellipses = Share(lines, line => line.EndsWith("...", StringComparison.Ordinal) || line[^1] == '…');
        if (ellipses > MostEllipses) return Above("share of lines with an ellipsis at the end", ellipses, MostEllipses);
        var ended = Share(lines, line => s_terminal.Contains(line[^1]));
        if (ended < LeastEndedLines) return Below("share of lines that end as sentences do", ended, LeastEndedLines);
        var brief = Share(lines, line => line.Length <= 30);
        if (brief > MostShortLines) return Above("share of short lines", brief, MostShortLines);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeated = lines.Where(line => !seen.Add(line)).Sum(line => line.Length) / (double)lines.Sum(line => line.Length);
        return repeated > MostRepeated ? Above("share of repeated characters", repeated, MostRepeated) : null;
    }

    private static int Ellipses(string text)
    {
        var count = 0;
        for (var at = text.IndexOf("...", StringComparison.Ordinal); at >= 0; count++)
            at = text.IndexOf("...", at + 3, StringComparison.Ordinal);
        return count;
    }

    private static double Share(string[] all, Func<string, bool> holds) => all.Count(holds) / (double)all.Length;

    private static string Below(string what, double number, double bound) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}: {number:0.###}, at least {bound:0.###}");

    private static string Above(string what, double number, double bound) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}: {number:0.###}, at most {bound:0.###}");
}
