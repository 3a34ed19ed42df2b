using LlmKit.Tokenization.Models;

namespace LlmKit.Tokenization;

/// <summary>What there is to know about a tokenizer without a text.</summary>
/// <param name="Model">BPE, WordPiece, Unigram or WordLevel.</param>
/// <param name="Unknown">The id of the token of the unknown, or null.</param>
/// <param name="Merges">How many merges a BPE model has; 0 for others.</param>
/// <param name="Bytes">How many of the 256 bytes have a token of their own; with all of them no text is unknown.</param>
/// <param name="WrittenAs">How bytes are written, if any are: byte-level characters such as Ġ, or &lt;0xE4&gt;.</param>
/// <param name="Longest">The longest tokens, the longest first.</param>
public sealed record TokenizerFacts(string Model, int? Unknown, int Merges, int Bytes, string? WrittenAs, IReadOnlyList<string> Longest)
{
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="longest">How many of the longest tokens to tell.</param>
    public static TokenizerFacts Of(Tokenizer tokenizer, int longest = 10)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var model = tokenizer.Model;
        var isByteLevel = PreTokenizers.ByteLevel.AlphabetOf(tokenizer.Parts).Length > 0;
        var fallsBack = model is BytePairEncoding { Options.FallsBackToBytes: true } or Unigram { FallsBackToBytes: true };
        var bytes = Enumerable.Range(0, 256).Count(value =>
            (isByteLevel && model.IdOf(ByteAlphabet.Characters[value].ToString()) is not null)
            || (fallsBack && model.IdOf(Unigram.ByteToken(value)) is not null));
        var unknown = model switch
        {
            BytePairEncoding { Options.Unknown: { } token } => model.IdOf(token),
            WordPiece words => model.IdOf(words.Unknown),
            WordLevel words => model.IdOf(words.Unknown),
            Unigram pieces => pieces.UnknownId,
            _ => null,
        };
        var special = tokenizer.AddedTokens.Select(token => token.Content).ToHashSet();
        return new(
            model.Type, unknown, (model as BytePairEncoding)?.Merges.Count ?? 0, bytes, isByteLevel ? "byte-level" : fallsBack ? "<0x00> to <0xFF>" : null,
            [.. model.Vocabulary.Keys.Where(token => !special.Contains(token)).OrderByDescending(token => token.Length)
                .ThenBy(token => token, StringComparer.Ordinal).Take(longest)]);
    }
}
