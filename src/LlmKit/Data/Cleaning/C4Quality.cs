using System.Text.RegularExpressions;

namespace LlmKit.Data.Cleaning;

/// <summary>
/// C4's rules (Raffel et al. 2020, section 2.2) as datatrove computes them: lines that are no sentences go, and texts with too
/// few sentences left, with code or with filler text are rejected.
/// </summary>
public sealed partial record C4Quality : CleaningStep
{
    private static readonly string[] s_policies =
        ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"];

    /// <summary>For Chinese: its stops end lines, a letter counts as a word, and braces are no sign of code.</summary>
    public static C4Quality Chinese { get; } = new() { Ends = ".!?\"'。！？”’」』", CountsLetters = true };

    /// <summary>The sentences that have to remain.</summary>
    public int LeastSentences { get; init; } = 5;

    /// <summary>The words of a line that stays.</summary>
    public int LeastWords { get; init; } = 3;

    /// <summary>The characters of the longest word of a line that stays.</summary>
    public int LongestWord { get; init; } = 1000;

    /// <summary>The signs that may end a line.</summary>
    public string Ends { get; init; } = ".?!\"'";

    /// <summary>Drops lines that do not end with one of those signs. FineWeb leaves it off.</summary>
    public bool NeedsEnds { get; init; } = true;

    /// <summary>Counts each letter of Chinese, Japanese and Korean as a word.</summary>
    public bool CountsLetters { get; init; }

    /// <summary>Rejects texts with a brace, which are likely code.</summary>
    public bool RejectsBraces { get; init; } = true;

    public override CleaningOutcome Clean(DocumentText document)
    {
        var kept = new List<string>();
        var sentences = 0;
        foreach (var whole in TextLines.Split(document.Text))
        {
            var line = whole.Trim();
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!CountsLetters && words.Any(word => PlainWords.Length(word) > LongestWord)) continue;
            line = Citation().Replace(line, "");
            if (NeedsEnds && (line.Length == 0 || !Ends.Contains(line[^1]) || line.EndsWith("...", StringComparison.Ordinal))) continue;
            if ((CountsLetters ? PlainWords.Split(line).Count : words.Length) < LeastWords) continue;
            if (line.Contains("lorem ipsum", StringComparison.OrdinalIgnoreCase))
                return new CleaningOutcome.Rejected("lorem_ipsum", "filler text: lorem ipsum");
            if (line.Contains("javascript", StringComparison.OrdinalIgnoreCase)) continue;
            if (RejectsBraces && line.Contains('{')) return new CleaningOutcome.Rejected("curly_bracket", "a brace: {");
            if (s_policies.Any(policy => line.Contains(policy, StringComparison.OrdinalIgnoreCase))) continue;
            sentences += Sentences(line);
            kept.Add(line);
        }

        return sentences < LeastSentences
            ? Below("too_few_sentences", "sentences in lines that are kept", sentences, LeastSentences)
            : new CleaningOutcome.Kept(document.With(string.Join('\n', kept).Trim()));
    }

    // Ends with a stop, perhaps closed by quotes, before a space and no small letter; Chinese stops need no space.
    private static int Sentences(string line) => Math.Max(1, SentenceEnd().Count(line) + (EndsWithStop().IsMatch(line) ? 0 : 1));

    [GeneratedRegex(@"\[\d*]|\[edit]|\[citation needed]")]
    private static partial Regex Citation();

    [GeneratedRegex("""(?<!\b(?:Mr|Mrs|Ms|Dr|St|Prof|vs|etc|e\.g|i\.e|No|[A-Z]))[.!?]+["'”’)\]]*(?:\s+(?=[^\p{Ll}])|$)|[。！？]+[”’」』）]*""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("""[.!?。！？]["'”’」』）)\]]*$""")]
    private static partial Regex EndsWithStop();
}
