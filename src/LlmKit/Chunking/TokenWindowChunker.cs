using LlmKit.Data;
using LlmKit.Tokenization;

namespace LlmKit.Chunking;

/// <summary>
/// Windows of a fixed number of tokens of the whole text, as tokenizers cut when they return what overflows. Where a border
/// falls within a grapheme cluster, the window ends before that cluster.
/// </summary>
/// <param name="Tokenize">Where each token of a text stands, in order.</param>
/// <param name="Tokens">The most tokens of a window, special ones counted.</param>
/// <param name="SpecialTokens">Tokens that the model adds to each window.</param>
/// <param name="Overlap">How many tokens a window shares with the one before.</param>
public sealed record TokenWindowChunker(Func<string, IReadOnlyList<TextSpan>> Tokenize, int Tokens, int SpecialTokens = 0, int Overlap = 0) : IChunker
{
    /// <summary>Windows of a model's tokens, the special ones that its tokenizer sets counted.</summary>
    public static TokenWindowChunker Of(Tokenizer tokenizer, int tokens, int overlap = 0)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var options = new EncodeOptions { AddsSpecialTokens = false, NoTruncation = true, NoPadding = true };
        return new(
            text => [.. tokenizer.Encode(text, options).Tokens.Select(token => new TextSpan(token.Start, token.End))],
            tokens, tokenizer.SpecialTokensPerText(), overlap);
    }

    public IReadOnlyList<Chunk> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        new ChunkLimit(Tokens, _ => 0) { SpecialTokens = SpecialTokens }.Check(Overlap);
        var chunks = new List<Chunk>();
        if (text.Length == 0) return chunks;
        var tokens = Tokenize(text);
        var room = Tokens - SpecialTokens;
        var borders = Borders(text, tokens);
        var (first, shared) = (0, 0);
        while (first < borders.Count - 1)
        {
            var last = first;
            while (last + 1 < borders.Count && borders[last + 1].Tokens - borders[first].Tokens <= room) last++;
            if (last == first) throw TooLarge(text, borders[first], borders[first + 1]);
            chunks.Add(new(new(borders[first].At, borders[last].At), shared, borders[last].Tokens - borders[first].Tokens + SpecialTokens));
            if (last == borders.Count - 1) break;
            var next = last;
            while (next - 1 > first && borders[last].Tokens - borders[next - 1].Tokens <= Overlap) next--;
            while (next < last && borders[last + 1].Tokens - borders[next].Tokens > room) next++;
            (shared, first) = (borders[last].At - borders[next].At, next);
        }

        return chunks;
    }

    // Where a window can begin and end: before tokens that begin a cluster, each with the number of tokens before it.
    private static List<(int At, int Tokens)> Borders(string text, IReadOnlyList<TextSpan> tokens)
    {
        var places = new List<int> { 0 };
        foreach (var token in tokens) if (token.Start > places[^1] && token.Start < text.Length) places.Add(token.Start);
        places.Add(text.Length);
        var kept = Clusters.Snap(text, places).ToHashSet();
        var borders = new List<(int, int)> { (0, 0) };
        for (var i = 0; i < tokens.Count; i++)
            if (tokens[i].Start > borders[^1].Item1 && tokens[i].Start < text.Length && kept.Contains(tokens[i].Start)) borders.Add((tokens[i].Start, i));
        borders.Add((text.Length, tokens.Count));
        return borders;
    }

    private ArgumentException TooLarge(string text, (int At, int Tokens) from, (int At, int Tokens) to) => new(
        $"At character {from.At} stands '{text[from.At..Math.Min(to.At, from.At + 20)]}', which cannot be cut, of {to.Tokens - from.Tokens + SpecialTokens} tokens, "
        + $"special ones counted, and a window may have {Tokens}. Raise Tokens to at least {to.Tokens - from.Tokens + SpecialTokens}.");
}
