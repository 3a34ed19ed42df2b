using System.Runtime.InteropServices;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.PostProcessors;

namespace LlmKit.Tokenization;

/// <summary>One text's way through a tokenizer, with the buffers that it needs. One for each thread.</summary>
internal sealed class Encoder
{
    private readonly AlignedText _whole = new();
    private readonly AlignedText _part = new();
    private readonly TokenList _tokens = new();
    private readonly List<TokenInfo> _infos = [];
    private readonly List<int> _counted = [];
    private List<int>? _ids;
    private int _word;
    private TokenInfo _blank;

    /// <summary>Adds the ids alone.</summary>
    public void AddIds(Tokenizer tokenizer, ReadOnlySpan<char> text, List<int> ids)
    {
        _ids = ids;
        Run(tokenizer, text, isTracked: false, readsSpecialAsText: false);
        _ids = null;
    }

    public int Count(Tokenizer tokenizer, ReadOnlySpan<char> text)
    {
        _counted.Clear();
        AddIds(tokenizer, text, _counted);
        return _counted.Count;
    }

    /// <summary>The tokens of the text that stands in <paramref name="place"/> of the template.</summary>
    public TokenInfo[] Encode(Tokenizer tokenizer, string text, TemplatePart.Text place, EncodeOptions options)
    {
        Start(place);
        Run(tokenizer, text, options.HasOffsets, options.ReadsSpecialTokensAsText);
        return End(tokenizer, options, _ => text);
    }

    /// <summary>The same of a text that is cut into words already.</summary>
    public TokenInfo[] EncodeWords(Tokenizer tokenizer, IReadOnlyList<string> words, TemplatePart.Text place, EncodeOptions options)
    {
        Start(place);
        for (var word = 0; word < words.Count; word++)
        {
            var first = _infos.Count;
            Run(tokenizer, words[word], options.HasOffsets, options.ReadsSpecialTokensAsText);
            foreach (ref var token in CollectionsMarshal.AsSpan(_infos)[first..]) token = token with { Word = word };
        }

        return End(tokenizer, options, token => words[token.Word]);
    }

    private void Start(TemplatePart.Text place)
    {
        _infos.Clear();
        _blank = new(0, 0, 0) { Sequence = place.Index, TypeId = place.TypeId };
    }

    private TokenInfo[] End(Tokenizer tokenizer, EncodeOptions options, Func<TokenInfo, string> textOf)
    {
        if (options.HasOffsets && tokenizer.Parts.PostProcessor is { TrimsOffsets: true } post) Trim(tokenizer, textOf, post.AddsPrefixSpace);
        return [.. _infos];
    }

    private void Run(Tokenizer tokenizer, ReadOnlySpan<char> text, bool isTracked, bool readsSpecialAsText)
    {
        var source = Whole(text);
        _word = 0;
        var from = 0;
        while (tokenizer.RawTokens.Next(source, from, readsSpecialAsText) is { } found)
        {
            AddText(tokenizer, source[from..found.Start], from, isTracked, readsSpecialAsText);
            AddToken(found.Token, found.Start, found.End);
            from = found.End;
        }

        AddText(tokenizer, source[from..], from, isTracked, readsSpecialAsText);
    }

    private void AddText(Tokenizer tokenizer, ReadOnlySpan<char> text, int offset, bool isTracked, bool readsSpecialAsText)
    {
        if (text.Length == 0) return;
        _whole.Load(text, offset, isTracked);
        tokenizer.Parts.Normalizer?.Normalize(_whole);
        if (tokenizer.NormalizedTokens.IsEmpty)
        {
            AddPieces(tokenizer, _whole);
            return;
        }

        var from = 0;
        while (tokenizer.NormalizedTokens.Next(_whole.Text, from, readsSpecialAsText) is { } found)
        {
            AddPart(tokenizer, from, found.Start);
            var (start, end) = isTracked ? _whole.Origin(found.Start, found.End) : (0, 0);
            AddToken(found.Token, start, end);
            from = found.End;
        }

        AddPart(tokenizer, from, _whole.Length);
    }

    private void AddPart(Tokenizer tokenizer, int start, int end)
    {
        if (end == start) return;
        _part.Load(_whole, start, end);
        AddPieces(tokenizer, _part);
    }

    private void AddToken(AddedToken token, int start, int end)
    {
        if (_ids is not null) _ids.Add(token.Id);
        else _infos.Add(_blank with { Id = token.Id, Start = start, End = end, Word = _word });
        _word++;
    }

    private void AddPieces(Tokenizer tokenizer, AlignedText text)
    {
        tokenizer.Parts.PreTokenizer?.Cut(text);
        foreach (var (start, end) in text.Pieces)
        {
            _tokens.Clear();
            tokenizer.Model.Tokenize(text.Text[start..end], _tokens);
            if (_ids is not null)
            {
                foreach (ref readonly var token in _tokens.Span) _ids.Add(token.Id);
                continue;
            }

            foreach (ref readonly var token in _tokens.Span)
            {
                var (from, to) = text.IsTracked ? text.Origin(start + token.Start, start + token.End) : (0, 0);
                _infos.Add(_blank with { Id = token.Id, Start = from, End = to, Word = _word });
            }

            _word++;
        }
    }

    // As the format's authors do it: by the spaces that the token's spelling starts and ends with.
    private void Trim(Tokenizer tokenizer, Func<TokenInfo, string> textOf, bool addsPrefixSpace)
    {
        for (var i = 0; i < _infos.Count; i++)
        {
            var token = _infos[i];
            var text = textOf(token);
            // An added token is spelled with the spaces that it took.
            var spelling = tokenizer.IsAdded(token.Id) ? text.AsSpan(token.Start, token.End - token.Start) : tokenizer.TokenOf(token.Id);
            var (leading, trailing) = (0, 0);
            while (leading < spelling.Length && IsSpace(spelling[leading])) leading++;
            while (trailing < spelling.Length && IsSpace(spelling[^(trailing + 1)])) trailing++;
            if (leading == 0 && trailing == 0) continue;
            var (start, end) = (token.Start, token.End);
            // One space at the start was added, and covers none of the text; of several none was.
            if (leading == 1 && addsPrefixSpace && (i == 0 || start == 0)) leading = 0;
            for (; leading > 0 && start < end; leading--) start += IsPair(text, start) ? 2 : 1;
            for (; trailing > 0 && end > start; trailing--) end -= IsPair(text, end - 2) ? 2 : 1;
            _infos[i] = token with { Start = start, End = end };
        }

        // A space may stand for another character: the one at the start for the first.
        static bool IsPair(string text, int at) => at >= 0 && at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);

        static bool IsSpace(char unit) => unit == ByteAlphabet.Characters[' '] || char.IsWhiteSpace(unit);
    }

    /// <summary>The text with U+FFFD in place of half surrogate pairs.</summary>
    internal static ReadOnlySpan<char> Whole(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF')) return text;
        char[]? whole = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else (whole ??= text.ToArray())[i] = '\ufffd';
        }

        return whole ?? text;
    }
}
