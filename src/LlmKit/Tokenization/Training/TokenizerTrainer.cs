using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.PostProcessors;

namespace LlmKit.Tokenization.Training;

/// <summary>
/// Makes a tokenizer of text: <c>new BytePairTrainer { VocabularySize = 32_000 }.Train(texts, parts)</c>. The same texts give the
/// same tokenizer, whatever their order and the number of threads.
/// </summary>
/// <remarks>Texts may be more than memory holds: only the different words are kept. <see cref="TextLines"/> reads files.</remarks>
public abstract record TokenizerTrainer
{
    private protected TokenizerTrainer() { }

    /// <summary>V, how many tokens the vocabulary shall have, special ones included. Fewer when the text has no more. 30,000 by default.</summary>
    public int VocabularySize { get; init => field = Require.InRange(value, 1, int.MaxValue); } = 30_000;

    /// <summary>Tokens that stand for no text, such as &lt;|endoftext|&gt;; they get the first ids in this order.</summary>
    public IReadOnlyList<string> SpecialTokens
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Any(string.IsNullOrEmpty)) throw new ArgumentException("SpecialTokens has an empty token. Leave it out.", nameof(value));
            field = [.. value.Distinct(StringComparer.Ordinal)];
        }
    } = [];

    /// <summary>How many threads work at once; as many as there are processors by default.</summary>
    public int Threads { get; init => field = Require.InRange(value, 1, 1024); } = Environment.ProcessorCount;

    /// <summary>Learns a vocabulary of the texts.</summary>
    /// <param name="texts">The texts, read once. Words never reach from one to the next.</param>
    /// <param name="parts">
    /// The steps around the model. The normalizer and pre-tokenizer make the words that are learnt from. Added tokens get ids of the
    /// vocabulary, or behind it, and so do the tokens that a template names.
    /// </param>
    /// <param name="progress">Is told how far it is, from any thread, several times a second.</param>
    /// <param name="cancel">Stops the training.</param>
    /// <exception cref="InvalidDataException">There isn't a word in the texts.</exception>
    /// <exception cref="ArgumentException">The vocabulary is to be smaller than what has to be in it.</exception>
    public Tokenizer Train(
        IEnumerable<string> texts, TokenizerParts? parts = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        parts ??= new();
        var run = new TrainingRun(progress, Threads, cancel);
        var words = WordCounter.Count(texts, parts, run);
        if (words.Words.Length == 0)
            throw new InvalidDataException("There is nothing to learn from: the texts hold no word. Give texts that do.");
        var model = Learn(words, parts, run);
        return new(model, parts with { AddedTokens = Added(model, parts), PostProcessor = Numbered(model, parts.PostProcessor) });
    }

    /// <summary>The token of the unknown, which is a special one whether or not it is named among them.</summary>
    private protected virtual string? UnknownToken => null;

    /// <summary>The special tokens with that of the unknown, which is the first unless it is named elsewhere.</summary>
    private protected IReadOnlyList<string> AllSpecialTokens =>
        UnknownToken is { } unknown && !SpecialTokens.Contains(unknown) ? [unknown, .. SpecialTokens] : SpecialTokens;

    internal abstract TokenModel Learn(WordCounts words, TokenizerParts parts, TrainingRun run);

    /// <summary>Throws when what must be in the vocabulary is more than it shall hold.</summary>
    private protected void RequireRoom(int needed, string what)
    {
        if (needed > VocabularySize)
        {
            throw new ArgumentException(
                $"VocabularySize = {VocabularySize} is less than the {needed} {what} that must be in it. Set at least {needed}.");
        }
    }

    private List<AddedToken> Added(TokenModel model, TokenizerParts parts)
    {
        var given = parts.AddedTokens.DistinctBy(token => token.Content).ToDictionary(token => token.Content, StringComparer.Ordinal);
        var next = model.VocabularySize;
        return
        [
            .. AllSpecialTokens.Select(content => (given.GetValueOrDefault(content) ?? new(0, content) { IsSpecial = true })
                with { Id = model.IdOf(content)!.Value }),
            .. given.Values.Where(token => !AllSpecialTokens.Contains(token.Content))
                .Select(token => token with { Id = model.IdOf(token.Content) ?? next++ }),
        ];
    }

    private static PostProcessor? Numbered(TokenModel model, PostProcessor? post)
    {
        return post is TemplateProcessing template ? new TemplateProcessing(Parts(template.Single), Parts(template.Pair)) : post;

        List<TemplatePart> Parts(IReadOnlyList<TemplatePart> parts) => [.. parts.Select(part =>
            part is TemplatePart.Special special && model.IdOf(special.Name) is { } id ? special with { Ids = [id] } : part)];
    }
}
