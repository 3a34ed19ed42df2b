namespace LlmKit.Data.Cleaning;

/// <summary>
/// Gopher's rules of quality (arXiv 2112.11446, table A1) with datatrove's defaults, in datatrove's order. They are made for
/// English; <see cref="Chinese"/> has bounds for texts whose letters count as words.
/// </summary>
public sealed record GopherQuality : CleaningStep
{
    /// <summary>For Chinese: one letter is a word, every sign is one too, and the stop words are Chinese.</summary>
    public static GopherQuality Chinese { get; } = new()
    {
        WordLength = (1, 10),
        LeastAlphabetic = 0.7,
        StopWords = new HashSet<string> { "的", "了", "是", "在", "不", "有", "和", "人", "这", "為", "为", "與", "与", "之", "也" },
    };

    public int LeastWords { get; init; } = 50;

    public int MostWords { get; init; } = 100_000;

    /// <summary>Characters of the mean word.</summary>
    public (double Least, double Most) WordLength { get; init; } = (3, 10);

    /// <summary>Signs <c>#</c>, and likewise ellipses, for each word.</summary>
    public double MostSymbols { get; init; } = 0.1;

    /// <summary>Share of lines that begin with a bullet.</summary>
    public double MostBullets { get; init; } = 0.9;

    /// <summary>Share of lines that end with an ellipsis.</summary>
    public double MostEllipses { get; init; } = 0.3;

    /// <summary>Share of words that hold a letter.</summary>
    public double LeastAlphabetic { get; init; } = 0.8;

    /// <summary>How many different stop words there have to be; 0 for languages that have other ones.</summary>
    public int LeastStopWords { get; init; } = 2;

    public IReadOnlySet<string> StopWords { get; init; } =
        new HashSet<string> { "the", "be", "to", "of", "and", "that", "have", "with" };

    public override CleaningOutcome Clean(DocumentText document) =>
        OfWords(document) ?? OfLines(document.Text) ?? OfKinds(document.Words) ?? (CleaningOutcome)new CleaningOutcome.Kept(document);

    private CleaningOutcome.Rejected? OfWords(DocumentText document)
    {
        var (text, words) = (document.Text, document.Words);
        var (sound, length) = (0, 0L);
        foreach (var word in words)
        {
            if (DatatroveSigns.Make(word)) continue;
            sound++;
            length += PlainWords.Length(word);
        }

        if (sound < LeastWords) return Below("gopher_short_doc", "words", sound, LeastWords);
        if (sound > MostWords) return Above("gopher_long_doc", "words", sound, MostWords);
        var mean = (double)length / sound;
        if (mean < WordLength.Least) return Below("gopher_below_avg_threshold", "characters per word", mean, WordLength.Least);
        if (mean > WordLength.Most) return Above("gopher_above_avg_threshold", "characters per word", mean, WordLength.Most);
        var hashes = (double)text.Count(letter => letter == '#') / words.Count;
        if (hashes > MostSymbols) return Above("gopher_too_many_hashes", "signs # per word", hashes, MostSymbols);
        var ellipses = (double)(text.AsSpan().Count("...") + text.AsSpan().Count('…')) / words.Count;
        return ellipses > MostSymbols ? Above("gopher_too_many_ellipsis", "ellipses per word", ellipses, MostSymbols) : null;
    }

    private CleaningOutcome.Rejected? OfLines(string text)
    {
        var lines = TextLines.Split(text);
        var bullets = (double)lines.Count(line => line.AsSpan().TrimStart() is ['•' or '-', ..]) / lines.Count;
        if (bullets > MostBullets) return Above("gopher_too_many_bullets", "share of lines with a bullet", bullets, MostBullets);
        var ellipses = (double)lines.Count(line => line.AsSpan().TrimEnd() is [.., '…'] or [.., '.', '.', '.']) / lines.Count;
        return ellipses > MostEllipses
            ? Above("gopher_too_many_end_ellipsis", "share of lines with an ellipsis at the end", ellipses, MostEllipses) : null;
    }

    private CleaningOutcome.Rejected? OfKinds(IReadOnlyList<string> words)
    {
        var alphabetic = (double)words.Count(HasLetter) / words.Count;
        if (alphabetic < LeastAlphabetic)
            return Below("gopher_below_alpha_threshold", "share of words with a letter", alphabetic, LeastAlphabetic);
        var common = LeastStopWords == 0 ? 0 : words.Where(StopWords.Contains).Distinct().Count();
        return common < LeastStopWords ? Below("gopher_enough_stop_words", "different stop words", common, LeastStopWords) : null;
    }

    private static bool HasLetter(string word)
    {
        foreach (var rune in word.EnumerateRunes())
            if (System.Text.Rune.IsLetter(rune)) return true;
        return false;
    }
}
