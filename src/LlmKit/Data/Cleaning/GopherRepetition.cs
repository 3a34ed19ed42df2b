using System.Text.RegularExpressions;

namespace LlmKit.Data.Cleaning;

/// <summary>
/// Gopher's rules against repetition (arXiv 2112.11446, table A1) as datatrove computes them: paragraphs and lines that stood
/// before, the commonest short n-gram of words, and longer n-grams that stood before. Shares are of the text's characters.
/// </summary>
public sealed partial record GopherRepetition : CleaningStep
{
    /// <summary>Share of lines that stood before.</summary>
    public double MostLines { get; init; } = 0.3;

    /// <summary>Share of paragraphs that stood before.</summary>
    public double MostParagraphs { get; init; } = 0.3;

    /// <summary>Share of the characters in lines that stood before.</summary>
    public double MostInLines { get; init; } = 0.2;

    /// <summary>Share of the characters in paragraphs that stood before.</summary>
    public double MostInParagraphs { get; init; } = 0.2;

    /// <summary>The share of the commonest n-gram, by n.</summary>
    public IReadOnlyList<(int Words, double Most)> Commonest { get; init; } = [(2, 0.2), (3, 0.18), (4, 0.16)];

    /// <summary>The share of n-grams that stood before, by n.</summary>
    public IReadOnlyList<(int Words, double Most)> Repeated { get; init; } =
        [(5, 0.15), (6, 0.14), (7, 0.13), (8, 0.12), (9, 0.11), (10, 0.10)];

    public override CleaningOutcome Clean(DocumentText document)
    {
        if (document.Text.Length == 0) return new CleaningOutcome.Kept(document);
        var length = (double)PlainWords.Length(document.Text);
        return OfParts(Paragraphs().Split(document.Text.Trim()), length, "para", "paragraphs", MostParagraphs, MostInParagraphs)
            ?? OfParts(Lines().Split(document.Text), length, "line", "lines", MostLines, MostInLines)
            ?? OfWords(document.Words, length) ?? (CleaningOutcome)new CleaningOutcome.Kept(document);
    }

    /// <summary>How many parts stood before, and their characters.</summary>
    internal static (int Parts, int Characters) Duplicates(IEnumerable<string> parts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (count, characters) = (0, 0);
        foreach (var part in parts)
            if (!seen.Add(part)) (count, characters) = (count + 1, characters + PlainWords.Length(part));
        return (count, characters);
    }

    private static CleaningOutcome.Rejected? OfParts(string[] parts, double length, string name, string what, double mostParts, double most)
    {
        var (count, characters) = Duplicates(parts);
        if ((double)count / parts.Length > mostParts)
            return Above($"dup_{name}_frac", $"share of repeated {what}", (double)count / parts.Length, mostParts);
        return characters / length > most
            ? Above($"dup_{name}_char_frac", $"share of characters in repeated {what}", characters / length, most) : null;
    }

    // Words are numbered, so that an n-gram is a short row of numbers instead of a text.
    private CleaningOutcome.Rejected? OfWords(IReadOnlyList<string> words, double length)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var (ids, ends) = (new int[words.Count], new int[words.Count + 1]);
        for (var index = 0; index < ids.Length; index++)
        {
            if (!numbers.TryGetValue(words[index], out ids[index])) numbers[words[index]] = ids[index] = numbers.Count;
            ends[index + 1] = ends[index] + PlainWords.Length(words[index]);
        }

        foreach (var (size, most) in Commonest)
        {
            var share = CommonestCharacters(ids, ends, size) / length;
            if (share > most) return Above($"top_{size}_gram", $"share of the commonest {size}-gram", share, most);
        }

        foreach (var (size, most) in Repeated)
        {
            var share = RepeatedCharacters(ids, ends, size) / length;
            if (share > most) return Above($"duplicated_{size}_n_grams", $"share of repeated {size}-grams", share, most);
        }

        return null;
    }

    // With the spaces between its words; among equally common ones the first counts.
    private static int CommonestCharacters(int[] ids, int[] ends, int size)
    {
        var counts = new Dictionary<Gram, int>();
        var (most, characters) = (0, 0);
        for (var start = 0; start + size <= ids.Length; start++)
        {
            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, new(ids, start, size), out _);
            count++;
        }

        // In the order in which they first stood, as a dictionary without removals keeps it.
        foreach (var (gram, count) in counts)
        {
            if (count > most) (most, characters) = (count, count * (ends[gram.Start + size] - ends[gram.Start] + size - 1));
        }

        return characters;
    }

    private static int RepeatedCharacters(int[] ids, int[] ends, int size)
    {
        var seen = new HashSet<Gram>();
        var characters = 0;
        for (var start = 0; start + size <= ids.Length;)
        {
            if (seen.Add(new(ids, start, size)))
            {
                start++;
                continue;
            }

            characters += ends[start + size] - ends[start];
            start += size;
        }

        return characters;
    }

    [GeneratedRegex(@"\n{2,}")]
    private static partial Regex Paragraphs();

    [GeneratedRegex(@"\n+")]
    private static partial Regex Lines();

    private readonly struct Gram(int[] ids, int start, int size) : IEquatable<Gram>
    {
        public int Start => start;

        private ReadOnlySpan<int> Numbers => ids.AsSpan(start, size);

        public bool Equals(Gram other) => Numbers.SequenceEqual(other.Numbers);

        public override bool Equals(object? obj) => obj is Gram other && Equals(other);

        public override int GetHashCode()
        {
            var hash = 17L;
            foreach (var number in Numbers) hash = (hash * 0x5851F42D4C957F2D) + number;
            return (int)(hash >> 32);
        }
    }
}
