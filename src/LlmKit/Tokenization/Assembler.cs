using LlmKit.Tokenization.PostProcessors;

namespace LlmKit.Tokenization;

/// <summary>From the tokens of one or two texts to what a model gets to see: truncated, with special tokens, filled up.</summary>
internal static class Assembler
{
    public static TokenizedText Assemble(Tokenizer tokenizer, TokenInfo[] first, TokenInfo[]? second, EncodeOptions options)
    {
        var isPair = second is not null;
        var template = tokenizer.Template(isPair);
        var added = options.AddsSpecialTokens ? template.OfType<TemplatePart.Special>().Sum(part => part.Ids.Count) : 0;
        var truncation = options.NoTruncation ? null : options.Truncation ?? tokenizer.Truncation;
        var (firsts, seconds) = truncation is null
            ? ([first], second is null ? null : new List<TokenInfo[]> { second })
            : Truncate(first, second, truncation, added);

        // Every window of the one with every window of the other; the first of each is the answer.
        var all = new List<TokenInfo[]>();
        foreach (var a in firsts)
        {
            foreach (var b in seconds ?? [[]]) all.Add(Fill(template, a, b, added));
        }

        // A window of the first text comes before those of the second alone.
        if (seconds is { Count: > 1 }) all = [all[0], .. all.Skip(seconds.Count), .. all.Skip(1).Take(seconds.Count - 1)];
        return new(tokenizer, all[0], [.. all.Skip(1).Select(window => new TokenizedText(tokenizer, window, []))]);
    }

    /// <summary>All texts of a batch, their windows included, filled up to one length.</summary>
    public static TokenizedText[] Pad(Tokenizer tokenizer, TokenizedText[] batch, EncodeOptions options)
    {
        if (options.NoPadding || (options.Padding ?? tokenizer.Padding) is not { } padding || batch.Length == 0) return batch;
        var length = padding.Length ?? batch.Max(text => text.Count);
        if (length % padding.MultipleOf != 0) length += padding.MultipleOf - length % padding.MultipleOf;
        return [.. batch.Select(Filled)];

        TokenizedText Filled(TokenizedText text)
        {
            var missing = length - text.Count;
            var windows = text.Overflowing.Select(Filled).ToArray();
            if (missing <= 0) return windows.Length == 0 ? text : new(tokenizer, [.. text.Tokens], windows);
            var filler = Enumerable.Repeat(
                new TokenInfo(padding.Id, 0, 0) { TypeId = padding.TypeId, IsSpecial = true, IsPadding = true }, missing);
            return new(tokenizer, padding.Side == Side.Right ? [.. text.Tokens, .. filler] : [.. filler, .. text.Tokens], windows);
        }
    }

    private static TokenInfo[] Fill(IReadOnlyList<TemplatePart> template, TokenInfo[] first, TokenInfo[] second, int added)
    {
        if (template is [TemplatePart.Text { Index: 0 }]) return first;
        var tokens = new TokenInfo[first.Length + second.Length + added];
        var at = 0;
        foreach (var part in template)
        {
            if (part is TemplatePart.Text text)
            {
                var source = text.Index == 0 ? first : second;
                source.CopyTo(tokens, at);
                at += source.Length;
            }
            else if (added > 0 && part is TemplatePart.Special special)
            {
                foreach (var id in special.Ids) tokens[at++] = new(id, 0, 0) { TypeId = special.TypeId, IsSpecial = true };
            }
        }

        return tokens;
    }

    private static (List<TokenInfo[]> First, List<TokenInfo[]>? Second) Truncate(
        TokenInfo[] first, TokenInfo[]? second, Truncation truncation, int added)
    {
        var room = truncation.MaxLength - added;
        if (room < 0)
        {
            throw new InvalidOperationException(
                $"MaxLength = {truncation.MaxLength} leaves no room for the {added} special tokens. It must be at least {added}.");
        }

        var (n1, n2) = (first.Length, second?.Length ?? 0);
        var excess = n1 + n2 - room;
        if (excess > 0)
        {
            (n1, n2) = truncation.Strategy switch
            {
                _ when room == 0 => (0, 0),
                TruncationStrategy.OnlySecond when second is null => throw new InvalidOperationException(
                    "The strategy OnlySecond needs a second text. Give one, or take OnlyFirst or LongestFirst."),
                TruncationStrategy.OnlyFirst => (Left(n1, "first"), n2),
                TruncationStrategy.OnlySecond => (n1, Left(n2, "second")),
                _ => Share(n1, n2, room),
            };
        }

        return (Windows(first, n1, truncation), second is null ? null : Windows(second, n2, truncation));

        int Left(int count, string which) => count > excess ? count - excess : throw new InvalidOperationException(
            $"The {which} text has {count} tokens, of which {excess} would have to go. Take the strategy LongestFirst, or a larger MaxLength.");
    }

    // The shorter keeps its length while there is room for it; then both get a half.
    private static (int First, int Second) Share(int n1, int n2, int room)
    {
        if (n2 == 0) return (room, 0);
        var (shorter, longer) = (Math.Min(n1, n2), Math.Max(n1, n2));
        longer = shorter > room ? shorter : Math.Max(shorter, room - shorter);
        if (shorter + longer > room) (shorter, longer) = (room / 2, room / 2 + room % 2);
        return n1 > n2 ? (longer, shorter) : (shorter, longer);
    }

    private static List<TokenInfo[]> Windows(TokenInfo[] tokens, int length, Truncation truncation)
    {
        if (length >= tokens.Length) return [tokens];
        if (length == 0) return [[], tokens];
        if (truncation.Stride >= length)
        {
            throw new InvalidOperationException(
                $"Stride = {truncation.Stride} is not below the {length} tokens that a window holds of the text. "
                + "Make it smaller, or MaxLength larger.");
        }

        var windows = new List<TokenInfo[]>();
        var step = length - truncation.Stride;
        if (truncation.Side == Side.Right)
        {
            for (var start = 0; ; start += step)
            {
                var end = Math.Min(start + length, tokens.Length);
                windows.Add(tokens[start..end]);
                if (end == tokens.Length) return windows;
            }
        }

        for (var end = tokens.Length; ; end -= step)
        {
            var start = Math.Max(0, end - length);
            windows.Add(tokens[start..end]);
            if (start == 0) return windows;
        }
    }
}
