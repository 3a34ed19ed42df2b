using System.Buffers;
using LlmKit.Data.Unicode;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.Patterns;

namespace LlmKit.Tokenization;

/// <summary>Finds added tokens in a text: of those that start first the longest.</summary>
internal sealed class AddedTokenFinder
{
    private static readonly CodeSet s_word = CodeSet.Named("Word")!.Union(CodeSet.Of(0x200C, 0x200D));

    private readonly AddedToken[] _tokens;
    private readonly VocabularyTrie _trie;
    private readonly SearchValues<char> _starts;

    /// <param name="tokens">The tokens, each with the text to look for.</param>
    public AddedTokenFinder(IEnumerable<(AddedToken Token, string Text)> tokens)
    {
        // Normalized, two tokens may be the same text: special ones go first, then earlier ones.
        var list = tokens.Where(entry => entry.Text.Length > 0).OrderBy(entry => !entry.Token.IsSpecial).DistinctBy(entry => entry.Text).ToArray();
        _tokens = [.. list.Select(entry => entry.Token)];
        _trie = new(list.Select((entry, index) => (entry.Text, index)));
        _starts = SearchValues.Create([.. list.Select(entry => entry.Text[0]).Distinct()]);
    }

    public bool IsEmpty => _tokens.Length == 0;

    /// <summary>The next token at or after <paramref name="from"/>, with the spaces that it takes; null when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the last one ended.</param>
    /// <param name="skipsSpecial">Special tokens count as text.</param>
    public (AddedToken Token, int Start, int End)? Next(ReadOnlySpan<char> text, int from, bool skipsSpecial)
    {
        if (IsEmpty) return null;
        for (var at = from; at < text.Length;)
        {
            var skip = text[at..].IndexOfAny(_starts);
            if (skip < 0) return null;
            at += skip;
            var (token, end) = Longest(text, at);
            if (token is null)
            {
                at++;
                continue;
            }

            if ((token.IsSpecial && skipsSpecial) || (token.IsSingleWord && (EndsWithWord(text[..at]) || StartsWithWord(text[end..]))))
            {
                at = end;
                continue;
            }

            var start = at;
            while (token.TakesSpaceBefore && start > from && char.IsWhiteSpace(text[start - 1])) start--;
            while (token.TakesSpaceAfter && end < text.Length && char.IsWhiteSpace(text[end])) end++;
            return (token, start, end);
        }

        return null;
    }

    private (AddedToken? Token, int End) Longest(ReadOnlySpan<char> text, int start)
    {
        var (best, bestEnd) = (VocabularyTrie.None, start);
        for (int at = start, node = VocabularyTrie.Root; at < text.Length;)
        {
            node = _trie.Child(node, text[at++]);
            if (node == VocabularyTrie.None) break;
            if (_trie.Values[node] != VocabularyTrie.None) (best, bestEnd) = (_trie.Values[node], at);
        }

        return best == VocabularyTrie.None ? (null, start) : (_tokens[best], bestEnd);
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text) => text.Length > 0 && s_word.Contains(Normalization.CodeAt(text, 0, out _));

    private static bool EndsWithWord(ReadOnlySpan<char> text)
    {
        if (text.Length == 0) return false;
        var at = text.Length - (text.Length > 1 && char.IsSurrogatePair(text[^2], text[^1]) ? 2 : 1);
        return s_word.Contains(Normalization.CodeAt(text, at, out _));
    }
}
