using System.Text.Json;

namespace LlmKit.Tokenization.Models;

/// <summary>A piece is a token, or unknown.</summary>
public sealed class WordLevel(Dictionary<string, int> vocabulary, string unknown = "<unk>") : TokenModel
{
    private readonly Vocabulary _vocabulary = new(vocabulary);

    public string Unknown { get; } = unknown;

    public override int VocabularySize => _vocabulary.Count;

    public override IReadOnlyDictionary<string, int> Vocabulary => _vocabulary.Ids;

    internal override string Type => "WordLevel";

    public override string? TokenOf(int id) => _vocabulary.TokenOf(id);

    public override int? IdOf(string token) => _vocabulary.IdOf(token);

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        WriteVocabulary(json, Vocabulary);
        json.WriteString("unk_token", Unknown);
    }

    private protected override void Find(ReadOnlySpan<char> piece, TokenList tokens)
    {
        var id = _vocabulary.IdOf(piece);
        if (id < 0) id = _vocabulary.IdOf(Unknown) ?? throw MissingTokenException.For(piece, Unknown);
        tokens.Add(id, 0, piece.Length);
    }
}
