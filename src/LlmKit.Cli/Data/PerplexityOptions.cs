using System.CommandLine;
using LlmKit.Data;
using LlmKit.Data.Cleaning;
using LlmKit.Data.Profiles;
using static System.FormattableString;

namespace LlmKit.Cli.Data;

/// <summary>The options of <c>llmkit data clean</c> that leave out what is strange beside good texts.</summary>
internal sealed class PerplexityOptions
{
    private const int FewestMeasured = 5, MostMeasured = 2000;

    public PerplexityOptions(Command command)
    {
        foreach (var option in (Option[])[Reference, Least, Most]) command.Options.Add(option);
    }

    private Option<string?> Reference { get; } = new("--perplexity-from")
    {
        Description = "Good texts, in any format: a model of five characters is counted in them, and tells how strange each sample is",
        HelpName = "path",
    };

    private Option<double?> Least { get; } = new("--min-perplexity")
    {
        Description = "With --perplexity-from: leave out samples that are less strange, such as repetitions",
        HelpName = "number",
    };

    private Option<double?> Most { get; } = new("--max-perplexity")
    {
        Description = "With --perplexity-from: leave out samples that are stranger",
        HelpName = "number",
    };

    public bool AreGiven(ParseResult result) => result.GetValue(Reference) is not null;

    /// <summary>What is wrong with the words; null when nothing is.</summary>
    /// <param name="isNamed">Whether the step is among the named ones.</param>
    public string? WrongWith(ParseResult result, bool isNamed)
    {
        var (from, least, most) = (result.GetValue(Reference), result.GetValue(Least), result.GetValue(Most));
        if (from is null)
        {
            return least is not null || most is not null || isNamed
                ? "perplexity needs good texts to count. Name them: --perplexity-from good.txt." : null;
        }

        return least is null && most is null ? "--perplexity-from needs a bound, as in --max-perplexity 20."
            : most < least ? Invariant($"--max-perplexity {most} is less than --min-perplexity {least}. No sample could stay.") : null;
    }

    /// <param name="read">Reads the good texts of a path.</param>
    /// <param name="normalizer">Brings them into the form of the texts to measure.</param>
    public PerplexityStep Step(
        ParseResult result, Func<string, IEnumerable<Sample>> read, TextNormalizer normalizer, Action<string> tell)
    {
        var path = result.GetValue(Reference)!;
        var model = Counted(read(path), normalizer, path, tell);
        return new(model.Perplexity, result.GetValue(Least) ?? 0, result.GetValue(Most) ?? double.PositiveInfinity);
    }

    // Every tenth text is measured before it is counted too, so that the user learns which bound is high.
    private static CharacterModel Counted(IEnumerable<Sample> samples, TextNormalizer normalizer, string path, Action<string> tell)
    {
        var (model, measured, number) = (new CharacterModel(), new List<string>(), 0);
        foreach (var sample in samples)
        {
            var text = normalizer.Clean(sample.AllText);
            if (++number % 10 == 0 && measured.Count < MostMeasured) measured.Add(text);
            else model.Add(text);
        }

        if (model.Characters == 0) throw new FormatException($"{path} has no text to count characters in.");
        if (measured.Count >= FewestMeasured)
        {
            var found = Distribution.Of(measured.Select(model.Perplexity));
            tell(Invariant($"{path}: perplexity of {measured.Count} texts left out of the count: median {found.Median:0.0}, 95 % below {found.Quantile(0.95):0.0}."));
        }

        foreach (var text in measured) model.Add(text);
        return model;
    }
}
