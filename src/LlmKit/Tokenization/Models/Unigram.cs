using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.Models;

/// <summary>SentencePiece's way: of all ways to cut the text into tokens, the one whose scores add up highest.</summary>
/// <remarks>Kudo 2018, arXiv:1804.10959. Scores are log-probabilities; the best path is found by Viterbi's algorithm.</remarks>
public sealed class Unigram : TokenModel
{
    // google/sentencepiece, unigram_model.cc: kUnkPenalty.
    private const double UnknownPenalty = 10;

    [ThreadStatic]
    private static Step[]? s_steps;

    private readonly (string Token, double Score)[] _entries;
    private readonly Vocabulary _vocabulary;
    private readonly VocabularyTrie _trie;
    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int[]? _bytes;

    /// <param name="entries">The tokens and their scores; an id is a place in the list.</param>
    /// <param name="unknownId">The id of what has no token.</param>
    /// <param name="fallsBackToBytes">Whether what has no token is spelled by tokens such as &lt;0xE4&gt;.</param>
    public Unigram(IEnumerable<(string Token, double Score)> entries, int? unknownId, bool fallsBackToBytes = false)
    {
        _entries = [.. entries];
        if (unknownId is { } id && (id < 0 || id >= _entries.Length))
        {
            throw new ArgumentOutOfRangeException(nameof(unknownId), unknownId,
                $"unk_id is {id}, which is none of the {_entries.Length} tokens. It must be the place of a token in the list, or null.");
        }

        (UnknownId, FallsBackToBytes) = (unknownId, fallsBackToBytes);
        var ids = new Dictionary<string, int>(_entries.Length);
        for (var i = 0; i < _entries.Length; i++) ids[_entries[i].Token] = i;
        _vocabulary = new(ids);
        _scores = [.. _entries.Select(entry => entry.Score)];
        _trie = new(ids.Where(entry => entry.Key.Length > 0).Select(entry => (entry.Key, entry.Value)));
        _unknownScore = (_scores.Length == 0 ? 0 : _scores.Min()) - UnknownPenalty;
        if (fallsBackToBytes) _bytes = [.. Enumerable.Range(0, 256).Select(value => _vocabulary.IdOf(ByteToken(value)) ?? -1)];
    }

    /// <summary>The id of what has no token, or null: then such text is refused.</summary>
    public int? UnknownId { get; }

    public bool FallsBackToBytes { get; }

    /// <summary>The tokens and their scores, by id.</summary>
    public IReadOnlyList<(string Token, double Score)> Entries => _entries;

    public override int VocabularySize => _entries.Length;

    public override IReadOnlyDictionary<string, int> Vocabulary => _vocabulary.Ids;

    internal override string Type => "Unigram";

    public override string? TokenOf(int id) => (uint)id < (uint)_entries.Length ? _entries[id].Token : null;

    public override int? IdOf(string token) => _vocabulary.IdOf(token);

    /// <summary>How byte-fallback vocabularies spell a byte: &lt;0xE4&gt;.</summary>
    internal static string ByteToken(int value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        if (UnknownId is { } id) json.WriteNumber("unk_id", id);
        else json.WriteNull("unk_id");
        json.WriteStartArray("vocab");
        foreach (var (token, score) in _entries)
        {
            json.WriteStartArray();
            json.WriteStringValue(token);
            json.WriteNumberValue(score);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBoolean("byte_fallback", FallsBackToBytes);
    }

    private protected override void Find(ReadOnlySpan<char> piece, TokenList tokens)
    {
        if (s_steps is null || s_steps.Length <= piece.Length) s_steps = new Step[Math.Max(256, piece.Length * 2)];
        var steps = s_steps.AsSpan(0, piece.Length + 1);
        steps.Fill(new(0, -1, -1));
        Walk(piece, steps);

        // Back along the best path; unknown neighbours are one token.
        var before = tokens.Count;
        for (var end = piece.Length; end > 0;)
        {
            var start = steps[end].Start;
            var id = steps[end].Id;
            while (id == UnknownId && start > 0 && steps[start].Id == UnknownId) start = steps[start].Start;
            if (id == UnknownId) AddUnknown(piece, start, end, id, tokens);
            else tokens.Add(id, start, end);
            end = start;
        }

        tokens.Span[before..].Reverse();
    }

    private void Walk(ReadOnlySpan<char> piece, Span<Step> steps)
    {
        for (var at = 0; at < piece.Length;)
        {
            Normalization.CodeAt(piece, at, out var length);
            var score = steps[at].Score;
            var hasSingle = false;
            for (int end = at, node = VocabularyTrie.Root; end < piece.Length;)
            {
                node = _trie.Child(node, piece[end++]);
                if (node == VocabularyTrie.None) break;
                var id = _trie.Values[node];
                if (id == VocabularyTrie.None) continue;
                Offer(ref steps[end], score + _scores[id], at, id);
                hasSingle |= end - at == length;
            }

            if (!hasSingle)
                Offer(ref steps[at + length], score + _unknownScore, at, UnknownId ?? throw MissingTokenException.For(piece, null));
            at += length;
        }

        static void Offer(ref Step step, double score, int start, int id)
        {
            if (step.Start < 0 || score > step.Score) step = new(score, start, id);
        }
    }

    // Filled in from behind: the last byte first.
    private void AddUnknown(ReadOnlySpan<char> piece, int start, int end, int unknown, TokenList tokens)
    {
        if (_vocabulary.IdOf(piece[start..end]) is var known and >= 0)
        {
            tokens.Add(known, start, end);
            return;
        }

        if (_bytes is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(piece[start..end].ToString());
            if (bytes.All(value => _bytes[value] >= 0))
            {
                for (var i = bytes.Length - 1; i >= 0; i--) tokens.Add(_bytes[bytes[i]], start, end);
                return;
            }
        }

        tokens.Add(unknown, start, end);
    }

    // The best way to get to a place: its score, and the token that leads there.
    private readonly record struct Step(double Score, int Start, int Id);
}
