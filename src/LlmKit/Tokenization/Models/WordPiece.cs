using System.Text.Json;

namespace LlmKit.Tokenization.Models;

/// <summary>BERT's way: the longest token that the word starts with, then the longest that the rest continues with.</summary>
/// <remarks>google-research/bert, tokenization.py. A word of which any part has no token is unknown as a whole.</remarks>
public sealed class WordPiece : TokenModel
{
    private readonly Vocabulary _vocabulary;
    private readonly VocabularyTrie _starts;
    private readonly VocabularyTrie _continuations;

    public WordPiece(
        Dictionary<string, int> vocabulary, string unknown = "[UNK]", string continuationPrefix = "##", int longestWord = 100)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _vocabulary = new(vocabulary);
        (Unknown, ContinuationPrefix) = (unknown, continuationPrefix);
        LongestWord = Require.InRange(longestWord, 1, int.MaxValue, nameof(longestWord));
        _starts = new(Within(vocabulary.Select(entry => (entry.Key, entry.Value))));
        _continuations = new(Within(vocabulary
            .Where(entry => entry.Key.StartsWith(continuationPrefix, StringComparison.Ordinal) && entry.Key.Length > continuationPrefix.Length)
            .Select(entry => (entry.Key[continuationPrefix.Length..], entry.Value))));

        // What is longer than the longest word is in none. A character has two units at most.
        IEnumerable<(string Text, int Id)> Within(IEnumerable<(string Text, int Id)> texts) => texts.Where(text => text.Text.Length <= 2L * LongestWord);
    }

    /// <summary>The token of words that can't be spelled.</summary>
    public string Unknown { get; }

    /// <summary>What a token starts with that continues a word.</summary>
    public string ContinuationPrefix { get; }

    /// <summary>In characters; longer words are unknown.</summary>
    public int LongestWord { get; }

    public override int VocabularySize => _vocabulary.Count;

    public override IReadOnlyDictionary<string, int> Vocabulary => _vocabulary.Ids;

    internal override string Type => "WordPiece";

    public override string? TokenOf(int id) => _vocabulary.TokenOf(id);

    public override int? IdOf(string token) => _vocabulary.IdOf(token);

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("unk_token", Unknown);
        json.WriteString("continuing_subword_prefix", ContinuationPrefix);
        json.WriteNumber("max_input_chars_per_word", LongestWord);
        WriteVocabulary(json, Vocabulary);
    }

    private protected override void Find(ReadOnlySpan<char> piece, TokenList tokens)
    {
        var before = tokens.Count;
        for (var at = 0; at < piece.Length;)
        {
            var (id, end) = Longest(at == 0 ? _starts : _continuations, piece, at);
            if (end == at || (at == 0 && IsTooLong(piece)))
            {
                tokens.Truncate(before);
                tokens.Add(_vocabulary.IdOf(Unknown) ?? throw MissingTokenException.For(piece, Unknown), 0, piece.Length);
                return;
            }

            tokens.Add(id, at, end);
            at = end;
        }
    }

    private bool IsTooLong(ReadOnlySpan<char> piece)
    {
        if (piece.Length <= LongestWord) return false;
        var count = 0;
        foreach (var _ in piece.EnumerateRunes()) count++;
        return count > LongestWord;
    }

    private static (int Id, int End) Longest(VocabularyTrie trie, ReadOnlySpan<char> piece, int start)
    {
        var (id, end) = (-1, start);
        for (int at = start, node = VocabularyTrie.Root; at < piece.Length;)
        {
            node = trie.Child(node, piece[at++]);
            if (node == VocabularyTrie.None) break;
            if (trie.Values[node] != VocabularyTrie.None) (id, end) = (trie.Values[node], at);
        }

        return (id, end);
    }
}
