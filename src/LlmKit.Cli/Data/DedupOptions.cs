using System.CommandLine;
using System.Globalization;
using LlmKit.Data.Deduplication;

namespace LlmKit.Cli.Data;

/// <summary>How <c>llmkit data dedup</c> compares texts, and which of them stay.</summary>
internal sealed class DedupOptions
{
    public DedupOptions(Command command)
    {
        Method.AcceptOnlyFromAmong("exact", "words", "minhash", "simhash", "substring");
        Keep.AcceptOnlyFromAmong([.. Enum.GetNames<KeepRule>().Select(name => name.ToLowerInvariant())]);
        Unit.AcceptOnlyFromAmong("bytes", "characters");
        foreach (var option in (Option[])[Method, Keep, Threshold, Verify, Words, Distance, Least, Unit, Memory]) command.Options.Add(option);
    }

    private Option<string> Method { get; } = new("--method")
    {
        Description = "exact: letter for letter. words: without case, accents, space and punctuation. minhash: most word n-grams in common. "
            + "simhash: few bits of a fingerprint differ. substring: cut out what stood before",
        DefaultValueFactory = _ => "minhash",
    };

    private Option<string> Keep { get; } = new("--keep")
    {
        Description = "Which sample of a cluster stays: first, last, longest or shortest",
        DefaultValueFactory = _ => "first",
    };

    private Option<double?> Threshold { get; } = new("--threshold")
    {
        Description = "minhash: the similarity from which texts meet. By default 0.72, as in FineWeb (14 bands of 8 rows)",
        HelpName = "0 to 1",
    };

    private Option<double> Verify { get; } = new("--verify")
    {
        Description = "minhash: join texts that met only when all of their signatures estimate this similarity",
        HelpName = "0 to 1",
    };

    private Option<int> Words { get; } = new("--words")
    {
        Description = "minhash, simhash: the words of an n-gram; letters of Chinese count as words",
        DefaultValueFactory = _ => 5,
        HelpName = "n",
    };

    private Option<int> Distance { get; } = new("--distance")
    {
        Description = "simhash: the most bits of 64 that differ, from 0 to 8",
        DefaultValueFactory = _ => 3,
        HelpName = "bits",
    };

    private Option<int> Least { get; } = new("--least")
    {
        Description = "substring: the shortest part that is cut out",
        DefaultValueFactory = _ => 200,
        HelpName = "length",
    };

    private Option<string> Unit { get; } = new("--unit")
    {
        Description = "substring: what --least counts, bytes of UTF-8 or characters",
        DefaultValueFactory = _ => "bytes",
    };

    private Option<string> Memory { get; } = new("--memory")
    {
        Description = "How much the tables may fill; the rest is sorted in files",
        DefaultValueFactory = _ => "1G",
        HelpName = "size",
    };

    public bool IsSubstring(ParseResult result) => result.GetValue(Method) == "substring";

    public KeepRule KeepRule(ParseResult result) => Enum.Parse<KeepRule>(result.GetValue(Keep)!, ignoreCase: true);

    /// <summary>What is wrong with the words; null when nothing is.</summary>
    public string? WrongWith(ParseResult result)
    {
        var (threshold, verify) = (result.GetValue(Threshold), result.GetValue(Verify));
        if (threshold is <= 0 or >= 1) return Wrong("--threshold", threshold.Value, "above 0 and below 1");
        if (verify is < 0 or > 1 || double.IsNaN(verify)) return Wrong("--verify", verify, "from 0 to 1");
        if (result.GetValue(Words) is < 1 or > 100) return Wrong("--words", result.GetValue(Words), "from 1 to 100");
        if (result.GetValue(Distance) is < 0 or > 8) return Wrong("--distance", result.GetValue(Distance), "from 0 to 8");
        if (result.GetValue(Least) is < 2 or > 1 << 20) return Wrong("--least", result.GetValue(Least), "from 2 to 1048576");
        return SizeOf(result.GetValue(Memory)!) is null
            ? $"--memory {result.GetValue(Memory)}. It has to be a size from 1M to 1024G, as in 512M." : null;
    }

    public DuplicateFinder Finder(ParseResult result)
    {
        var spill = Spill(result);
        return result.GetValue(Method) switch
        {
            "exact" => new ExactDuplicates(settings: spill),
            "words" => new ExactDuplicates(ignoresForm: true, spill),
            "simhash" => new SimilarFingerprints(result.GetValue(Distance), result.GetValue(Words), spill),
            _ => new NearDuplicates(new(Signatures(result)), result.GetValue(Verify), spill),
        };
    }

    public RepeatedSubstrings Substrings(ParseResult result) => new(
        result.GetValue(Least), Enum.Parse<SubstringUnit>(result.GetValue(Unit)!, ignoreCase: true), Spill(result));

    private MinHashSettings Signatures(ParseResult result) =>
        (result.GetValue(Threshold) is { } threshold ? MinHashSettings.At(threshold) : new()) with { Words = result.GetValue(Words) };

    private SpillSettings Spill(ParseResult result) => new() { Memory = SizeOf(result.GetValue(Memory)!)!.Value };

    private static string Wrong(string option, double given, string rule) =>
        string.Create(CultureInfo.InvariantCulture, $"{option} {given}. It has to be {rule}.");

    // 512M, 4G; null for what is no size.
    private static long? SizeOf(string text)
    {
        var unit = text is [.., var last] ? char.ToUpperInvariant(last) switch { 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 } : 0;
        var digits = unit > 0 ? text[..^1] : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1L << 40 >> unit
            && number << unit >= 1 << 20 ? number << unit : null;
    }
}
