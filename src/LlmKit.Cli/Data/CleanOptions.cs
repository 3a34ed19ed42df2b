using System.CommandLine;
using LlmKit.Data;
using LlmKit.Data.Cleaning;
using LlmKit.Data.Languages;
using LlmKit.Data.Profiles;
using LlmKit.Data.Unicode;
using static System.FormattableString;

namespace LlmKit.Cli.Data;

/// <summary>Which steps <c>llmkit data clean</c> takes, and their bounds.</summary>
internal sealed class CleanOptions
{
    /// <summary>The steps by name, in the order in which they are taken.</summary>
    private static readonly (string Name, string What)[] s_steps =
    [
        ("html", "text of HTML without what surrounds it"), ("markup", "text of HTML, all of it"),
        ("normalize", "one spelling of characters and space"), ("missing", "no empty messages"), ("length", "--min and --max"),
        ("language", "--language"), ("outliers", "--outliers"), ("repetition", "Gopher's rules against repetition"),
        ("gopher", "Gopher's rules of quality"), ("c4", "C4's rules"), ("c4-lines", "C4's rules, and only lines that end as sentences do"),
        ("fineweb", "FineWeb's rules of lines"), ("perplexity", "--perplexity-from"), ("mask", "personal data masked"),
    ];

    private static readonly Dictionary<string, string> s_sets = new()
    {
        ["basic"] = "normalize,missing,length",
        ["web"] = "html,normalize,missing,length,language,repetition,gopher,c4,fineweb,mask",
    };

    private static readonly Dictionary<string, UnicodeForm?> s_forms = new()
    {
        ["nfc"] = UnicodeForm.Composed,
        ["nfkc"] = UnicodeForm.CompatiblyComposed,
        ["nfd"] = UnicodeForm.Decomposed,
        ["nfkd"] = UnicodeForm.CompatiblyDecomposed,
        ["none"] = null,
    };

    private readonly PerplexityOptions _perplexity;

    public CleanOptions(Command command)
    {
        Outliers.AcceptOnlyFromAmong("quartiles", "deviations");
        Unicode.AcceptOnlyFromAmong([.. s_forms.Keys]);
        Width.AcceptOnlyFromAmong("letters", "all", "none");
        foreach (var option in (Option[])[Steps, Unicode, Width, Language, Model, LeastSure, Min, Max, Outliers]) command.Options.Add(option);
        _perplexity = new(command);
    }

    private Option<string> Steps { get; } = new("--steps")
    {
        Description = $"basic ({s_sets["basic"]}), web (as FineWeb: {s_sets["web"]}), or names with commas: "
            + string.Join("; ", s_steps.Select(step => $"{step.Name}: {step.What}")),
        DefaultValueFactory = _ => "basic",
        HelpName = "names",
    };

    private Option<string> Unicode { get; } = new("--unicode")
    {
        Description = "normalize: the form of characters. nfc composes é; nfkc also makes ﬁ, ① and ｶ what they mean; none leaves them",
        DefaultValueFactory = _ => "nfc",
    };

    private Option<string> Width { get; } = new("--width")
    {
        Description = "normalize: what becomes half-width. letters: Ａ１％; all: also ，！？：；（）; none",
        DefaultValueFactory = _ => "letters",
    };

    private Option<string?> Language { get; } = new("--language")
    {
        Description = "The languages that stay, as in en,zh",
        HelpName = "codes",
    };

    private Option<string?> Model { get; } = new("--language-model")
    {
        Description = "A fastText model that tells languages. By default the fetched lid.176; without it scripts tell",
        HelpName = "file",
    };

    private Option<double> LeastSure { get; } = new("--language-least")
    {
        Description = "How probable the language has to be",
        DefaultValueFactory = _ => 0.65,
        HelpName = "0 to 1",
    };

    private Option<int> Min { get; } = new("--min")
    {
        Description = "The least characters of a sample",
        DefaultValueFactory = _ => 1,
        HelpName = "n",
    };

    private Option<int?> Max { get; } = new("--max")
    {
        Description = "The most characters of a sample",
        HelpName = "n",
    };

    private Option<string?> Outliers { get; } = new("--outliers")
    {
        Description = "Leave out samples whose length is far from the others: beyond the quartiles by 1.5 of their ranges, or 3 "
            + "deviations from the mean. Reads the data twice",
    };

    /// <summary>What is wrong with the words; null when nothing is.</summary>
    public string? WrongWith(ParseResult result)
    {
        var names = Names(result);
        var unknown = names.FirstOrDefault(name => s_steps.All(step => step.Name != name));
        if (names.Length == 0) return "--steps names no step. --steps basic is the usual.";
        if (unknown is not null)
        {
            var near = Spelling.Nearest(unknown, s_steps.Select(step => step.Name).Concat(s_sets.Keys));
            return $"--steps {unknown} is no step. " + (near is null ? $"Steps are {string.Join(", ", s_steps.Select(step => step.Name))}." : $"Did you mean {near}?");
        }

        if (names.Contains("language") && result.GetValue(Language) is null && result.GetValue(Steps) != "web")
            return "--steps language needs --language, as in --language en,zh.";
        if (names.Contains("outliers") && result.GetValue(Outliers) is null) return "--steps outliers needs --outliers quartiles or deviations.";
        if (_perplexity.WrongWith(result, names.Contains("perplexity")) is { } strange) return strange;
        var sure = result.GetValue(LeastSure);
        if (sure is < 0 or > 1 || double.IsNaN(sure)) return Invariant($"--language-least {sure}. It has to be from 0 to 1.");
        var (min, max) = (result.GetValue(Min), result.GetValue(Max));
        if (min < 0) return $"--min {min}. It has to be at least 0.";
        return max < min ? $"--max {max} is less than --min {min}. No sample could stay." : null;
    }

    public bool AsksForLengths(ParseResult result) => result.GetValue(Outliers) is not null;

    /// <summary>The steps that the words ask for.</summary>
    /// <param name="lengths">The lengths of the samples, where outliers are asked for.</param>
    /// <param name="reference">Reads the good texts of a path.</param>
    /// <param name="tell">Takes what the user should know about the steps.</param>
    public CleaningPipeline Pipeline(
        ParseResult result, Distribution? lengths, Func<string, IEnumerable<Sample>> reference, Action<string> tell)
    {
        var names = Names(result).ToHashSet();
        if (result.GetValue(Language) is not null) names.Add("language");
        else names.Remove("language");
        if (result.GetValue(Outliers) is not null) names.Add("outliers");
        if (_perplexity.AreGiven(result)) names.Add("perplexity");
        return new([.. s_steps.Where(step => names.Contains(step.Name)).Select(step => Step(step.Name, result, lengths, reference, tell)).OfType<CleaningStep>()]);
    }

    private CleaningStep? Step(
        string name, ParseResult result, Distribution? lengths, Func<string, IEnumerable<Sample>> reference, Action<string> tell) => name switch
    {
        "html" => new HtmlStep(),
        "markup" => new HtmlStep(KeepsAll: true),
        "normalize" => new NormalizeStep(Normalizer(result)),
        "missing" => new EmptyMessageStep(),
        "length" => new LengthStep(result.GetValue(Min), result.GetValue(Max) ?? double.PositiveInfinity),
        "language" => new LanguageStep(
            Identifier(result, tell), result.GetValue(Language)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), result.GetValue(LeastSure)),
        "outliers" => lengths is null ? null
            : result.GetValue(Outliers) == "quartiles" ? OutlierStep.ByQuartiles(lengths) : OutlierStep.ByDeviations(lengths),
        "repetition" => new GopherRepetition(),
        "gopher" => new EitherStep(new GopherQuality(), GopherQuality.Chinese),
        "c4" => new EitherStep(new C4Quality { NeedsEnds = false }, C4Quality.Chinese with { NeedsEnds = false }),
        "c4-lines" => new EitherStep(new C4Quality(), C4Quality.Chinese),
        "perplexity" => _perplexity.Step(result, reference, Normalizer(result), tell),
        "fineweb" => new EitherStep(new FineWebQuality(), FineWebQuality.Chinese),
        _ => new MaskStep(),
    };

    private TextNormalizer Normalizer(ParseResult result) => new()
    {
        Form = s_forms[result.GetValue(Unicode)!],
        FoldsLetters = result.GetValue(Width) != "none",
        FoldsPunctuation = result.GetValue(Width) == "all",
    };

    private LanguageIdentifier Identifier(ParseResult result, Action<string> tell)
    {
        if (result.GetValue(Model) is { } path) return FastTextLanguages.Load(path);
        var fetched = CacheFolder.PathOf("corpora", "lid.176", "lid.176.ftz");
        if (File.Exists(fetched)) return FastTextLanguages.Load(fetched);
        tell("languages are told by their script, since there is no model: only zh, ja, ko, en and those with a script of their own. "
            + "llmkit data fetch lid.176 brings one that knows 176.");
        return new ScriptLanguages();
    }

    private string[] Names(ParseResult result)
    {
        var text = result.GetValue(Steps)!;
        return s_sets.GetValueOrDefault(text, text).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
