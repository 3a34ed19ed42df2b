using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.Models;

/// <summary>BPE: a word starts as its characters, and of all pairs next to each other the one learnt first is merged first.</summary>
/// <remarks>Sennrich et al. 2016, arXiv:1508.07909. Of equal pairs the one further left is merged first.</remarks>
public sealed class BytePairEncoding : TokenModel
{
    private readonly Vocabulary _vocabulary;
    private readonly (int Left, int Right)[] _merges;
    private readonly MergeTable _table;
    private readonly int[] _units = new int[0x10000];
    private readonly int[]? _bytes;
    private readonly Lazy<Seams>? _seams;

    /// <param name="vocabulary">The tokens and their ids.</param>
    /// <param name="merges">The pairs, the one learnt first at the front.</param>
    /// <param name="options">What else the model does; the defaults are those of byte-level BPE.</param>
    /// <exception cref="InvalidDataException">A part or the result of a merge has no id.</exception>
    public BytePairEncoding(
        Dictionary<string, int> vocabulary, IEnumerable<(string Left, string Right)> merges, BytePairOptions? options = null)
        : this(new Vocabulary(vocabulary), known => [.. merges.Select((pair, rank) => (Need(known, pair.Left, rank), Need(known, pair.Right, rank)))], options)
    {
    }

    /// <param name="vocabulary">The tokens and their ids.</param>
    /// <param name="merges">Finds the pairs as ids.</param>
    /// <param name="options">What else the model does.</param>
    internal BytePairEncoding(Vocabulary vocabulary, Func<Vocabulary, (int Left, int Right)[]> merges, BytePairOptions? options)
    {
        Options = options ?? new();
        _vocabulary = vocabulary;
        _merges = merges(vocabulary);
        _table = Table();
        Array.Fill(_units, -1);
        foreach (var (token, id) in vocabulary.Ids)
            if (token.Length == 1) _units[token[0]] = id;
        if (Options.FallsBackToBytes) _bytes = [.. Enumerable.Range(0, 256).Select(value => _vocabulary.IdOf(Unigram.ByteToken(value)) ?? -1)];

        // Parts of a word that is no token must not be taken as words; nor has a part the affixes of the whole.
        var mayCut = !Options.TakesWholeWords && string.IsNullOrEmpty(Options.ContinuationPrefix) && string.IsNullOrEmpty(Options.EndSuffix)
            && (_bytes is null || !_merges.Any(merge => vocabulary.TokenOf(merge.Left)!.StartsWith("<0x", StringComparison.Ordinal)));
        if (mayCut) _seams = new(() => new Seams(vocabulary.Ids.Keys));
    }

    public BytePairOptions Options { get; }

    /// <summary>The pairs in the order in which they were learnt.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges =>
        field ??= [.. _merges.Select(merge => (_vocabulary.TokenOf(merge.Left)!, _vocabulary.TokenOf(merge.Right)!))];

    public override int VocabularySize => _vocabulary.Count;

    public override IReadOnlyDictionary<string, int> Vocabulary => _vocabulary.Ids;

    internal override string Type => "BPE";

    public override string? TokenOf(int id) => _vocabulary.TokenOf(id);

    public override int? IdOf(string token) => _vocabulary.IdOf(token);

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNull("dropout");
        json.WriteString("unk_token", Options.Unknown);
        json.WriteString("continuing_subword_prefix", Options.ContinuationPrefix);
        json.WriteString("end_of_word_suffix", Options.EndSuffix);
        json.WriteBoolean("fuse_unk", Options.FusesUnknown);
        json.WriteBoolean("byte_fallback", Options.FallsBackToBytes);
        json.WriteBoolean("ignore_merges", Options.TakesWholeWords);
        WriteVocabulary(json, Vocabulary);
        json.WriteStartArray("merges");
        foreach (var (left, right) in Merges)
        {
            json.WriteStartArray();
            json.WriteStringValue(left);
            json.WriteStringValue(right);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private protected override void Find(ReadOnlySpan<char> piece, TokenList tokens)
    {
        if (Options.TakesWholeWords && _vocabulary.IdOf(piece) is var whole and >= 0)
        {
            tokens.Add(whole, 0, piece.Length);
            return;
        }

        if (piece.Length > WordCache.LongestWord && _seams is not null && NextSeam(piece, 0) < piece.Length)
        {
            FindParts(piece, tokens);
            return;
        }

        var before = tokens.Count;
        AddSymbols(piece, tokens);
        var kept = SymbolMerger.Merge(tokens.Span[before..], _table);
        tokens.Truncate(before + kept);
    }

    private void AddSymbols(ReadOnlySpan<char> piece, TokenList tokens)
    {
        if (Options.ContinuationPrefix is { Length: > 0 } || Options.EndSuffix is { Length: > 0 })
        {
            AddAffixed(piece, tokens);
            return;
        }

        var unknown = new UnknownRun(this);
        for (var at = 0; at < piece.Length;)
        {
            var id = _units[piece[at]];
            var length = 1;
            if (id < 0 && Normalization.CodeAt(piece, at, out length) > 0xFFFF) id = _vocabulary.IdOf(piece.Slice(at, 2));
            AddSymbol(id, piece.Slice(at, length), at, ref unknown, tokens);
            at += length;
        }

        unknown.Flush(tokens);
    }

    // Symbols inside of a word have a prefix, the last has a suffix, of which the text knows nothing.
    private void AddAffixed(ReadOnlySpan<char> piece, TokenList tokens)
    {
        var (prefix, suffix) = (Options.ContinuationPrefix ?? "", Options.EndSuffix ?? "");
        var unknown = new UnknownRun(this);
        for (int at = 0, length; at < piece.Length; at += length)
        {
            Normalization.CodeAt(piece, at, out length);
            var symbol = string.Concat(at > 0 ? prefix : "", piece.Slice(at, length), at + length == piece.Length ? suffix : "");
            AddSymbol(_vocabulary.IdOf(symbol) ?? -1, symbol, at, ref unknown, tokens, length);
        }

        unknown.Flush(tokens);
    }

    private void AddSymbol(int id, ReadOnlySpan<char> symbol, int at, ref UnknownRun unknown, TokenList tokens, int length = 0)
    {
        var end = at + (length == 0 ? symbol.Length : length);
        if (id >= 0)
        {
            unknown.Flush(tokens);
            tokens.Add(id, at, end);
        }
        else if (!AddBytes(symbol, at, end, tokens))
        {
            unknown.Add(at, end, tokens);
        }
    }

    private bool AddBytes(ReadOnlySpan<char> symbol, int start, int end, TokenList tokens)
    {
        if (_bytes is null) return false;
        var bytes = Encoding.UTF8.GetBytes(symbol.ToString());
        if (bytes.Any(value => _bytes[value] < 0)) return false;
        foreach (var value in bytes) tokens.Add(_bytes[value], start, end);
        return true;
    }

    // The results are looked up by all processors: there may be half a million.
    private MergeTable Table()
    {
        var prefix = Options.ContinuationPrefix?.Length ?? 0;
        var results = new int[_merges.Length];
        try
        {
            Parallel.ForEach(Partitioner.Create(0, _merges.Length + 1), range =>
            {
                var whole = new char[256];
                for (var rank = range.Item1; rank < Math.Min(range.Item2, _merges.Length); rank++)
                {
                    var left = _vocabulary.TokenOf(_merges[rank].Left)!;
                    var right = _vocabulary.TokenOf(_merges[rank].Right)!;
                    var rest = right.AsSpan(Math.Min(prefix, right.Length));
                    if (left.Length + rest.Length > whole.Length) whole = new char[(left.Length + rest.Length) * 2];
                    left.CopyTo(whole);
                    rest.CopyTo(whole.AsSpan(left.Length));
                    results[rank] = Need(_vocabulary, whole.AsSpan(0, left.Length + rest.Length), rank);
                }
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        var table = new MergeTable(_merges.Length);
        for (var rank = 0; rank < results.Length; rank++) table.Set(_merges[rank].Left, _merges[rank].Right, rank, results[rank]);
        return table;
    }

    // The next place after `from` where the piece may be cut, or its end.
    private int NextSeam(ReadOnlySpan<char> piece, int from)
    {
        for (var at = from + 1; at < piece.Length; at++)
        {
            if (_seams!.Value.IsBetween(piece[at - 1], piece[at]) && (!Options.FusesUnknown || (_units[piece[at - 1]] >= 0 && _units[piece[at]] >= 0)))
                return at;
        }

        return piece.Length;
    }

    private void FindParts(ReadOnlySpan<char> piece, TokenList tokens)
    {
        for (int start = 0, end; start < piece.Length; start = end)
        {
            end = NextSeam(piece, start);
            var before = tokens.Count;
            Tokenize(piece[start..end], tokens);
            foreach (ref var token in tokens.Span[before..]) token = new(token.Id, token.Start + start, token.End + start);
        }
    }

    internal static int Need(Vocabulary vocabulary, ReadOnlySpan<char> token, int rank) => vocabulary.IdOf(token) is var id and >= 0
        ? id
        : throw new InvalidDataException(
            $"merges[{rank}] needs the token \"{token}\", which the vocabulary lacks. Take the file from its source again.");

    // Characters without a token, which may become one unknown token together.
    private ref struct UnknownRun(BytePairEncoding model)
    {
        private int _start;
        private int _end;

        public void Add(int start, int end, TokenList tokens)
        {
            if (model.Options.Unknown is null) return;
            if (_end > 0 && model.Options.FusesUnknown)
            {
                _end = end;
                return;
            }

            Flush(tokens);
            (_start, _end) = (start, end);
        }

        public void Flush(TokenList tokens)
        {
            if (_end == 0) return;
            var unknown = model.Options.Unknown!;
            var id = model._vocabulary.IdOf(unknown)
                ?? throw new MissingTokenException($"The model names \"{unknown}\" as the token of the unknown, but the vocabulary lacks it.");
            tokens.Add(id, _start, _end);
            _end = 0;
        }
    }
}
