namespace LlmKit.Data.Cleaning;

/// <summary>The rules of lines that FineWeb adds (arXiv 2406.17557, section 3.6), as datatrove computes them.</summary>
public sealed record FineWebQuality : CleaningStep
{
    /// <summary>Signs that end a sentence, in scripts of many languages.</summary>
    private const string Stops = ".!?\"'”’。！？．｡」』؟۔।॥։።፧།៖‼⁇⁈⁉﹒﹗﹖";

    /// <summary>For Chinese, where a line of 12 letters says as much as one of 30 in English, and a space or sign parts fewer words.</summary>
    public static FineWebQuality Chinese { get; } = new() { ShortLine = 12, MostNewLines = 0.15 };

    /// <summary>Share of lines that end as a sentence does.</summary>
    public double LeastEndedLines { get; init; } = 0.12;

    /// <summary>Share of short lines.</summary>
    public double MostShortLines { get; init; } = 0.67;

    /// <summary>The most characters of a short line.</summary>
    public int ShortLine { get; init; } = 30;

    /// <summary>Share of the characters in lines that stood before.</summary>
    public double MostRepeated { get; init; } = 0.01;

    /// <summary>Line breaks for each word: lists have many.</summary>
    public double MostNewLines { get; init; } = 0.3;

    public override CleaningOutcome Clean(DocumentText document)
    {
        var text = document.Text;
        var lines = text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).ToArray();
        if (lines.Length == 0) return new CleaningOutcome.Rejected("empty", "there is no line that is not blank");
        var ended = (double)lines.Count(line => Stops.Contains(line[^1])) / lines.Length;
        if (ended < LeastEndedLines) return Below("line_punct_ratio", "share of lines that end as sentences do", ended, LeastEndedLines);
        var brief = (double)lines.Count(line => PlainWords.Length(line) <= ShortLine) / lines.Length;
        if (brief > MostShortLines) return Above("short_line_ratio", "share of short lines", brief, MostShortLines);
        var breaks = text.Count(letter => letter == '\n');
        var repeated = (double)GopherRepetition.Duplicates(lines).Characters / (PlainWords.Length(text) - breaks);
        if (repeated > MostRepeated) return Above("char_dup_ratio", "share of characters in repeated lines", repeated, MostRepeated);
        var listed = (double)breaks / document.Words.Count;
        return listed > MostNewLines ? Above("list_ratio", "line breaks per word", listed, MostNewLines) : new CleaningOutcome.Kept(document);
    }
}
