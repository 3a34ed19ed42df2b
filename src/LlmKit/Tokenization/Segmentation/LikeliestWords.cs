using System.Buffers;
using LlmKit.Data;

namespace LlmKit.Tokenization.Segmentation;

/// <summary>Cuts blocks of word characters: the way through a block whose words are together the likeliest.</summary>
/// <param name="model">Reads rows of single characters for new words; null leaves them single.</param>
/// <param name="removed">Words that the model must not join.</param>
/// <param name="spans">Gets the words.</param>
internal readonly struct LikeliestWords(WordTrie words, NewWordModel? model, HashSet<string> removed, List<TextSpan> spans)
{
    public void Add(string text, int start, int end)
    {
        var length = end - start;
        var ends = ArrayPool<int>.Shared.Rent(length);
        FindRoute(text.AsSpan(start, length), ends);
        var singles = -1;
        for (int at = 0, next; at < length; at = next)
        {
            next = ends[at];
            var isKept = next - at == 1 && (model is not null || char.IsAsciiLetterOrDigit(text[start + at]));
            if (isKept)
            {
                if (singles < 0) singles = at;
                continue;
            }

            if (singles >= 0) AddSingles(text, start + singles, start + at);
            singles = -1;
            spans.Add(new(start + at, start + next));
        }

        if (singles >= 0) AddSingles(text, start + singles, end);
        ArrayPool<int>.Shared.Return(ends);
    }

    // For each place the end of the word that begins there on the likeliest way to the block's end. Of equal ways the longer word wins.
    private void FindRoute(ReadOnlySpan<char> text, Span<int> ends)
    {
        var rented = ArrayPool<double>.Shared.Rent(text.Length + 1);
        var scores = rented.AsSpan(0, text.Length + 1);
        var total = Math.Log(words.Total);
        scores[text.Length] = 0;
        for (var start = text.Length - 1; start >= 0; start--)
        {
            var (best, end) = (double.NegativeInfinity, 0);
            var node = words.First(text[start]);
            for (var next = start + 1; node != 0; next++)
            {
                var log = words.Log(node);
                if (!double.IsNaN(log) && log - total + scores[next] is var score && score >= best) (best, end) = (score, next);
                if (next == text.Length) break;
                node = words.Child(node, text[next]);
            }

            if (end == 0) (best, end) = (-total + scores[start + 1], start + 1);
            (scores[start], ends[start]) = (best, end);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    // A row that the dictionary leaves single, character by character.
    private void AddSingles(string text, int start, int end)
    {
        if (model is null || end - start == 1)
        {
            spans.Add(new(start, end));
            return;
        }

        if (words.IsWord(text.AsSpan(start, end - start)))
        {
            for (var at = start; at < end; at++) spans.Add(new(at, at + 1));
            return;
        }

        for (int at = start, next; at < end; at = next)
        {
            next = at;
            while (next < end && IsChinese(text[next])) next++;
            if (next > at) AddNewWords(text, at, next);
            else spans.Add(new(at, next = EndOfSigns(text, at, end)));
        }
    }

    private void AddNewWords(string text, int start, int end)
    {
        var first = spans.Count;
        model!.AddWords(text, start, end, spans);
        if (removed.Count == 0) return;
        for (var i = first; i < spans.Count; i++)
        {
            var word = spans[i];
            if (word.Length < 2 || !removed.Contains(word.In(text))) continue;
            spans.RemoveAt(i);
            for (var at = word.End - 1; at >= word.Start; at--) spans.Insert(i, new(at, at + 1));
        }
    }

    // Letters and digits with a fraction and a per cent sign behind them, or the signs before the next.
    private static int EndOfSigns(string text, int at, int end)
    {
        if (!char.IsAsciiLetterOrDigit(text[at]))
        {
            while (at < end && !char.IsAsciiLetterOrDigit(text[at]) && !IsChinese(text[at])) at++;
            return at;
        }

        while (at < end && char.IsAsciiLetterOrDigit(text[at])) at++;
        if (at + 1 < end && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
            for (at++; at < end && char.IsAsciiDigit(text[at]);) at++;
        return at < end && text[at] == '%' ? at + 1 : at;
    }

    private static bool IsChinese(char c) => c is >= '\u4E00' and <= '\u9FD5';
}
