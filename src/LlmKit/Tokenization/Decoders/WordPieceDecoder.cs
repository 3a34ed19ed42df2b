using System.Text.Json;

namespace LlmKit.Tokenization.Decoders;

/// <summary>Joins what continues a word to it, and sets a space before every other token.</summary>
public sealed class WordPieceDecoder(string prefix = "##", bool cleansUp = true) : Decoder
{
    public string Prefix { get; } = prefix;

    /// <summary>Whether spaces before punctuation and English contractions go.</summary>
    public bool CleansUp { get; } = cleansUp;

    internal override string Type => "WordPiece";

    internal override List<string> Step(List<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (i > 0) token = Prefix.Length > 0 && token.StartsWith(Prefix, StringComparison.Ordinal) ? token[Prefix.Length..] : " " + token;
            tokens[i] = CleansUp ? CleanUp(token) : token;
        }

        return tokens;
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("prefix", Prefix);
        json.WriteBoolean("cleanup", CleansUp);
    }

    internal static string CleanUp(string text) => text
        .Replace(" .", ".", StringComparison.Ordinal).Replace(" ?", "?", StringComparison.Ordinal)
        .Replace(" !", "!", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal)
        .Replace(" ' ", "'", StringComparison.Ordinal).Replace(" n't", "n't", StringComparison.Ordinal)
        .Replace(" 'm", "'m", StringComparison.Ordinal).Replace(" do not", " don't", StringComparison.Ordinal)
        .Replace(" 's", "'s", StringComparison.Ordinal).Replace(" 've", "'ve", StringComparison.Ordinal)
        .Replace(" 're", "'re", StringComparison.Ordinal);
}
