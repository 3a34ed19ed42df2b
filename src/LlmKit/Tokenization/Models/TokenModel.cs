using System.Text.Json;

namespace LlmKit.Tokenization.Models;

/// <summary>What turns a piece of text into tokens of a vocabulary: BPE, WordPiece, Unigram or whole words.</summary>
public abstract class TokenModel : TokenizerPart
{
    private readonly WordCache _cache = new();

    private protected TokenModel() { }

    /// <summary>How many tokens the vocabulary has.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>The tokens and their ids.</summary>
    public abstract IReadOnlyDictionary<string, int> Vocabulary { get; }

    /// <summary>The token of an id, or null.</summary>
    public abstract string? TokenOf(int id);

    /// <summary>The id of a token, or null.</summary>
    public abstract int? IdOf(string token);

    /// <summary>The tokens of one piece of text.</summary>
    public IReadOnlyList<Token> Tokenize(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        var tokens = new TokenList();
        Tokenize(piece, tokens);
        return tokens.Span.ToArray();
    }

    internal void Tokenize(ReadOnlySpan<char> piece, TokenList tokens)
    {
        if (piece.Length == 0) return;
        if (piece.Length > WordCache.LongestWord)
        {
            Find(piece, tokens);
            return;
        }

        var hash = WordCache.Hash(piece);
        if (_cache.Find(piece, hash) is { } known)
        {
            tokens.AddRange(known);
            return;
        }

        var before = tokens.Count;
        Find(piece, tokens);
        _cache.Add(piece, hash, tokens.Span[before..]);
    }

    /// <summary>Adds the tokens of a piece that isn't empty.</summary>
    private protected abstract void Find(ReadOnlySpan<char> piece, TokenList tokens);

    private protected static void WriteVocabulary(Utf8JsonWriter json, IReadOnlyDictionary<string, int> ids)
    {
        json.WriteStartObject("vocab");
        foreach (var (token, id) in ids.OrderBy(entry => entry.Value)) json.WriteNumber(token, id);
        json.WriteEndObject();
    }
}
