using System.CommandLine;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.Training;

namespace LlmKit.Cli.Tokenizers;

/// <summary>The options of <c>llmkit tokenizer train</c> that say what tokenizer it is to be.</summary>
internal sealed class TrainingOptions
{
    private static readonly string[] s_models = ["bpe", "wordpiece", "unigram", "words"];
    private static readonly string[] s_styles = ["gpt2", "gpt4", "sentencepiece", "bert", "bert-cased", "plain"];

    public TrainingOptions(Command command)
    {
        Model.AcceptOnlyFromAmong(s_models);
        Style.AcceptOnlyFromAmong(s_styles);
        foreach (var option in (Option[])[Model, Style, Size, Special, Lowercase, MinFrequency, AlphabetLimit, MaxLength, ByteFallback, Coverage, Threads])
            command.Options.Add(option);
    }

    private Option<string> Model { get; } = new("--model")
    {
        Description = "bpe, wordpiece, unigram, or words for whole words",
        DefaultValueFactory = _ => "bpe",
    };

    private Option<string?> Style { get; } = new("--style")
    {
        Description = "How text is cut into words: gpt2 and gpt4 (bytes), sentencepiece, bert, bert-cased or plain (words and signs). "
            + "By default gpt2 for bpe, bert for wordpiece, sentencepiece for unigram, plain for words",
    };

    private Option<int> Size { get; } = new("--vocab-size", "-v")
    {
        Description = "How many tokens, special ones included",
        DefaultValueFactory = _ => 32_000,
        HelpName = "tokens",
    };

    private Option<string[]> Special { get; } = new("--special")
    {
        Description = "Special tokens, which get the first ids",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "token",
    };

    private Option<bool> Lowercase { get; } = new("--lowercase") { Description = "Make letters small first" };

    private Option<long> MinFrequency { get; } = new("--min-frequency")
    {
        Description = "Rarer pairs or words are no tokens (not for unigram)",
        HelpName = "times",
    };

    private Option<int?> AlphabetLimit { get; } = new("--alphabet-limit")
    {
        Description = "How many characters may be tokens (bpe, wordpiece). By default all",
        HelpName = "characters",
    };

    private Option<int?> MaxLength { get; } = new("--max-length")
    {
        Description = "The longest token in characters. By default any, for unigram 16",
        HelpName = "characters",
    };

    private Option<bool> ByteFallback { get; } = new("--byte-fallback")
    {
        Description = "Spell unknown characters by 256 tokens such as <0xE4> (bpe, unigram)",
    };

    private Option<double> Coverage { get; } = new("--coverage")
    {
        Description = "The share of the characters that must have a token (unigram); 0.9995 is usual for Chinese",
        DefaultValueFactory = _ => 1,
        HelpName = "share",
    };

    private Option<int> Threads { get; } = new("--threads")
    {
        Description = "How many threads. By default one for each processor",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "count",
    };

    /// <summary>What is wrong with the words as a whole; null when nothing is.</summary>
    public string? WrongWith(ParseResult result)
    {
        var model = result.GetValue(Model);
        return result.GetValue(Size) < 1 ? $"--vocab-size {result.GetValue(Size)} is no size of a vocabulary. Give 1 or more."
            : result.GetValue(Threads) is < 1 or > 1024 ? $"--threads {result.GetValue(Threads)} is no number of threads. Give 1 to 1024."
            : result.GetValue(MinFrequency) < 0 ? $"--min-frequency {result.GetValue(MinFrequency)} is less than none. Give 0 or more."
            : result.GetValue(AlphabetLimit) < 1 ? $"--alphabet-limit {result.GetValue(AlphabetLimit)} leaves no character. Give 1 or more."
            : result.GetValue(MaxLength) is { } length && (length < 1 || (model == "unigram" && length > 100)) ? $"--max-length {length} is out of range. Give 1 or more, for unigram up to 100."
            : result.GetValue(Coverage) is < 0.5 or > 1 or double.NaN ? "--coverage must be from 0.5 to 1."
            : (result.GetValue(Special) ?? []).Contains("") ? "--special has an empty token. Leave it out."
            : result.GetValue(ByteFallback) && model is not ("bpe" or "unigram") ? $"--byte-fallback is for bpe and unigram, not for {model}."
            : result.GetValue(AlphabetLimit) is not null && model is not ("bpe" or "wordpiece") ? $"--alphabet-limit is for bpe and wordpiece, not for {model}."
            : result.GetValue(MinFrequency) > 0 && model == "unigram" ? "--min-frequency is not for unigram, which prunes by likelihood."
            : null;
    }

    public TokenizerTrainer Trainer(ParseResult result)
    {
        var (model, style) = (result.GetValue(Model)!, StyleOf(result));
        var (length, limit, times) = (result.GetValue(MaxLength), result.GetValue(AlphabetLimit), result.GetValue(MinFrequency));
        // A vocabulary of characters that isn't whole needs a token for the unknown.
        var hasUnknown = style is not ("gpt2" or "gpt4") || limit is not null;
        TokenizerTrainer trainer = model switch
        {
            "wordpiece" => new WordPieceTrainer { MinimumFrequency = times, AlphabetLimit = limit, MaxTokenLength = length },
            "unigram" => new UnigramTrainer
            {
                MaxTokenLength = length ?? 16,
                FallsBackToBytes = result.GetValue(ByteFallback),
                CharacterCoverage = result.GetValue(Coverage),
            },
            "words" => new WordLevelTrainer { MinimumFrequency = times },
            _ => new BytePairTrainer
            {
                MinimumFrequency = times,
                AlphabetLimit = limit,
                MaxTokenLength = length,
                FallsBackToBytes = result.GetValue(ByteFallback),
                Unknown = hasUnknown ? "<unk>" : null,
                FusesUnknown = true,
            },
        };
        var special = result.GetValue(Special) ?? [];
        return trainer with
        {
            VocabularySize = result.GetValue(Size),
            Threads = result.GetValue(Threads),
            SpecialTokens = style.StartsWith("bert", StringComparison.Ordinal) ? [.. UsualParts.BertTokens, .. special] : special,
        };
    }

    public TokenizerParts Parts(ParseResult result)
    {
        var style = StyleOf(result);
        var parts = style switch
        {
            "gpt2" => UsualParts.Gpt2,
            "gpt4" => UsualParts.Gpt4,
            "sentencepiece" => UsualParts.SentencePiece,
            "bert" => UsualParts.Bert(),
            "bert-cased" => UsualParts.Bert(lowercases: false),
            _ => UsualParts.Words,
        };
        if (!result.GetValue(Lowercase) || style == "bert") return parts;
        return parts with { Normalizer = parts.Normalizer is { } first ? new NormalizerSequence(first, new Lowercase()) : new Lowercase() };
    }

    private string StyleOf(ParseResult result) => result.GetValue(Style) ?? result.GetValue(Model) switch
    {
        "wordpiece" => "bert",
        "unigram" => "sentencepiece",
        "words" => "plain",
        _ => "gpt2",
    };
}
