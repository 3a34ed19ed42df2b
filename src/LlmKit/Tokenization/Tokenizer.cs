using System.Runtime.InteropServices;
using LlmKit.Tokenization.Files;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.PostProcessors;

namespace LlmKit.Tokenization;

/// <summary>
/// Turns text into the token ids of a trained vocabulary and back: normalizer → pre-tokenizer → model → post-processor, and the
/// decoder for the way back. Safe for use by many threads at once.
/// </summary>
/// <remarks>The parts, their order and their files are those of Hugging Face's tokenizers.</remarks>
public sealed class Tokenizer
{
    [ThreadStatic]
    private static Encoder? s_encoder;

    private readonly Dictionary<int, AddedToken> _addedById;
    private readonly Dictionary<string, AddedToken> _addedByContent;
    private readonly IReadOnlyList<TemplatePart> _single;
    private readonly IReadOnlyList<TemplatePart> _pair;

    /// <param name="model">What turns words into tokens.</param>
    /// <param name="parts">The steps before and after; none by default.</param>
    public Tokenizer(TokenModel model, TokenizerParts? parts = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Parts = parts ?? new();
        Model = model;
        _addedById = [];
        _addedByContent = new(StringComparer.Ordinal);
        foreach (var token in Parts.AddedTokens)
        {
            _addedById[token.Id] = token;
            _addedByContent[token.Content] = token;
        }

        RawTokens = new(Parts.AddedTokens.Where(token => !token.IsNormalized).Select(token => (token, token.Content)));
        NormalizedTokens = new(Parts.AddedTokens.Where(token => token.IsNormalized)
            .Select(token => (token, Parts.Normalizer?.Apply(token.Content) ?? token.Content)));
        _single = Parts.PostProcessor?.Template(isPair: false) ?? PostProcessor.PlainTemplate(isPair: false);
        _pair = Parts.PostProcessor?.Template(isPair: true) ?? PostProcessor.PlainTemplate(isPair: true);
        VocabularySize = model.VocabularySize + Parts.AddedTokens.Count(token => model.IdOf(token.Content) is null);
    }

    public TokenModel Model { get; }

    /// <summary>The steps before and after the model.</summary>
    public TokenizerParts Parts { get; }

    /// <summary>How texts are made shorter unless a call says otherwise; null, the default, leaves them.</summary>
    public Truncation? Truncation => Parts.Truncation;

    /// <summary>How texts are filled up unless a call says otherwise; null, the default, leaves them.</summary>
    public Padding? Padding => Parts.Padding;

    /// <summary>V, the number of tokens, added ones included.</summary>
    public int VocabularySize { get; }

    public IReadOnlyList<AddedToken> AddedTokens => Parts.AddedTokens;

    internal AddedTokenFinder RawTokens { get; }

    internal AddedTokenFinder NormalizedTokens { get; }

    /// <summary>
    /// Reads a tokenizer from a file (<c>tokenizer.json</c>, SentencePiece's <c>.model</c>, tiktoken's <c>.tiktoken</c>,
    /// <c>vocab.txt</c>, <c>vocab.json</c> with <c>merges.txt</c>) or out of a model's folder.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged, or has a component that isn't supported.</exception>
    public static Tokenizer FromFile(string path) => TokenizerFolder.Open(path);

    /// <summary>Reads a file of ranks by tiktoken whose name says nothing of how text is cut.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expression">The regular expression that cuts text into words.</param>
    /// <param name="special">Tokens that the file doesn't hold, and their ids.</param>
    public static Tokenizer FromTiktoken(string path, string expression, IEnumerable<(string Token, int Id)> special) =>
        TiktokenFile.Read(path, expression, special);

    /// <summary>Reads the text of a <c>tokenizer.json</c>, in UTF-8.</summary>
    /// <exception cref="InvalidDataException">The text is damaged, or has a component that isn't supported.</exception>
    public static Tokenizer Parse(ReadOnlyMemory<byte> json) => TokenizerFile.Parse(json);

    /// <summary>Writes a <c>tokenizer.json</c>; a file of that name is replaced once the new one is whole.</summary>
    public void Save(string path) => TokenizerFile.Write(this, path);

    /// <summary>The same with other parts.</summary>
    public Tokenizer With(TokenizerParts parts) => new(Model, parts);

    /// <summary>
    /// The same with more added tokens, which are looked for in the normalized text. What the vocabulary has keeps its id, others get the
    /// next free ones in this order; a model needs a row of its embedding for each.
    /// </summary>
    public Tokenizer WithTokens(params IEnumerable<string> contents) => Added(contents, isSpecial: false);

    /// <summary>The same with more special tokens: looked for in the text as it is, left out by <see cref="Decode"/>.</summary>
    public Tokenizer WithSpecialTokens(params IEnumerable<string> contents) => Added(contents, isSpecial: true);

    /// <summary>The token of an id, as the vocabulary spells it, or null.</summary>
    public string? TokenOf(int id) => _addedById.TryGetValue(id, out var added) ? added.Content : Model.TokenOf(id);

    /// <summary>The id of a token, or null.</summary>
    public int? IdOf(string token) => _addedByContent.TryGetValue(token, out var added) ? added.Id : Model.IdOf(token);

    /// <summary>How many special tokens are set around a text, or around and between two.</summary>
    public int SpecialTokensPerText(bool isPair = false) => Template(isPair).OfType<TemplatePart.Special>().Sum(part => part.Ids.Count);

    /// <summary>How many tokens a text has, special ones, truncation and padding not counted.</summary>
    public int CountTokens(ReadOnlySpan<char> text)
    {
        var encoder = s_encoder ??= new();
        return encoder.Count(this, text);
    }

    /// <summary>The ids of a text, as fast as they can be had. Half surrogate pairs are read as U+FFFD.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addsSpecialTokens">Whether the post-processor's tokens are set.</param>
    public int[] EncodeIds(string text, bool addsSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Truncation is not null || Padding is not null)
            return Encode(text, EncodeOptions.Default with { AddsSpecialTokens = addsSpecialTokens, HasOffsets = false }).Ids;

        var ids = new List<int>(text.Length / 4 + 8);
        foreach (var part in _single)
        {
            if (part is TemplatePart.Text) (s_encoder ??= new()).AddIds(this, text, ids);
            else if (addsSpecialTokens && part is TemplatePart.Special special) ids.AddRange(special.Ids);
        }

        return CollectionsMarshal.AsSpan(ids).ToArray();
    }

    /// <summary>The tokens of a text.</summary>
    public TokenizedText Encode(string text, EncodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= EncodeOptions.Default;
        return Assembler.Pad(this, [Assembler.Assemble(this, Tokens(text, 0, isPair: false, options), null, options)], options)[0];
    }

    /// <summary>The tokens of two texts that a model gets to see together.</summary>
    public TokenizedText Encode(string first, string second, EncodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        options ??= EncodeOptions.Default;
        return Assembler.Pad(this, [Assembler.Assemble(this, Tokens(first, 0, isPair: true, options), Tokens(second, 1, isPair: true, options), options)], options)[0];
    }

    /// <summary>
    /// The tokens of a text that is cut into words already, as for tagging: <see cref="TokenInfo.Word"/> is the index of the word, and
    /// offsets count from its start.
    /// </summary>
    public TokenizedText EncodeWords(IReadOnlyList<string> words, EncodeOptions? options = null) => EncodeWords(words, null, options);

    /// <summary>The tokens of two texts that are cut into words already.</summary>
    public TokenizedText EncodeWords(IReadOnlyList<string> first, IReadOnlyList<string>? second, EncodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        options ??= EncodeOptions.Default;
        return Assembler.Pad(this, [AssembleWords(first, second, options)], options)[0];
    }

    /// <summary>The tokens of many texts that are cut into words already, by all processors.</summary>
    public TokenizedText[] EncodeWordsBatch(
        IReadOnlyList<IReadOnlyList<string>> texts, EncodeOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= EncodeOptions.Default;
        var batch = new TokenizedText[texts.Count];
        InParallel(texts.Count, options, i => batch[i] = AssembleWords(texts[i], null, options), cancel);
        return Assembler.Pad(this, batch, options);
    }

    /// <summary>The tokens of many texts, by all processors.</summary>
    public TokenizedText[] EncodeBatch(IReadOnlyList<string> texts, EncodeOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= EncodeOptions.Default;
        var batch = new TokenizedText[texts.Count];
        InParallel(texts.Count, options, i => batch[i] = Assembler.Assemble(this, Tokens(texts[i], 0, isPair: false, options), null, options), cancel);
        return Assembler.Pad(this, batch, options);
    }

    /// <summary>The tokens of many pairs, by all processors.</summary>
    public TokenizedText[] EncodeBatch(
        IReadOnlyList<(string First, string Second)> pairs, EncodeOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        options ??= EncodeOptions.Default;
        var batch = new TokenizedText[pairs.Count];
        InParallel(
            pairs.Count, options,
            i => batch[i] = Assembler.Assemble(
                this, Tokens(pairs[i].First, 0, isPair: true, options), Tokens(pairs[i].Second, 1, isPair: true, options), options), cancel);
        return Assembler.Pad(this, batch, options);
    }

    /// <summary>The ids of many texts, by all processors.</summary>
    public int[][] EncodeIdsBatch(IReadOnlyList<string> texts, bool addsSpecialTokens = true, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var batch = new int[texts.Count][];
        InParallel(texts.Count, EncodeOptions.Default, i => batch[i] = EncodeIds(texts[i], addsSpecialTokens), cancel);
        return batch;
    }

    /// <summary>The text of <paramref name="ids"/>. Ids of no token are left out, as a model's padded vocabulary has some.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="skipsSpecial">Leaves special tokens out.</param>
    public string Decode(IEnumerable<int> ids, bool skipsSpecial = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var tokens = new List<string>();
        foreach (var id in ids)
        {
            if (skipsSpecial && _addedById.TryGetValue(id, out var added) && added.IsSpecial) continue;
            if (TokenOf(id) is { } token) tokens.Add(token);
        }

        return Parts.Decoder is { } decoder ? decoder.Decode(tokens) : string.Join(' ', tokens);
    }

    internal bool IsAdded(int id) => _addedById.ContainsKey(id);

    internal IReadOnlyList<TemplatePart> Template(bool isPair) => isPair ? _pair : _single;

    private TokenInfo[] Tokens(string text, int index, bool isPair, EncodeOptions options) =>
        Place(index, isPair) is { } place ? (s_encoder ??= new()).Encode(this, text, place, options) : [];

    private TokenizedText AssembleWords(IReadOnlyList<string> first, IReadOnlyList<string>? second, EncodeOptions options)
    {
        return Assembler.Assemble(this, Words(first, 0)!, Words(second, 1), options);

        TokenInfo[]? Words(IReadOnlyList<string>? words, int index) => words is null ? null
            : Place(index, second is not null) is { } place ? (s_encoder ??= new()).EncodeWords(this, words, place, options) : [];
    }

    // A template may leave a text out.
    private TemplatePart.Text? Place(int index, bool isPair) =>
        Template(isPair).OfType<TemplatePart.Text>().FirstOrDefault(part => part.Index == index);

    private Tokenizer Added(IEnumerable<string> contents, bool isSpecial)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var all = Parts.AddedTokens.ToList();
        foreach (var content in contents)
        {
            if (string.IsNullOrEmpty(content)) throw new ArgumentException("contents has an empty token. Leave it out.", nameof(contents));
            var known = all.FindIndex(token => token.Content == content);
            var id = known >= 0 ? all[known].Id : Model.IdOf(content) ?? Math.Max(Model.VocabularySize, all.Count == 0 ? 0 : all.Max(token => token.Id) + 1);
            if (known >= 0) all.RemoveAt(known);
            all.Add(new(id, content) { IsSpecial = isSpecial, IsNormalized = !isSpecial });
        }

        return With(Parts with { AddedTokens = all });
    }

    private static void InParallel(int count, EncodeOptions options, Action<int> encode, CancellationToken cancel) => Parallel.For(
        0, count,
        new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? Environment.ProcessorCount, CancellationToken = cancel },
        encode);
}
