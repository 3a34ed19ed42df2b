using System.Globalization;
using System.Text;
using LlmKit.Tokenization.Decoders;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.PostProcessors;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization.Files;

/// <summary>Reads tiktoken's files of ranks: on each line a token's bytes in Base64 and its rank, which is its id as well.</summary>
/// <remarks>openai/tiktoken, load.py and openai_public.py: the file knows nothing of how text is cut, nor of special tokens.</remarks>
internal static class TiktokenFile
{
    private const string Cl100k =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string O200k =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
        + @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
        + @"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // By the names under which the files are given out.
    private static readonly Dictionary<string, (string Expression, (string Token, int Id)[] Special)> s_known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gpt2"] = (ByteLevel.Expression, [("<|endoftext|>", 50256)]),
        ["r50k_base"] = (ByteLevel.Expression, [("<|endoftext|>", 50256)]),
        ["p50k_base"] = (ByteLevel.Expression, [("<|endoftext|>", 50256)]),
        ["p50k_edit"] = (ByteLevel.Expression,
            [("<|endoftext|>", 50256), ("<|fim_prefix|>", 50281), ("<|fim_middle|>", 50282), ("<|fim_suffix|>", 50283)]),
        ["cl100k_base"] = (Cl100k,
            [("<|endoftext|>", 100257), ("<|fim_prefix|>", 100258), ("<|fim_middle|>", 100259), ("<|fim_suffix|>", 100260), ("<|endofprompt|>", 100276)]),
        ["o200k_base"] = (O200k, [("<|endoftext|>", 199999), ("<|endofprompt|>", 200018)]),
    };

    public static Tokenizer Read(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (!s_known.TryGetValue(name, out var known))
        {
            throw new InvalidDataException(
                $"{path} holds ranks only; how its text is cut is known by name for {string.Join(", ", s_known.Keys)}, and \"{name}\" is none "
                + "of them. Give the expression and the special tokens: Tokenizer.FromTiktoken(path, expression, special).");
        }

        return Read(path, known.Expression, known.Special);
    }

    public static Tokenizer Read(string path, string expression, IEnumerable<(string Token, int Id)> special)
    {
        var ids = Ranks(path);
        var merges = new List<(string, string)>();
        foreach (var (token, _) in ids.OrderBy(entry => entry.Value)) merges.AddRange(Merges(token, ids));

        return new(new BytePairEncoding(ids, merges, new() { TakesWholeWords = true }), new()
        {
            PreTokenizer = new PreTokenizerSequence(
                new Split(SearchPattern.Expression(expression)), new ByteLevel { AddsPrefixSpace = false, Cuts = false }),
            PostProcessor = new ByteLevelProcessing(trimsOffsets: false),
            Decoder = new ByteLevelDecoder(),
            AddedTokens = [.. special.Select(entry => new AddedToken(entry.Id, entry.Token) { IsSpecial = true })],
        });
    }

    // Any two tokens that make the token, the pair whose first part is older first: the rank of a merge is that of its result.
    private static IEnumerable<(string, string)> Merges(string token, Dictionary<string, int> ids)
    {
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        var pairs = new List<(int Left, int Right, int At)>();
        for (var at = 1; at < token.Length; at++)
        {
            if (lookup.TryGetValue(token.AsSpan(0, at), out var left) && lookup.TryGetValue(token.AsSpan(at), out var right))
                pairs.Add((left, right, at));
        }

        pairs.Sort();
        return pairs.Select(pair => (token[..pair.At], token[pair.At..]));
    }

    private static Dictionary<string, int> Ranks(string path)
    {
        var ids = new Dictionary<string, int>();
        var number = 0;
        Span<byte> bytes = new byte[4096];
        foreach (var line in File.ReadLines(path, Encoding.UTF8))
        {
            number++;
            if (line.Length == 0) continue;
            var space = line.IndexOf(' ');
            if (space < 0 || line.Length > 5000 || !Convert.TryFromBase64Chars(line.AsSpan(0, space), bytes, out var length)
                || !int.TryParse(line.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var rank))
            {
                throw new InvalidDataException(
                    $"{path}, line {number}: \"{(line.Length > 60 ? line[..60] + "…" : line)}\" is no token in Base64 and its rank with a space between.");
            }

            ids[ByteAlphabet.Spell(bytes[..length])] = rank;
        }

        return ids.Count > 0 ? ids : throw new InvalidDataException($"{path} has no tokens.");
    }
}
